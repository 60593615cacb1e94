import { createHmac, randomBytes } from 'node:crypto';
import { sameSecret } from '../base/random.js';
import type { Store } from '../base/store.js';

/** As Cognito's tokens begin: `eyJjdHkiOiJKV1QiLCJlbmMi…`. */
const jweHeader = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url');
const ciphertextBytes = 1_000;

export interface RefreshTokenForm {
  /** Five parts like a compact JWE (RFC 7516 section 3.1), about 1.8 kB, all of it random. */
  make(): string;
  /** Whether this pool made the token, alive or not. */
  isOurs(token: string): boolean;
}

/** Opaque refresh tokens of the form and size of Cognito's, so that what is too small for them shows locally. */
export const createRefreshTokenForm = (store: Store): RefreshTokenForm => {
  const tagOf = (body: string): string =>
    createHmac('sha256', store.refreshTokenKey).update(body).digest().subarray(0, 16).toString('base64url');

  return {
    make: () => {
      const random = randomBytes(256 + 12 + ciphertextBytes);
      const parts = [random.subarray(0, 256), random.subarray(256, 268), random.subarray(268)];
      const body = [jweHeader, ...parts.map((part) => part.toString('base64url'))].join('.');
      return `${body}.${tagOf(body)}`;
    },
    isOurs: (token) => {
      const end = token.lastIndexOf('.');
      return end > 0 && sameSecret(token.slice(end + 1), tagOf(token.slice(0, end)));
    },
  };
};
