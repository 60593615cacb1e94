import { type PoolError, invalidParameter, notAuthorized } from '../../base/errors.js';
import type { Service } from '../../service.js';
import { unverifiedClaims, verifyJwt } from '../../tokens/jws.js';
import type { Api } from '../protocol/api.js';

const mostLogins = 10;

export interface Subject {
  readonly sub: string;
  /** `cognito:roles` of the ID token. */
  readonly roles: readonly string[];
}

/**
 * Whom the `Logins` of a request are about: one ID token under the issuer's name without its scheme. As with
 * ServerSideTokenCheck, a revoked sign-in is refused.
 */
export const subjectOf = (logins: Readonly<Record<string, string>>, { service }: Api): Subject => {
  const [login, ...others] = Object.entries(logins);
  if (others.length >= mostLogins) throw invalidParameter(`Logins has more than ${mostLogins} entries.`);
  if (login === undefined) {
    throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
  }
  const [provider, token] = login;
  const issuer = unverifiedClaims(token)?.['iss'];
  if (issuer === undefined) throw invalidToken('Not a valid OpenId Connect identity token.');
  if (typeof issuer !== 'string' || issuer.replace(/^https?:\/\//u, '') !== provider) {
    throw invalidToken("Issuer doesn't match providerName");
  }
  return checkedSubject(service, issuer, token);
};

const checkedSubject = (service: Service, issuer: string, token: string): Subject => {
  const pool = [...service.store.pools.values()].find((candidate) => candidate.issuer === issuer);
  const keyring = pool === undefined ? undefined : service.keyrings.get(pool.id);
  const claims = keyring === undefined ? undefined : verifyJwt(token, keyring);
  if (claims === undefined) throw invalidToken("Couldn't verify signed token.");
  if (claims['token_use'] !== 'id') throw invalidToken('Not an ID token.');
  const nowSeconds = Math.floor(service.clock.now() / 1000);
  const expiresAt = Number(claims['exp']);
  if (expiresAt <= nowSeconds) throw invalidToken(`Token expired: ${expiresAt} >= ${nowSeconds}`);
  if (service.families.ofToken(claims) === undefined) throw invalidToken('Token is revoked.');
  const roles: unknown = claims['cognito:roles'];
  return { sub: String(claims['sub']), roles: Array.isArray(roles) ? roles.map(String) : [] };
};

const invalidToken = (reason: string): PoolError => notAuthorized(`Invalid login token. ${reason}`);
