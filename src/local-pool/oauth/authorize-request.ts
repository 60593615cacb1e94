import { parameter, repeatedParameter } from '../http/exchange.js';
import type { Client, UserPool } from '../base/model.js';
import { grantScopes } from '../tokens/scopes.js';
import type { Service } from '../service.js';
import { clientAtDomain } from './clients.js';

/** A request for sign-in that the pool accepts. */
export interface AuthorizeRequest {
  pool: UserPool;
  client: Client;
  redirectUri: string;
  responseType: 'code' | 'token';
  scopes: readonly string[];
  prompts: readonly string[];
  state: string | undefined;
  nonce: string | undefined;
  codeChallenge: string | undefined;
  resource: string | undefined;
  loginHint: string | undefined;
  identityProvider: string | undefined;
  idpIdentifier: string | undefined;
}

/** `page`: the client or the callback is in doubt, nothing may be sent there. `callback`: the client hears of it. */
export type AuthorizeOutcome =
  | { kind: 'accepted'; request: AuthorizeRequest }
  | { kind: 'page'; parameters: Record<string, string | undefined> }
  | { kind: 'callback'; redirectUri: string; state: string | undefined; error: string };

/** Judges the parameters that `/oauth2/authorize`, `/login`, `/signup` and `/forgotPassword` share. */
export function readAuthorizeRequest(service: Service, query: URLSearchParams): AuthorizeOutcome {
  const clientId = parameter(query, 'client_id');
  if (clientId === undefined) return { kind: 'page', parameters: Object.fromEntries(query) };
  const client = clientAtDomain(service, clientId);
  const pool = client === undefined ? undefined : service.store.pools.get(client.poolId);
  const page = (error: string): AuthorizeOutcome => ({
    kind: 'page',
    parameters: { error, client_id: clientId },
  });
  if (client === undefined || pool === undefined || repeatedParameter(query) !== undefined) {
    return page('invalid_request');
  }
  if (client.identityProviders.length === 0) return page('invalid_request');
  const redirectUri = parameter(query, 'redirect_uri') ?? defaultRedirectUri(client);
  if (redirectUri === undefined || !client.callbackUrls.includes(redirectUri))
    return page('redirect_mismatch');
  const state = parameter(query, 'state');
  const scopes = grantScopes(client, query.get('scope') ?? undefined);
  const prompts = promptsOf(query, pool);
  const error = faultIn(query, client, prompts) ?? (scopes === undefined ? 'invalid_scope' : undefined);
  if (error !== undefined || scopes === undefined) {
    return { kind: 'callback', redirectUri, state, error: error ?? 'invalid_scope' };
  }
  return { kind: 'accepted', request: requestOf(query, { pool, client, redirectUri, scopes, prompts }) };
}

function requestOf(
  query: URLSearchParams,
  checked: Pick<AuthorizeRequest, 'pool' | 'client' | 'redirectUri' | 'scopes' | 'prompts'>,
): AuthorizeRequest {
  return {
    ...checked,
    responseType: query.get('response_type') === 'token' ? 'token' : 'code',
    state: parameter(query, 'state'),
    nonce: parameter(query, 'nonce'),
    codeChallenge: parameter(query, 'code_challenge'),
    resource: parameter(query, 'resource'),
    loginHint: parameter(query, 'login_hint'),
    identityProvider: parameter(query, 'identity_provider'),
    idpIdentifier: parameter(query, 'idp_identifier'),
  };
}

/** For clients with one provider only. */
function defaultRedirectUri({ identityProviders, defaultRedirectUri: address }: Client): string | undefined {
  return identityProviders.length === 1 ? address : undefined;
}

function faultIn(query: URLSearchParams, client: Client, prompts: readonly string[]): string | undefined {
  const responseType = query.get('response_type');
  if (responseType !== 'code' && responseType !== 'token') return 'invalid_request';
  if (!client.flows.includes(responseType === 'code' ? 'code' : 'implicit')) return 'unauthorized_client';
  if (!isGoodChallenge(query)) return 'invalid_request';
  const resource = parameter(query, 'resource');
  if (resource !== undefined && !isResource(resource)) return 'invalid_request';
  if (isJson(parameter(query, 'state') ?? '')) return 'invalid_request';
  const isSilentAndNot = prompts.includes('none') && prompts.length > 1;
  return isSilentAndNot || prompts.some((prompt) => !PROMPTS.has(prompt)) ? 'invalid_request' : undefined;
}

const PROMPTS: ReadonlySet<string> = new Set(['none', 'login', 'select_account', 'consent']);

/** The classic hosted UI does not know the parameter. */
function promptsOf(query: URLSearchParams, { managedLoginVersion }: UserPool): readonly string[] {
  if (managedLoginVersion === 1) return [];
  return (query.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== '');
}

/** AWS documents that `state` must not be JSON; base64 of it may be. */
function isJson(state: string): boolean {
  if (!/^\s*[[{]/u.test(state)) return false;
  try {
    JSON.parse(state);
    return true;
  } catch {
    return false;
  }
}

/** S256 or nothing at all: no challenge without a method, no other method (RFC 7636). */
function isGoodChallenge(query: URLSearchParams): boolean {
  const challenge = parameter(query, 'code_challenge');
  const method = parameter(query, 'code_challenge_method');
  if (challenge === undefined && method === undefined) return true;
  return method === 'S256' && challenge !== undefined && /^[A-Za-z0-9_-]{43}$/u.test(challenge);
}

/** https, http on localhost, or a scheme of one's own (RFC 8707, as Cognito narrows it). */
function isResource(resource: string): boolean {
  if (!URL.canParse(resource)) return false;
  const { protocol, hostname, hash } = new URL(resource);
  return hash === '' && (protocol !== 'http:' || hostname === 'localhost');
}
