import { createHash } from 'node:crypto';
import type { AuthorizationCode, Client, Family } from '../base/model.js';
import { sameSecret, sha256 } from '../base/random.js';
import { callerOf, parameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { mayReadScopes } from '../tokens/scopes.js';
import { tokenFaults, type GrantOutcome } from './grant.js';

/** `grant_type=authorization_code`: a code works once, for five minutes, for its client, callback and challenge. */
export const redeemCode = async (
  service: Service,
  exchange: Exchange,
  client: Client,
): Promise<GrantOutcome> => {
  const presented = parameter(exchange.form, 'code');
  const redirectUri = parameter(exchange.form, 'redirect_uri');
  if (presented === undefined || redirectUri === undefined) return { error: 'invalid_request' };
  if (!client.flows.includes('code')) return { error: 'unauthorized_client' };
  const code = takeCode(service, presented, client);
  if (code === undefined) return { error: 'invalid_grant' };
  if (code.redirectUri !== redirectUri)
    return { error: 'unauthorized_client', description: 'invalid_redirect' };
  if (!mayReadScopes(client, code.scopes)) return { error: 'invalid_grant' };
  if (!fitsChallenge(code, parameter(exchange.form, 'code_verifier'))) return { error: 'invalid_grant' };
  const family = beginFamily(service, exchange, code);
  const tokens = await service.tokens.issue(family, {
    ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
    faults: tokenFaults(exchange),
  });
  if (tokens !== undefined) return { tokens, refreshToken: service.refreshTokens.mint(family) };
  service.families.end(family);
  return { error: 'invalid_grant' };
};

/** The browser that the code was given to is what the sign-in looks like, until the tokens are refreshed. */
const beginFamily = (service: Service, exchange: Exchange, code: AuthorizationCode): Family => {
  const { poolId, sub, clientId, scopes, authTime, resource, ssoSessionId, methods, acr } = code;
  const sso = service.sessions.sso(ssoSessionId)?.session;
  if (sso !== undefined) sso.lastActiveAt = service.clock.now();
  const begun = {
    poolId,
    sub,
    clientId,
    scopes,
    authTime,
    via: 'oauth',
    ...(resource === undefined ? {} : { resource }),
    ...(sso === undefined ? {} : { ssoSessionId: sso.id }),
    ...(methods === undefined ? {} : { methods }),
    ...(acr === undefined ? {} : { acr }),
  } as const;
  return service.families.begin(
    begun,
    sso === undefined ? callerOf(exchange) : { ip: sso.lastIp, deviceType: sso.deviceType },
  );
};

/** Spends the code, whatever comes of it. Another client's attempt leaves it to its owner. */
const takeCode = (service: Service, presented: string, client: Client): AuthorizationCode | undefined => {
  const key = sha256(presented);
  const code = service.store.codes.get(key);
  if (code === undefined || code.clientId !== client.id) return undefined;
  service.store.codes.delete(key);
  return code.expiresAt > service.clock.now() ? code : undefined;
};

/** RFC 7636 section 4.6. A verifier without a challenge is ignored. */
const fitsChallenge = ({ codeChallenge }: AuthorizationCode, verifier: string | undefined): boolean => {
  if (codeChallenge === undefined) return true;
  return verifier !== undefined && sameSecret(codeChallenge, challengeOf(verifier));
};

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
