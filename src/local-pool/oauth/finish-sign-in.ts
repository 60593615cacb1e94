import { randomUUID } from 'node:crypto';
import { PoolError } from '../base/errors.js';
import type { BrowserSession, TokenOverrides } from '../base/model.js';
import { sha256 } from '../base/random.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { callerOf, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import type { AuthorizeRequest } from './authorize-request.js';
import { levelMembers } from './level-check.js';
import { describeRefusal, errorRedirect, withFragment, withQuery } from './redirects.js';

const codeLifetimeMs = 5 * 60_000;

/** Somebody whom this browser may be taken for, and what a client asked for. */
export interface FinishedSignIn {
  readonly request: AuthorizeRequest;
  readonly session: BrowserSession;
}

/** The address at the client's callback that ends a sign-in: with a code, or with tokens in the implicit flow. */
export const finishSignIn = async (
  service: Service,
  exchange: Exchange,
  { request, session }: FinishedSignIn,
): Promise<string> => {
  const { redirectUri, state } = request;
  try {
    const overrides = await askTrigger(service, { request, session });
    const finished = { request, session, overrides };
    if (request.responseType === 'token') return await finishImplicit(service, exchange, finished);
    return giveCode(service, finished);
  } catch (error) {
    if (!(error instanceof PoolError)) throw error;
    const description = describeRefusal(error);
    return errorRedirect(service, { redirectUri, state, error: 'invalid_request', description });
  }
};

type WithOverrides = FinishedSignIn & { readonly overrides: TokenOverrides | undefined };

/** Before the client hears of the sign-in: it was seen to hear of a trigger that failed. */
const askTrigger = (
  { tokens }: Service,
  { request: { pool, client, scopes }, session: { sub } }: FinishedSignIn,
): Promise<TokenOverrides | undefined> =>
  tokens.overridesFor(
    { poolId: pool.id, clientId: client.id, sub, scopes },
    { source: unconfirmed.tokenSourceAtPages },
  );

const giveCode = (service: Service, { request, session, overrides }: WithOverrides): string => {
  const code = randomUUID();
  service.store.codes.set(sha256(code), {
    poolId: request.pool.id,
    clientId: request.client.id,
    sub: session.sub,
    redirectUri: request.redirectUri,
    scopes: request.scopes,
    authTime: session.authTime,
    ...optional('nonce', request.nonce),
    ...optional('codeChallenge', request.codeChallenge),
    ...optional('resource', request.resource),
    ...optional('ssoSessionId', session.session?.id),
    ...levelMembers(request, session),
    ...(overrides === undefined ? {} : { overrides }),
    expiresAt: service.clock.now() + codeLifetimeMs,
  });
  return withQuery(request.redirectUri, { code, state: request.state });
};

const finishImplicit = async (
  service: Service,
  exchange: Exchange,
  { request, session, overrides }: WithOverrides,
): Promise<string> => {
  const begun = {
    poolId: request.pool.id,
    sub: session.sub,
    clientId: request.client.id,
    scopes: request.scopes,
    authTime: session.authTime,
    via: 'oauth',
    ...optional('resource', request.resource),
    ...optional('ssoSessionId', session.session?.id),
    ...levelMembers(request, session),
  } as const;
  const family = service.families.begin(begun, callerOf(exchange));
  const issued = await service.tokens.issue(family, { ...optional('nonce', request.nonce), overrides });
  const { redirectUri, state } = request;
  if (issued === undefined) return errorRedirect(service, { redirectUri, state, error: 'server_error' });
  return withFragment(redirectUri, {
    id_token: issued.idToken,
    access_token: issued.accessToken,
    token_type: 'bearer',
    expires_in: String(issued.expiresIn),
    state,
  });
};

const optional = <K extends string>(name: K, value: string | undefined): { [P in K]?: string } =>
  value === undefined ? {} : ({ [name]: value } as { [P in K]?: string });
