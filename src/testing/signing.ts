import { generateKeyPair, randomUUID, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Claims } from '../auth/index.js';

/** A key that signs tokens as a user pool does: RS256. */
export interface SigningKey {
  /** Its public half, as it stands in a key set (RFC 7517). */
  readonly publicJwk: Readonly<Record<string, unknown>>;
  /** A token of these claims, as they are (RFC 7515, section 7.1). */
  readonly sign: (claims: Claims) => string;
}

const generate = promisify(generateKeyPair);

/** A new key. Takes a moment: make it once. */
export const createSigningKey = async (): Promise<SigningKey> => {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2048 });
  const header = { kid: randomUUID(), alg: 'RS256' };
  return {
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...header, use: 'sig' },
    sign: (claims) => signed([header, claims], privateKey),
  };
};

const signed = (parts: readonly object[], key: KeyObject): string => {
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
};
