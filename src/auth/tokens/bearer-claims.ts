import { refuseUnless } from '../errors.js';
import { groupsIn, type Claims } from '../user.js';
import { identityIn } from './claim-checks.js';

/** What an access token says of its bearer. */
export interface BearerClaims {
  readonly sub: string;
  readonly username: string | undefined;
  /** The app client that the token was made for. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  readonly expiresAtMs: number;
}

/** Whose access tokens are taken, and what for they may be. */
export interface AccessTokenRules {
  readonly clientIds: readonly string[];
  /** What is said of the `aud` of a token; most have none. */
  readonly isForUs: (aud: unknown) => boolean;
}

/** Reads the claims of an access token whose signature and times hold. Throws `AuthError` `pool_rejected`. */
export const bearerClaimsIn = (claims: Claims, { clientIds, isForUs }: AccessTokenRules): BearerClaims => {
  refuseUnless(claims['token_use'] === 'access', 'not_an_access_token');
  const clientId = clientIds.find((id) => id === claims['client_id']);
  refuseUnless(clientId !== undefined, 'token_of_another_client');
  refuseUnless(isForUs(claims['aud']), 'token_of_another_audience');
  const { sub, exp } = identityIn(claims);
  return {
    sub,
    username: typeof claims['username'] === 'string' ? claims['username'] : undefined,
    clientId,
    scopes: wordsIn(claims['scope']),
    groups: groupsIn(claims),
    expiresAtMs: exp * 1000,
  };
};

const wordsIn = (claim: unknown): readonly string[] =>
  typeof claim === 'string' ? claim.split(' ').filter((word) => word !== '') : [];
