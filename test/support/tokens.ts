import type { SessionStore, TokenSet } from '../../src/auth/index.js';
import type { LocalPool } from '../../src/local-pool/index.js';

/** The tokens of all sessions of somebody, as the store has them. */
export const tokensOf = async (
  { store, pool }: { readonly store: SessionStore; readonly pool: LocalPool },
  email: string,
): Promise<readonly TokenSet[]> => {
  const keys = await store.keysOf({ issuer: pool.issuer, id: pool.person(email).sub });
  const held = await Promise.all(keys.map((key) => store.readTokens(key)));
  return held.flatMap((one) => (one === undefined ? [] : [one.tokens]));
};
