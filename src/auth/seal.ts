import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Turns text into something that only a holder of the secrets can read, and only for the purpose it was made for. */
export interface Sealer {
  /** Seals `text` for one purpose, which names where it will lie (such as a store key). The result is base64url text. */
  seal(text: string, purpose: string): string;
  /** The text again, or `undefined` when it was sealed for another purpose, with an unknown secret, or was changed. */
  open(sealed: string, purpose: string): string | undefined;
}

const nonceBytes = 12;
const tagBytes = 16;
const keyIdBytes = 4;

interface Key {
  readonly id: Buffer;
  readonly forPurpose: (purpose: string) => Buffer;
}

// One secret may serve many uses (it signs cookies too), so the key is derived for this use alone (RFC 5869).
const derive = (secret: string, form: 'v1' | 'v2') => {
  const derived = Buffer.from(
    hkdfSync('sha256', secret, '', `cognito-relying-party seal ${form}`, 32 + keyIdBytes),
  );
  return { bytes: derived.subarray(0, 32), id: derived.subarray(32) };
};

// One key for everything. With random nonces it is good for 2^32 seals (NIST SP 800-38D section 8.3).
const oneKey = (secret: string): Key => {
  const { id, bytes } = derive(secret, 'v1');
  return { id, forPurpose: () => bytes };
};

// A key for each purpose (HKDF-Expand, RFC 5869 section 2.3), so that none seals often, however many people there are.
const keyPerPurpose = (secret: string): Key => {
  const { id, bytes } = derive(secret, 'v2');
  return { id, forPurpose: (purpose) => createHmac('sha256', bytes).update(purpose).update('\x01').digest() };
};

/**
 * A sealer with a ring of secrets: the first one seals, all of them open. AES-256-GCM with a random
 * 96-bit nonce (NIST SP 800-38D); the purpose is authenticated but not stored, so a sealed thing that is
 * copied elsewhere does not open. It opens what is sealed with one key and with a key for each purpose, and seals with one:
 * during a deployment the release before, which knows only that, must open what this one seals. The release after may
 * seal with a key for each purpose.
 */
export const createSealer = (secrets: readonly string[]): Sealer => {
  const [current, ...others] = secrets.map(oneKey);
  if (current === undefined) throw new TypeError('createSealer needs at least one secret');

  const ring = [current, ...others, ...secrets.map(keyPerPurpose)];

  return {
    seal(text, purpose) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', current.forPurpose(purpose), nonce);
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([current.id, nonce, cipher.getAuthTag(), body]).toString('base64url');
    },

    open(sealed, purpose) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < keyIdBytes + nonceBytes + tagBytes) return undefined;
      const key = ring.find(({ id }) => id.equals(bytes.subarray(0, keyIdBytes)));
      return key && openWith(key, bytes.subarray(keyIdBytes), purpose);
    },
  };
};

const openWith = (key: Key, bytes: Buffer, purpose: string): string | undefined => {
  const decipher = createDecipheriv('aes-256-gcm', key.forPurpose(purpose), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const body = decipher.update(bytes.subarray(nonceBytes + tagBytes));
    return Buffer.concat([body, decipher.final()]).toString();
  } catch {
    // The only thing `final` throws for is a tag that does not fit: the answer is "not ours", not a failure.
    return undefined;
  }
};
