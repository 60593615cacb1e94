import { decodeJwt, SignJWT, type JWTPayload } from 'jose';
import type { LocalPool } from '../../src/local-pool/index.js';

/** A token like `genuine`, with other claims or header members, signed with the pool's own key for access tokens. */
export const reissued = (
  pool: LocalPool,
  genuine: string,
  {
    claims = {},
    header = {},
  }: { readonly claims?: JWTPayload; readonly header?: Readonly<Record<string, unknown>> } = {},
): Promise<string> => {
  const { kid, privateKey } = pool.keys.current().access;
  // `undefined` as a value removes the claim.
  const payload = Object.entries({ ...decodeJwt(genuine), ...claims }).filter(
    ([, value]) => value !== undefined,
  );
  return new SignJWT(Object.fromEntries(payload))
    .setProtectedHeader({ alg: 'RS256', kid, ...header })
    .sign(privateKey);
};
