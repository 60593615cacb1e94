import {
  createHash,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

const generateRsa = promisify(generateKeyPair);
const rsa = { modulusLength: 2048 };

/** A public key as the JWKS shows it. */
export type PublicJwk = Readonly<Record<'alg' | 'e' | 'kid' | 'kty' | 'n' | 'use', string>>;

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: PublicJwk;
}

/** A user pool signs ID tokens and access tokens with different keys; both are in its JWKS. */
export interface LocalPoolKeys {
  readonly id: SigningKey;
  readonly access: SigningKey;
}

export interface Keyring {
  current(): LocalPoolKeys;
  /** The JWKS. */
  published(): readonly PublicJwk[];
  /** Any key this pool ever signed with, for its own checks. */
  find(kid: string): SigningKey | undefined;
  /** Signs with new keys from now on. The old ones leave the JWKS at once unless they are to be kept. */
  rotate(options?: { readonly keepOld?: boolean; readonly keys?: LocalPoolKeys }): Promise<void>;
}

/** Two RSA-2048 keys, made side by side off the main thread (about 0.1 s). */
export const generateKeys = async (): Promise<LocalPoolKeys> => {
  const [id, access] = await Promise.all([generateSigningKey(), generateSigningKey()]);
  return { id, access };
};

export const generateSigningKey = async (): Promise<SigningKey> => {
  const { privateKey } = await generateRsa('rsa', rsa);
  return signingKeyOf(privateKey);
};

/**
 * The same, made at once and for as long in everybody's way: for a pool that a program makes, where most often nobody ever
 * signs in, and then none are made at all.
 */
export const generateKeysNow = (): LocalPoolKeys => {
  const [id, access] = [generateKeyPairSync('rsa', rsa), generateKeyPairSync('rsa', rsa)];
  return { id: signingKeyOf(id.privateKey), access: signingKeyOf(access.privateKey) };
};

/** The same key always gets the same `kid`: 32 bytes in padded base64, like Cognito's. */
export const signingKeyOf = (privateKey: KeyObject): SigningKey => {
  const publicKey = createPublicKey(privateKey);
  const { e = '', n = '' } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(n).digest('base64');
  return { kid, privateKey, publicKey, jwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' } };
};

/** With keys, or with what makes them once they are asked for. */
export const createKeyring = (initial: LocalPoolKeys | (() => LocalPoolKeys)): Keyring => {
  const used = new Map<string, SigningKey>();
  let current: LocalPoolKeys | undefined;
  let published: readonly PublicJwk[] = [];

  const adopt = (keys: LocalPoolKeys, kept: readonly PublicJwk[]): void => {
    for (const key of [keys.id, keys.access]) used.set(key.kid, key);
    current = keys;
    published = [keys.id.jwk, keys.access.jwk, ...kept];
  };

  const keysInUse = (): LocalPoolKeys => {
    if (current !== undefined) return current;
    const keys = typeof initial === 'function' ? initial() : initial;
    adopt(keys, []);
    return keys;
  };
  const publishedKeys = (): readonly PublicJwk[] => {
    keysInUse();
    return published;
  };

  if (typeof initial !== 'function') adopt(initial, []);
  return {
    current: keysInUse,
    published: publishedKeys,
    find: (kid) => used.get(kid),
    rotate: async ({ keepOld = false, keys } = {}) => {
      adopt(keys ?? (await generateKeys()), keepOld ? publishedKeys() : []);
    },
  };
};
