import { areExclusive, exclusiveFlows, isAmong, mostRedirectUrls } from '../../base/client-shape.js';
import { PoolError, invalidParameter } from '../../base/errors.js';
import type { Client, OAuthFlow, UserPool } from '../../base/model.js';
import { isCallbackUrl } from '../../base/shape.js';
import { adminScope, isCustomScope, standardScopes } from '../../tokens/scopes.js';
import type { Api } from '../protocol/api.js';
import { optionalFlag, optionalText, optionalTexts, type Input } from '../protocol/input.js';

const oauthFlows = ['code', 'implicit', 'client_credentials'] as const satisfies readonly OAuthFlow[];

const standard: ReadonlySet<string> = new Set([...standardScopes, adminScope]);

type OAuthSettings = Pick<
  Client,
  'flows' | 'scopes' | 'callbackUrls' | 'logoutUrls' | 'identityProviders' | 'defaultRedirectUri'
>;

interface Context {
  readonly pool: UserPool;
  readonly api: Api;
  readonly hasSecret: boolean;
}

/** Without AllowedOAuthFlowsUserPoolClient neither flows nor scopes have an effect. */
export const oauthSettingsIn = (input: Input, context: Context): OAuthSettings => {
  const isOn = optionalFlag(input, 'AllowedOAuthFlowsUserPoolClient') === true;
  const hasClientTokens =
    optionalTexts(input, 'ExplicitAuthFlows')?.includes('ALLOW_CLIENT_TOKEN_AUTH') === true;
  const callbackUrls = addressesIn(input, 'CallbackURLs');
  const defaultRedirectUri = optionalText(input, 'DefaultRedirectURI');
  if (!isAmong(callbackUrls, defaultRedirectUri))
    throw invalidParameter('DefaultRedirectURI must be one of the CallbackURLs.');
  return {
    flows: isOn ? flowsIn(input, context) : [],
    scopes: isOn || hasClientTokens ? scopesIn(input, context) : [],
    callbackUrls,
    logoutUrls: addressesIn(input, 'LogoutURLs'),
    identityProviders: providersIn(input, context),
    ...(defaultRedirectUri === undefined ? {} : { defaultRedirectUri }),
  };
};

const flowsIn = (input: Input, { hasSecret }: Context): readonly OAuthFlow[] => {
  const names = optionalTexts(input, 'AllowedOAuthFlows') ?? [];
  const flows = oauthFlows.filter((flow) => names.includes(flow));
  if (flows.length === 0)
    throw invalidFlow(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  if (!areExclusive(flows)) throw invalidFlow(exclusiveFlows);
  if (flows.includes('client_credentials') && !hasSecret) {
    throw invalidFlow('client_credentials flow can not be selected if client does not have a client secret.');
  }
  return flows;
};

const scopesIn = (input: Input, { pool, api }: Context): readonly string[] => {
  const scopes = optionalTexts(input, 'AllowedOAuthScopes') ?? [];
  const unknown = scopes.find(
    (scope) => !standard.has(scope) && !isCustomScope(api.service.store, pool.id, scope),
  );
  if (unknown !== undefined) {
    throw new PoolError('ScopeDoesNotExistException', `Invalid scope requested: ${unknown}`);
  }
  return scopes;
};

const providersIn = (input: Input, { pool, api }: Context): readonly string[] => {
  const names = optionalTexts(input, 'SupportedIdentityProviders') ?? [];
  const unknown = names.find(
    (name) => name !== 'COGNITO' && !api.service.store.identityProviders.has(`${pool.id}/${name}`),
  );
  if (unknown === undefined) return names;
  throw invalidParameter(`The provider ${unknown} does not exist for User Pool ${pool.id}.`);
};

const addressesIn = (input: Input, name: string): readonly string[] => {
  const urls = optionalTexts(input, name) ?? [];
  if (urls.length > mostRedirectUrls) throw invalidParameter(`${name}: ${mostRedirectUrls} at most.`);
  const refused = urls.find((url) => !isCallbackUrl(url));
  if (refused === undefined) return urls;
  const reason = /^http:/iu.test(refused)
    ? 'cannot use the HTTP protocol.'
    : 'is not a URL that an app may be called back at.';
  throw invalidParameter(`${name}: ${refused} ${reason}`);
};

const invalidFlow = (message: string): PoolError => new PoolError('InvalidOAuthFlowException', message);
