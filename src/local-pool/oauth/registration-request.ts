import type { OAuthFlow, UserPool } from '../base/model.js';
import { isCallbackUrl, isObject } from '../base/shape.js';
import { registrationScope, standardScopes } from '../tokens/scopes.js';
import type { DcrConfiguration } from './registration-switch.js';

/** A request to register, read (RFC 7591 section 2). */
export interface Registration {
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly grantTypes: readonly string[];
  readonly flows: readonly OAuthFlow[];
  readonly authentication: string;
  readonly scopes: readonly string[];
}

/** RFC 7591 section 3.2.2. */
export interface RegistrationRefusal {
  readonly error: 'invalid_redirect_uri' | 'invalid_client_metadata';
  readonly description: string;
}

const flowOf: Readonly<Record<string, OAuthFlow>> = {
  authorization_code: 'code',
  client_credentials: 'client_credentials',
};
const authentications = ['client_secret_basic', 'client_secret_post', 'none'];
const mostRedirectUris = 100;

interface Rules {
  readonly pool: UserPool;
  readonly configuration: DcrConfiguration;
  readonly isOpen: boolean;
}

export const readRegistration = (body: unknown, rules: Rules): Registration | RegistrationRefusal => {
  if (!isObject(body)) return refused('The body must be a JSON object.');
  const registration: Registration = {
    name: textIn(body, 'client_name', 'Registered app'),
    redirectUris: textsIn(body, 'redirect_uris') ?? [],
    grantTypes: textsIn(body, 'grant_types') ?? ['authorization_code'],
    flows: (textsIn(body, 'grant_types') ?? ['authorization_code']).flatMap((type) => flowOf[type] ?? []),
    authentication: textIn(body, 'token_endpoint_auth_method', 'client_secret_basic'),
    scopes:
      typeof body['scope'] === 'string' ? body['scope'].split(' ').filter(Boolean) : defaultScopes(rules),
  };
  return problemWith(registration, rules) ?? registration;
};

const defaultScopes = ({ configuration }: Rules): readonly string[] => [
  ...standardScopes,
  ...configuration.allowedScopes.filter((scope) => scope !== registrationScope),
];

const problemWith = (
  { name, redirectUris, grantTypes, flows, authentication, scopes }: Registration,
  { configuration, isOpen }: Rules,
): RegistrationRefusal | undefined => {
  const allowed = isOpen ? configuration.openFlows : configuration.authenticatedFlows;
  const other = grantTypes.find((type) => type !== 'refresh_token' && !Object.hasOwn(flowOf, type));
  if (other !== undefined) return refused(`The grant type ${other} is not supported.`);
  if (flows.length === 0) return refused('grant_types has authorization_code or client_credentials.');
  if (flows.length > 1) return refused('client_credentials goes with no other grant type.');
  if (!flows.every((flow) => allowed.includes(flow)))
    return refused('The user pool allows this grant type to nobody who registers so.');
  if (!/^[\w\s+=,.@-]{1,128}$/u.test(name))
    return refused('client_name must be 1 to 128 letters, digits, blanks and _+=,.@-');
  if (!authentications.includes(authentication))
    return refused(`token_endpoint_auth_method must be one of ${authentications.join(', ')}.`);
  if (flows.includes('client_credentials') && authentication === 'none')
    return refused('client_credentials needs a client with a secret.');
  const scope = scopes.find((one) => !mayRequest(one, configuration));
  if (scope !== undefined) return refused(`The scope ${scope} is not open to registered clients.`);
  return flows.includes('code') ? problemWithAddresses(redirectUris) : undefined;
};

const mayRequest = (scope: string, { allowedScopes }: DcrConfiguration): boolean =>
  standardScopes.some((standard) => standard === scope) ||
  (scope !== registrationScope && allowedScopes.includes(scope));

const problemWithAddresses = (addresses: readonly string[]): RegistrationRefusal | undefined => {
  const isFine =
    addresses.length > 0 && addresses.length <= mostRedirectUris && addresses.every(isCallbackUrl);
  return isFine
    ? undefined
    : {
        error: 'invalid_redirect_uri',
        description: `redirect_uris has 1 to ${mostRedirectUris} addresses: https, http on this machine, or an app's own scheme; no fragment.`,
      };
};

/** What is no text is no value that the rules know. */
const textIn = (body: Readonly<Record<string, unknown>>, name: string, usual: string): string => {
  const value = body[name] ?? usual;
  return typeof value === 'string' ? value : '';
};

const textsIn = (body: Readonly<Record<string, unknown>>, name: string): readonly string[] | undefined => {
  const value = body[name];
  if (!Array.isArray(value)) return undefined;
  return value.map(String);
};

const refused = (description: string): RegistrationRefusal => ({
  error: 'invalid_client_metadata',
  description,
});
