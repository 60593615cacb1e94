import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

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
  readonly bytes: Buffer;
}

// One secret may serve many uses (it signs cookies too), so the key is derived for this use alone (RFC 5869).
const keyFrom = (secret: string): Key => {
  const derived = Buffer.from(
    hkdfSync('sha256', secret, '', 'cognito-relying-party seal v1', 32 + keyIdBytes),
  );
  return { bytes: derived.subarray(0, 32), id: derived.subarray(32) };
};

/**
 * A sealer with a ring of secrets: the first one seals, all of them open. AES-256-GCM with a random
 * 96-bit nonce (NIST SP 800-38D); the purpose is authenticated but not stored, so a sealed thing that is
 * copied elsewhere does not open.
 */
export const createSealer = (secrets: readonly string[]): Sealer => {
  const ring = secrets.map(keyFrom);
  const [current] = ring;
  if (current === undefined) throw new TypeError('createSealer needs at least one secret');

  return {
    seal(text, purpose) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, nonce);
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
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
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    // The only thing `final` throws for is a tag that does not fit: the answer is "not ours", not a failure.
    return undefined;
  }
};
