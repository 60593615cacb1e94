import { hasLevels, levelsIn, type Level } from '../base/levels.js';
import type { Client, UserPool } from '../base/model.js';
import { parameter, repeatedParameter } from '../http/exchange.js';
import { notRegistered, quoted } from '../http/refusals.js';
import type { Service } from '../service.js';
import { grantScopes } from '../tokens/scopes.js';
import { clientAtDomain } from './clients.js';
import { clientMissing, invalidRequest, type Fault } from './refuse.js';

/** A request for sign-in that the pool accepts. */
export interface AuthorizeRequest {
  readonly pool: UserPool;
  readonly client: Client;
  readonly redirectUri: string;
  readonly responseType: 'code' | 'token';
  readonly scopes: readonly string[];
  readonly prompts: readonly string[];
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly resource: string | undefined;
  readonly loginHint: string | undefined;
  readonly identityProvider: string | undefined;
  readonly idpIdentifier: string | undefined;
  /** Asked for by `acr_values`, the most wanted first; undefined where nobody asked, or the pool does not know them. */
  readonly levels: readonly Level[] | undefined;
  /** Likewise, by `max_age`. */
  readonly maxAgeSeconds: number | undefined;
}

/** `page`: the client or the callback is in doubt, nothing may be sent there. `callback`: the client hears of it. */
export type AuthorizeOutcome =
  | { readonly kind: 'accepted'; readonly request: AuthorizeRequest }
  | (Fault & { readonly kind: 'page'; readonly parameters: Record<string, string | undefined> })
  | (Fault & {
      readonly kind: 'callback';
      readonly redirectUri: string;
      readonly state: string | undefined;
    });

/** Judges the parameters that `/oauth2/authorize`, `/login`, `/signup` and `/forgotPassword` share. */
export const readAuthorizeRequest = (service: Service, query: URLSearchParams): AuthorizeOutcome => {
  const clientId = parameter(query, 'client_id');
  const client = clientAtDomain(service, clientId);
  const pool = client === undefined ? undefined : service.store.pools.get(client.poolId);
  const redirectUri = parameter(query, 'redirect_uri') ?? (client && defaultRedirectUri(client));
  const doubt = doubtOf(query, client, redirectUri);
  if (client === undefined || pool === undefined || redirectUri === undefined || doubt !== undefined) {
    if (client !== undefined && doubt?.error === 'redirect_mismatch')
      service.refusedCallbacks.set(client.id, redirectUri ?? '');
    const fault = doubt ?? { error: 'invalid_request', because: clientMissing(service, clientId) };
    const parameters =
      clientId === undefined ? Object.fromEntries(query) : { error: fault.error, client_id: clientId };
    return { kind: 'page', parameters, ...fault };
  }
  const state = parameter(query, 'state');
  const scopes = grantScopes(client, query.get('scope') ?? undefined);
  const prompts = promptsOf(query, pool);
  const fault = faultIn(query, client, prompts) ?? faultInLevels(query, pool);
  if (fault !== undefined) return { kind: 'callback', redirectUri, state, ...fault };
  if (scopes === undefined) return { kind: 'callback', redirectUri, state, ...scopeFault(query, client) };
  return { kind: 'accepted', request: requestOf(query, { pool, client, redirectUri, scopes, prompts }) };
};

const requestOf = (
  query: URLSearchParams,
  checked: Pick<AuthorizeRequest, 'pool' | 'client' | 'redirectUri' | 'scopes' | 'prompts'>,
): AuthorizeRequest => ({
  ...checked,
  responseType: query.get('response_type') === 'token' ? 'token' : 'code',
  state: parameter(query, 'state'),
  nonce: parameter(query, 'nonce'),
  codeChallenge: parameter(query, 'code_challenge'),
  resource: parameter(query, 'resource'),
  loginHint: parameter(query, 'login_hint'),
  identityProvider: parameter(query, 'identity_provider'),
  idpIdentifier: parameter(query, 'idp_identifier'),
  levels: levelsOf(query, checked.pool),
  maxAgeSeconds: maxAgeOf(query, checked.pool),
});

/** Without a word on the Lite plan. */
const levelsOf = (query: URLSearchParams, pool: UserPool): readonly Level[] | undefined => {
  const asked = parameter(query, 'acr_values');
  return asked === undefined || !hasLevels(pool) ? undefined : levelsIn(pool, asked);
};

const maxAgeOf = (query: URLSearchParams, { knowsLevels }: UserPool): number | undefined => {
  const asked = parameter(query, 'max_age');
  return asked === undefined || knowsLevels !== true ? undefined : Number(asked);
};

/** Names that mean nothing are passed over; an error if none does. */
const faultInLevels = (query: URLSearchParams, pool: UserPool): Fault | undefined => {
  if (levelsOf(query, pool)?.length === 0) {
    return invalidRequest(`acr_values is ${quoted(query.get('acr_values') ?? '')}, which names no level`);
  }
  const isNoAge = maxAgeOf(query, pool) !== undefined && !/^\d{1,9}$/u.test(query.get('max_age') ?? '');
  return isNoAge ? invalidRequest('max_age is no whole number of seconds') : undefined;
};

/** For clients with one provider only. */
const defaultRedirectUri = ({
  identityProviders,
  defaultRedirectUri: address,
}: Client): string | undefined => (identityProviders.length === 1 ? address : undefined);

const faultIn = (query: URLSearchParams, client: Client, prompts: readonly string[]): Fault | undefined => {
  const responseType = query.get('response_type');
  if (responseType !== 'code' && responseType !== 'token')
    return invalidRequest(`response_type is ${quoted(responseType ?? '')}; expected code or token`);
  const flow = responseType === 'code' ? 'code' : 'implicit';
  if (!client.flows.includes(flow))
    return { error: 'unauthorized_client', because: `the client has not the flow ${flow}` };
  if (!isGoodChallenge(query))
    return invalidRequest(
      'code_challenge is no S256 challenge of 43 characters with code_challenge_method S256',
    );
  const resource = parameter(query, 'resource');
  if (resource !== undefined && !isResource(resource))
    return invalidRequest('resource is no https URL, http on localhost, or scheme of an app');
  if (isJson(parameter(query, 'state') ?? ''))
    return invalidRequest('state is JSON, which Cognito does not take');
  const unknown = prompts.find((prompt) => !knownPrompts.has(prompt));
  if (unknown !== undefined)
    return invalidRequest(`prompt has ${quoted(unknown)}; expected ${[...knownPrompts].join(', ')}`);
  return prompts.includes('none') && prompts.length > 1
    ? invalidRequest('prompt has none and another value')
    : undefined;
};

/** What keeps the pool from sending anything to the callback; undefined too where there is no client to judge. */
const doubtOf = (
  query: URLSearchParams,
  client: Client | undefined,
  redirectUri: string | undefined,
): Fault | undefined => {
  if (client === undefined) return undefined;
  const repeated = repeatedParameter(query);
  if (repeated !== undefined) return invalidRequest(`${quoted(repeated)} came more than once`);
  if (client.identityProviders.length === 0)
    return invalidRequest('no identity provider is turned on for the client, not even COGNITO');
  if (redirectUri !== undefined && client.callbackUrls.includes(redirectUri)) return undefined;
  const because =
    redirectUri === undefined
      ? 'redirect_uri is missing'
      : notRegistered('redirect_uri', redirectUri, client.callbackUrls);
  return { error: 'redirect_mismatch', because };
};

const scopeFault = (query: URLSearchParams, client: Client): Fault => {
  const others = (query.get('scope') ?? '')
    .split(' ')
    .filter((scope) => scope !== '' && !client.scopes.includes(scope));
  const because =
    others.length > 0
      ? `the client is not allowed ${quoted(others.join(' '))}; it has ${quoted(client.scopes.join(' '))}`
      : 'email, phone and profile need openid beside them';
  return { error: 'invalid_scope', because };
};

const knownPrompts: ReadonlySet<string> = new Set(['none', 'login', 'select_account', 'consent']);

/** The classic hosted UI does not know the parameter. */
const promptsOf = (query: URLSearchParams, { managedLoginVersion }: UserPool): readonly string[] => {
  if (managedLoginVersion === 1) return [];
  return (query.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== '');
};

/** AWS documents that `state` must not be JSON; base64 of it may be. */
const isJson = (state: string): boolean => {
  if (!/^\s*[[{]/u.test(state)) return false;
  try {
    JSON.parse(state);
    return true;
  } catch {
    return false;
  }
};

/** S256 or nothing at all: no challenge without a method, no other method (RFC 7636). */
const isGoodChallenge = (query: URLSearchParams): boolean => {
  const challenge = parameter(query, 'code_challenge');
  const method = parameter(query, 'code_challenge_method');
  if (challenge === undefined && method === undefined) return true;
  return method === 'S256' && challenge !== undefined && /^[A-Za-z0-9_-]{43}$/u.test(challenge);
};

/** https, http on localhost, or a scheme of one's own (RFC 8707, as Cognito narrows it). */
const isResource = (resource: string): boolean => {
  if (!URL.canParse(resource)) return false;
  const { protocol, hostname, hash } = new URL(resource);
  return hash === '' && (protocol !== 'http:' || hostname === 'localhost');
};
