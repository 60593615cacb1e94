import { randomUUID } from 'node:crypto';
import { PoolError, invalidParameter } from '../../base/errors.js';
import type { Branding, UserPool } from '../../base/model.js';
import type { Api, OperationTable } from '../protocol/api.js';
import {
  optionalFlag,
  optionalStructure,
  optionalStructures,
  optionalText,
  text,
  type Input,
} from '../protocol/input.js';
import { clientOfPool, notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { seconds } from '../protocol/seconds.js';

const create: PoolOperation = (input, pool, api) => {
  const { clock, store } = api.service;
  const clientId =
    optionalText(input, 'ClientId') === undefined ? undefined : clientOfPool(input, pool, api).id;
  if (brandingsOf(pool, api).some((branding) => branding.clientId === clientId)) {
    throw new PoolError(
      'ManagedLoginBrandingExistsException',
      'A managed login branding style already exists.',
    );
  }
  const now = clock.now();
  const branding: Branding = {
    id: randomUUID(),
    poolId: pool.id,
    ...(clientId === undefined ? {} : { clientId }),
    ...styleIn(input),
    createdAt: now,
    updatedAt: now,
  };
  store.brandings.set(branding.id, branding);
  return { ManagedLoginBranding: brandingType(branding) };
};

const update: PoolOperation = (input, pool, api) => {
  const branding = brandingIn(input, pool, api);
  Object.assign(branding, styleIn(input), { updatedAt: api.service.clock.now() });
  return { ManagedLoginBranding: brandingType(branding) };
};

const remove: PoolOperation = (input, pool, api) => {
  api.service.store.brandings.delete(brandingIn(input, pool, api).id);
  return {};
};

const describeByClient: PoolOperation = (input, pool, api) => {
  const { id } = clientOfPool(input, pool, api);
  const branding = brandingsOf(pool, api).find(({ clientId }) => clientId === id);
  return branding === undefined
    ? notFound('Managed login branding style does not exist.')
    : { ManagedLoginBranding: brandingType(branding) };
};

const brandingsOf = (pool: UserPool, { service }: Api): Branding[] =>
  [...service.store.brandings.values()].filter(({ poolId }) => poolId === pool.id);

const brandingIn = (input: Input, pool: UserPool, { service }: Api): Branding => {
  const branding = service.store.brandings.get(text(input, 'ManagedLoginBrandingId'));
  if (branding?.poolId === pool.id) return branding;
  return notFound('Managed login branding style does not exist.');
};

/** Cognito's own look, or settings and assets of one's own: not both. */
const styleIn = (input: Input): Pick<Branding, 'usesDefaults' | 'settings' | 'assets'> => {
  const usesDefaults = optionalFlag(input, 'UseCognitoProvidedValues') ?? false;
  const settings = optionalStructure(input, 'Settings');
  const assets = optionalStructures(input, 'Assets');
  if (usesDefaults && (settings !== undefined || assets !== undefined)) {
    throw invalidParameter('UseCognitoProvidedValues goes without Settings and Assets.');
  }
  return { usesDefaults, settings, assets: assets ?? [] };
};

const brandingType = (branding: Branding): object => ({
  ManagedLoginBrandingId: branding.id,
  UserPoolId: branding.poolId,
  UseCognitoProvidedValues: branding.usesDefaults,
  Settings: branding.settings,
  Assets: branding.assets,
  CreationDate: seconds(branding.createdAt),
  LastModifiedDate: seconds(branding.updatedAt),
});

export const brandingOperations: OperationTable = {
  CreateManagedLoginBranding: withUserPool(create),
  DescribeManagedLoginBranding: withUserPool((input, pool, api) => ({
    ManagedLoginBranding: brandingType(brandingIn(input, pool, api)),
  })),
  DescribeManagedLoginBrandingByClient: withUserPool(describeByClient),
  UpdateManagedLoginBranding: withUserPool(update),
  DeleteManagedLoginBranding: withUserPool(remove),
};
