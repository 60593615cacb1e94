import { createHash } from 'node:crypto';
import { AuthError, refuseUnless } from '../errors.js';
import { clockToleranceSeconds } from '../options.js';
import type { Reason } from '../reasons.js';

// What a token whose signature holds must say as well. Each throws `AuthError` `pool_rejected`. Times are in seconds in the
// token, and in milliseconds where a moment is handed in.

/** Claims as they stand in a token, of which only the registered ones were looked at (RFC 7519, section 4.1). */
interface Payload {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string | string[];
  readonly exp?: number;
  readonly iat?: number;
  readonly [name: string]: unknown;
}

// Cognito's ID and access tokens live a day at the most.
const longestLifeSeconds = 24 * 60 * 60;
// An ID token from the token endpoint was made a moment ago; minutes are for clocks that differ.
const oldestSeconds = 10 * 60;
const subject = /^[!-~]{1,255}$/;

/**
 * A pool has two issuer hosts for one pool id, and access tokens with the updated one have been seen at pools that are set up
 * with the original one.
 */
export const issuersOfPool = (issuer: string): readonly string[] => [
  issuer,
  issuer.replace(/^https:\/\/cognito-idp\./, 'https://issuer-cognito-idp.'),
  issuer.replace(/^https:\/\/issuer-cognito-idp\./, 'https://cognito-idp.'),
];

/** Neither made in the future nor good for longer than any token of Cognito's. That it has not ended is jose's check. */
export const checkTimes = ({ exp = 0, iat = 0 }: Payload, nowMs: number): void => {
  const nowSeconds = nowMs / 1000;
  refuseClock(iat <= nowSeconds + clockToleranceSeconds, 'token_from_the_future', iat - nowSeconds);
  refuseUnless(exp <= nowSeconds + longestLifeSeconds + clockToleranceSeconds, 'token_lives_too_long');
};

/** No other audience is trusted here, so one that is named beside ours makes the token somebody else's business. */
export const checkAudience = ({ aud, azp }: Payload, clientId: string): void => {
  const audiences = Array.isArray(aud) ? aud : [aud];
  refuseUnless(audiences.length === 1 && audiences[0] === clientId, 'token_of_another_audience');
  refuseUnless(azp === undefined || azp === clientId, 'token_of_another_client');
};

/** Whether an access token is for this site: Cognito names an audience only where a resource was asked for (RFC 8707). */
export const isForOrigin = (aud: unknown, origin: string): boolean =>
  aud === undefined || (typeof aud === 'string' && URL.canParse(aud) && new URL(aud).origin === origin);

/**
 * Whether an access token may be used at a resource: its `aud`, where it has one, is what the resource is called, letter by letter
 * (RFC 8707, section 2; RFC 9728, section 7.3). Cognito binds a token to one resource, or to none.
 */
export const isForResource = (aud: unknown, resource: string): boolean =>
  aud === undefined || aud === resource;

/** OpenID Connect Core 3.1.3.6: the left half of the SHA-256 of the access token. */
export const checkAccessTokenHash = (hash: unknown, accessToken: string): void => {
  if (hash === undefined) return;
  const half = createHash('sha256').update(accessToken).digest().subarray(0, 16);
  refuseUnless(hash === half.toString('base64url'), 'access_token_of_another_id_token');
};

/** Subjects are printable and no longer than OpenID Connect Core 2 has them. */
export const checkSubject = ({ sub = '' }: Payload): void =>
  refuseUnless(subject.test(sub), 'token_subject_unusable');

/** An ID token that came at `receivedAtMs` was made for that answer, and not for one of another day. */
export const checkAge = ({ iat = 0 }: Payload, receivedAtMs: number): void => {
  const aheadSeconds = iat - receivedAtMs / 1000;
  refuseClock(aheadSeconds >= -oldestSeconds, 'token_is_old', aheadSeconds);
};

/**
 * By how much, in seconds, a clock of ours that is behind may explain a token from the future: as much as one that is ahead may
 * explain an old one. How far from now `iat` may be is the client's to say (OpenID Connect Core 3.1.3.7, rule 10), and that
 * clocks differ by more than a few minutes nobody expects (RFC 7519, section 4.1.5).
 */
export const mostSecondsBehind = oldestSeconds;

/** By how many seconds the token that was refused as one from the future is ahead. `undefined`: refused for something else. */
export const secondsAheadIn = (error: unknown): number | undefined =>
  error instanceof AuthError && error.reason === 'token_from_the_future'
    ? error.clockAheadSeconds
    : undefined;

// Most often it is no attack: one of two clocks is wrong, and whoever looks for it has to know by how much.
const refuseClock = (isRight: boolean, reason: Reason, aheadSeconds: number): void => {
  const clockAheadSeconds = Math.round(aheadSeconds);
  if (!isRight) throw new AuthError('pool_rejected', { reason, clockAheadSeconds });
};

/** The claims without an `auth_time` of 0, which some issuers write for "not known" (RFC 7519 has it as the year 1970). */
export const withoutEmptyTime = <Claims extends Payload>(claims: Claims): Claims => {
  if (claims['auth_time'] !== 0) return claims;
  const { auth_time: _unknown, ...known } = claims;
  return known as Claims;
};

/**
 * When the person proved who they are to the pool, in seconds. Optional unless it is asked for (OpenID Connect Core 2): when
 * the token was made says nothing of when its person last typed a password.
 */
export const authTimeIn = ({ auth_time: authTime }: Payload, nowMs: number): number | undefined => {
  if (authTime === undefined) return undefined;
  refuseUnless(
    typeof authTime === 'number' && authTime <= nowMs / 1000 + clockToleranceSeconds,
    'auth_time_unusable',
  );
  return authTime;
};

/** The claims that make a token somebody's, now that they are known to be there. */
export const identityIn = ({ iss, sub, exp, iat }: Payload) => {
  refuseUnless(
    iss !== undefined && sub !== undefined && exp !== undefined && iat !== undefined,
    'token_lacks_claims',
  );
  return { iss, sub, exp, iat };
};
