import { createHash } from 'node:crypto';
import type { AuthorizationCode, Client, Family, TokenOverrides } from '../base/model.js';
import { sameSecret, sha256 } from '../base/random.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { callerOf, parameter, type Exchange } from '../http/exchange.js';
import { quotedUrl } from '../http/refusals.js';
import type { Service } from '../service.js';
import { mayReadScopes } from '../tokens/scopes.js';
import { nobodyToIssueFor, tokenFaults, type GrantOutcome } from './grant.js';
import { invalidGrant, invalidRequest, type Fault } from './refuse.js';

/** `grant_type=authorization_code`: a code works once, for five minutes, for its client, callback and challenge. */
export const redeemCode = async (
  service: Service,
  exchange: Exchange,
  client: Client,
): Promise<GrantOutcome> => {
  const presented = parameter(exchange.form, 'code');
  const redirectUri = parameter(exchange.form, 'redirect_uri');
  if (presented === undefined) return invalidRequest('code is missing');
  if (redirectUri === undefined) return invalidRequest('redirect_uri is missing');
  if (!client.flows.includes('code'))
    return { error: 'unauthorized_client', because: 'the client has not the flow code' };
  const code = takeCode(service, presented, client);
  if ('because' in code) return code;
  const fault = faultIn(code, client, { redirectUri, verifier: parameter(exchange.form, 'code_verifier') });
  if (fault !== undefined) return fault;
  const overrides = await overridesOf(service, code);
  const family = beginFamily(service, exchange, code);
  const tokens = await service.tokens.issue(family, {
    ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
    faults: tokenFaults(exchange),
    overrides,
  });
  if (tokens !== undefined) return { tokens, refreshToken: service.refreshTokens.mint(family) };
  service.families.end(family);
  return nobodyToIssueFor;
};

const faultIn = (
  code: AuthorizationCode,
  client: Client,
  { redirectUri, verifier }: { readonly redirectUri: string; readonly verifier: string | undefined },
): (Fault & { readonly description?: string }) | undefined => {
  if (code.redirectUri !== redirectUri) {
    const because = `redirect_uri is ${quotedUrl(redirectUri)}; the sign-in began with ${quotedUrl(code.redirectUri)}`;
    return { error: 'unauthorized_client', description: 'invalid_redirect', because };
  }
  if (!mayReadScopes(client, code.scopes))
    return invalidGrant('the client may not read all attributes of its scopes (ReadAttributes)');
  return challengeFault(code, verifier);
};

/** What the trigger said when the code was given. */
const overridesOf = async (
  { tokens }: Service,
  code: AuthorizationCode,
): Promise<TokenOverrides | undefined> =>
  unconfirmed.asksForTokensAgain
    ? tokens.overridesFor(code, { source: unconfirmed.tokenSourceAtPages })
    : code.overrides;

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
const takeCode = (service: Service, presented: string, client: Client): AuthorizationCode | Fault => {
  const key = sha256(presented);
  const { codes, spentCodes } = service.store;
  const code = codes.get(key);
  if (spentCodes.has(key)) return invalidGrant('the code was used before');
  if (code === undefined) return invalidGrant('the code is unknown, or was forgotten after its five minutes');
  if (code.clientId !== client.id) return invalidGrant('the code was given to another client');
  codes.delete(key);
  rememberSpent(spentCodes, key);
  return code.expiresAt > service.clock.now() ? code : invalidGrant('the code is older than five minutes');
};

const rememberedCodes = 1_000;

const rememberSpent = (spent: Set<string>, key: string): void => {
  spent.add(key);
  const [oldest = ''] = spent;
  if (spent.size > rememberedCodes) spent.delete(oldest);
};

/** RFC 7636 section 4.6. A verifier without a challenge is ignored. */
const challengeFault = (
  { codeChallenge }: AuthorizationCode,
  verifier: string | undefined,
): Fault | undefined => {
  if (codeChallenge === undefined) return undefined;
  if (verifier === undefined) return invalidGrant('code_verifier is missing');
  return sameSecret(codeChallenge, challengeOf(verifier))
    ? undefined
    : invalidGrant('code_verifier does not fit the code_challenge');
};

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
