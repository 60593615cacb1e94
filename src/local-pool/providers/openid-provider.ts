// Providers of a pool that are really there: OpenID providers on this machine. Here stand the questions that the pool asks them
// and what it believes of the answers. Nothing here knows of a page, or of who somebody is in the pool.

import type { IdentityProvider } from '../base/model.js';
import { isObject } from '../base/shape.js';
import { askForJson, type Question } from './ask.js';
import { ProviderTrouble } from './provider-trouble.js';

/** Where to ask what. */
export interface ProviderEndpoints {
  readonly authorization: string;
  readonly token: string;
  readonly jwks: string;
  readonly userInfo: string | undefined;
}

/** What a browser is sent to the provider with. */
export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly prompt?: string | undefined;
  readonly loginHint?: string | undefined;
  readonly acrValues?: string | undefined;
}

/** Whether a provider is one of this machine; any other is simulated, as nothing here leaves it. */
export const isOnThisMachine = ({ type, details }: Pick<IdentityProvider, 'type' | 'details'>): boolean =>
  type === 'OIDC' && isLocal(details?.['oidc_issuer'] ?? '');

const localNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const isLocal = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    (protocol === 'http:' || protocol === 'https:') &&
    (localNames.has(hostname) || hostname.endsWith('.localhost'))
  );
};

/** Those that the provider's details name; the rest as the provider itself tells. Throws ProviderTrouble. */
export const endpointsOf = async (provider: IdentityProvider): Promise<ProviderEndpoints> => {
  const { details = {} } = provider;
  const { authorize_url: authorization, token_url: token, jwks_uri: jwks } = details;
  const named = { authorization, token, jwks, userInfo: details['attributes_url'] };
  const isWhole = authorization !== undefined && token !== undefined && jwks !== undefined;
  const found = isWhole ? named : { ...(await discover(provider)), ...present(named) };
  return {
    authorization: localEndpoint(provider, 'authorization_endpoint', found.authorization),
    token: localEndpoint(provider, 'token_endpoint', found.token),
    jwks: localEndpoint(provider, 'jwks_uri', found.jwks),
    userInfo:
      found.userInfo === undefined ? undefined : localEndpoint(provider, 'userinfo_endpoint', found.userInfo),
  };
};

const discover = async (provider: IdentityProvider): Promise<Partial<ProviderEndpoints>> => {
  const issuer = provider.details?.['oidc_issuer'] ?? '';
  const question: Question = {
    what: 'the discovery document',
    url: `${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`,
    late: 'Read timed out',
  };
  const { status, body } = await askForJson(provider, question);
  if (status !== 200) {
    const because = `${question.url} answers ${status}: oidc_issuer is wrong, or its provider has no discovery`;
    throw new ProviderTrouble(`${provider.name} Error - ${status} error getting configuration`, because);
  }
  if (body['issuer'] !== issuer) {
    throw new ProviderTrouble(
      `Bad id_token issuer ${String(body['issuer'])}`,
      `oidc_issuer is ${issuer}, and the provider calls itself ${String(body['issuer'])}: they have to be the same, to the last slash`,
    );
  }
  return present({
    authorization: textIn(body, 'authorization_endpoint'),
    token: textIn(body, 'token_endpoint'),
    jwks: textIn(body, 'jwks_uri'),
    userInfo: textIn(body, 'userinfo_endpoint'),
  });
};

const localEndpoint = (provider: IdentityProvider, name: string, address: string | undefined): string => {
  if (address !== undefined && isLocal(address)) return address;
  const said = address === undefined ? 'is not there' : `is ${address}, which is not on this machine`;
  const description = `${provider.name} Error - error getting configuration`;
  throw new ProviderTrouble(description, `the ${name} of ${provider.name} ${said}`);
};

const present = <T extends Record<string, string | undefined>>(named: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: string;
  };

const textIn = (body: unknown, name: string): string | undefined => {
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** The address at the provider that a sign-in goes to. Cognito sends no PKCE there. */
export const authorizationUrl = (
  { details = {} }: IdentityProvider,
  { authorization }: ProviderEndpoints,
  { redirectUri, state, nonce, prompt, loginHint, acrValues }: AuthorizationRequest,
): string => {
  const url = new URL(authorization);
  const parameters = {
    client_id: details['client_id'],
    redirect_uri: redirectUri,
    scope: details['authorize_scopes'] || 'openid',
    response_type: 'code',
    state,
    nonce,
    prompt,
    login_hint: loginHint,
    acr_values: acrValues,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, value);
  }
  return url.href;
};
