import { PoolError } from '../../base/errors.js';
import type { IdentityProvider, UserPool } from '../../base/model.js';
import { providerTypes } from '../../base/provider-types.js';
import { isOnThisMachine } from '../../providers/openid-provider.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { choice, optionalTexts, text, textMap, type Input } from '../protocol/input.js';
import { notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { seconds } from '../protocol/seconds.js';

/** An OpenID provider of this machine is asked; of any other the details are kept and shown, and nobody is ever asked there. */
const create: PoolOperation = (input, pool, api) => {
  const name = text(input, 'ProviderName');
  const { clock, store } = api.service;
  if (store.identityProviders.has(`${pool.id}/${name}`)) {
    throw new PoolError('DuplicateProviderException', `A provider with the name ${name} already exists.`);
  }
  const now = clock.now();
  const type = choice(input, 'ProviderType', providerTypes);
  const settings = settingsIn(input, type);
  assertDetails(type, settings.details ?? {});
  const provider = {
    poolId: pool.id,
    name,
    type,
    ...settings,
    createdAt: now,
    updatedAt: now,
  };
  store.identityProviders.set(`${pool.id}/${name}`, provider);
  return { IdentityProvider: providerType(provider) };
};

const update: PoolOperation = (input, pool, api) => {
  const provider = providerIn(input, pool, api);
  if (input['ProviderDetails'] !== undefined) assertDetails(provider.type, textMap(input, 'ProviderDetails'));
  Object.assign(provider, given(input, settingsIn(input, provider.type)), {
    updatedAt: api.service.clock.now(),
  });
  return { IdentityProvider: providerType(provider) };
};

/** What an update says nothing of stays as it was. */
const given = (input: Input, settings: ReturnType<typeof settingsIn>): Partial<IdentityProvider> => {
  const { details, attributeMapping, acrMapping, identifiers } = settings;
  return {
    ...(input['ProviderDetails'] !== undefined && { details }),
    ...(input['AttributeMapping'] !== undefined && { attributeMapping }),
    ...(acrMapping !== undefined && { acrMapping }),
    ...(input['IdpIdentifiers'] !== undefined && { identifiers }),
  };
};

const remove: PoolOperation = (input, pool, api) => {
  const { name } = providerIn(input, pool, api);
  api.service.store.identityProviders.delete(`${pool.id}/${name}`);
  return {};
};

const list: PoolOperation = (input, pool, api) => {
  const { items, next } = page(providersOf(pool, api), input, { limit: 'MaxResults', token: 'NextToken' });
  const shown = items.map((provider) => providerDescription(provider));
  return { Providers: shown, NextToken: next };
};

const byIdentifier: PoolOperation = (input, pool, api) => {
  const identifier = text(input, 'IdpIdentifier');
  const provider = providersOf(pool, api).find(({ identifiers }) => identifiers.includes(identifier));
  return provider === undefined
    ? notFound('Identity provider does not exist.')
    : { IdentityProvider: providerType(provider) };
};

const providersOf = (pool: UserPool, { service }: Api): IdentityProvider[] =>
  [...service.store.identityProviders.values()].filter(({ poolId }) => poolId === pool.id);

const providerIn = (input: Input, pool: UserPool, { service }: Api): IdentityProvider => {
  const name = text(input, 'ProviderName');
  const provider = service.store.identityProviders.get(`${pool.id}/${name}`);
  return provider ?? notFound(`Identity provider ${name} does not exist.`);
};

const settingsIn = (
  input: Input,
  type: string,
): Pick<IdentityProvider, 'details' | 'attributeMapping' | 'acrMapping' | 'identifiers'> => ({
  details: textMap(input, 'ProviderDetails'),
  attributeMapping: textMap(input, 'AttributeMapping'),
  ...acrMappingIn(input, type),
  identifiers: optionalTexts(input, 'IdpIdentifiers') ?? [],
});

/** Of a SAML provider, and of an OpenID one that is going to be asked; what others lack is not missed here. */
const assertDetails = (type: string, details: Readonly<Record<string, string>>): void => {
  const problem =
    type === 'SAML'
      ? problemOfSaml(details)
      : isOnThisMachine({ type, details })
        ? problemOfOpenId(details)
        : undefined;
  if (problem !== undefined) throw new PoolError('InvalidParameterException', problem);
};

const problemOfSaml = ({ MetadataURL: url, MetadataFile: file }: Readonly<Record<string, string>>) =>
  (url ?? '') === '' && (file ?? '') === '' ? unconfirmed.samlWithoutMetadata : undefined;

const problemOfOpenId = (details: Readonly<Record<string, string>>): string | undefined => {
  const missing = ['client_id', 'authorize_scopes', 'attributes_request_method'].find(
    (name) => (details[name] ?? '') === '',
  );
  if (missing !== undefined) return unconfirmed.missingDetail(missing);
  const { authorize_scopes: scopes = '', attributes_request_method: method = '' } = details;
  if (!scopes.split(' ').includes('openid')) return unconfirmed.scopesWithoutOpenId;
  return ['GET', 'POST'].includes(method) ? undefined : unconfirmed.otherRequestMethod;
};

const acrMappingIn = (input: Input, type: string): Pick<IdentityProvider, 'acrMapping'> => {
  if (input['AcrMapping'] === undefined) return {};
  const acrMapping = textMap(input, 'AcrMapping');
  const { acrMappingOfOthers, acrMappingKey } = unconfirmed;
  if (type !== 'OIDC') throw new PoolError('InvalidParameterException', acrMappingOfOthers);
  const hasOtherKeys = Object.keys(acrMapping).some((key) => !/^Level[1-4]$/.test(key));
  if (hasOtherKeys) throw new PoolError('InvalidParameterException', acrMappingKey);
  return { acrMapping };
};

const providerDescription = ({ name, type, ...provider }: IdentityProvider): object => ({
  ProviderName: name,
  ProviderType: type,
  ...datesOf(provider),
});

const providerType = (provider: IdentityProvider): object => ({
  UserPoolId: provider.poolId,
  ProviderName: provider.name,
  ProviderType: provider.type,
  ProviderDetails: provider.details ?? {},
  AttributeMapping: provider.attributeMapping ?? {},
  IdpIdentifiers: provider.identifiers,
  ...(provider.acrMapping && { AcrMapping: provider.acrMapping }),
  ...datesOf(provider),
});

const datesOf = ({
  createdAt = 0,
  updatedAt = 0,
}: Pick<IdentityProvider, 'createdAt' | 'updatedAt'>): object => ({
  CreationDate: seconds(createdAt),
  LastModifiedDate: seconds(updatedAt),
});

export const identityProviderOperations: OperationTable = {
  CreateIdentityProvider: withUserPool(create),
  DescribeIdentityProvider: withUserPool((input, pool, api) => ({
    IdentityProvider: providerType(providerIn(input, pool, api)),
  })),
  UpdateIdentityProvider: withUserPool(update),
  DeleteIdentityProvider: withUserPool(remove),
  ListIdentityProviders: withUserPool(list),
  GetIdentityProviderByIdentifier: withUserPool(byIdentifier),
};
