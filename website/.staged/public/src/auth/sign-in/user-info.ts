import { AuthError } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import type { Pool } from '../pool/pool.js';
import type { IdClaims } from '../tokens/token-verifier.js';
import type { SignInTokens } from '../tokens/token-set.js';
import { profileClaims, type Claims } from '../user.js';

/** Adds to what the ID token says of a person what a provider says at userInfo alone (OpenID Connect Core 5.4). */
export interface UserInfo {
  /** The same tokens, with as much as could be found out. It does not fail: a name is no reason to keep somebody out. */
  complete(verified: SignInTokens): Promise<SignInTokens>;
}

/** What asking userInfo is made of. */
export interface UserInfoDeps {
  readonly pool: Pick<Pool, 'needsUserInfo' | 'userInfo'>;
  readonly events: Events;
}

// What the scopes `profile`, `email` and `phone` ask for, and nothing that decides about rights.
const addable = new Set(['name', 'email', 'email_verified', ...profileClaims]);

/** Asks once for each sign-in that lacks something, and never at Cognito. What the ID token says is not replaced: it is signed. */
export const createUserInfo = ({ pool, events }: UserInfoDeps): UserInfo => ({
  async complete(verified) {
    try {
      if (!(await pool.needsUserInfo(verified.claims, verified.scopes))) return verified;
      const said = await pool.userInfo(verified.tokens.accessToken, verified.claims.sub);
      return { ...verified, claims: withAdded(verified.claims, said) };
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      events.emit({ type: 'user_info_failed', ...failureIn(error) });
      return verified;
    }
  },
});

const withAdded = (claims: IdClaims, said: Claims): IdClaims => {
  const added = Object.entries(said).filter(
    ([name]) => addable.has(name) && claims[name] === undefined && isOfThisAddress(name, claims),
  );
  return { ...claims, ...Object.fromEntries(added) };
};

// Verified is an address, and not whichever one stands in the other document.
const isOfThisAddress = (name: string, claims: IdClaims): boolean =>
  name !== 'email_verified' || claims['email'] === undefined;
