import { refuseUnless } from '../errors.js';
import { clockToleranceSeconds } from '../options.js';
import { levelIn, type Proof } from '../levels.js';
import { groupsIn, type Claims } from '../user.js';
import { identityIn } from './claim-checks.js';

/** What an access token says of its bearer. */
export interface BearerClaims extends Proof {
  readonly sub: string;
  readonly username: string | undefined;
  /** The app client that the token was made for. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  readonly expiresAtMs: number;
  /** Everything that the token says, for claims of your own. */
  readonly claims: Claims;
}

/** Whose access tokens are taken, and what for they may be. */
export interface AccessTokenRules {
  readonly clientIds: readonly string[];
  /** What is said of the `aud` of a token; most have none. */
  readonly isForUs: (aud: unknown) => boolean;
  /** As of when the token is judged. */
  readonly atMs: number;
}

/** Reads the claims of an access token whose signature and times hold. Throws `AuthError` `pool_rejected`. */
export const bearerClaimsIn = (
  claims: Claims,
  { clientIds, isForUs, atMs }: AccessTokenRules,
): BearerClaims => {
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
    ...levelIn(claims),
    authenticatedAtMs: authenticatedIn(claims, atMs),
    claims,
  };
};

// What is no moment of the past says nothing of when, and unknown is not recent. 0 is how some write "not known".
const authenticatedIn = ({ auth_time: seconds }: Claims, atMs: number): number | undefined =>
  typeof seconds === 'number' && seconds > 0 && seconds * 1000 <= atMs + clockToleranceSeconds * 1000
    ? seconds * 1000
    : undefined;

const wordsIn = (claim: unknown): readonly string[] =>
  typeof claim === 'string' ? claim.split(' ').filter((word) => word !== '') : [];
