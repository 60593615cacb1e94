// Operations that make and describe user pools and what belongs to them: clients, domains, resource servers, identity
// providers, branding, tags. Terraform, the CDK and the console call them.

import { hasDomain } from '../../base/domain.js';
import { invalidParameter } from '../../base/errors.js';
import type { UserPool } from '../../base/model.js';
import type { Store } from '../../base/store.js';
import { randomAlphanumeric } from '../../base/random.js';
import { generateKeysNow } from '../../tokens/keys.js';
import { lambdaConfigOf } from '../../triggers/handlers.js';
import { removePerson } from '../person/removal.js';
import type { Api, Operation, OperationTable } from '../protocol/api.js';
import {
  optionalFlag,
  optionalStructure,
  optionalText,
  optionalTexts,
  text,
  type Input,
} from '../protocol/input.js';
import { withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { seconds } from '../protocol/seconds.js';
import { levelNamesIn } from './acr-configuration.js';
import { deleteClient } from './delete-client.js';
import { poolType } from './describe-pool.js';
import { mfaMethodsAfter, poolSettingsIn } from './pool-settings.js';
import { customNames, schemaIn } from './schema.js';
import { assertInTier } from '../protocol/tiers.js';

/** A pool of its own, with keys of its own, at `<issuer host>/<pool id>`. */
const createUserPool: Operation = (input, api) => {
  const { service, region } = api;
  const now = service.clock.now();
  const mfaMethods = mfaMethodsAfter(input, []);
  const schema = schemaIn(input, 'Schema');
  const id = `${region}_${randomAlphanumeric(9)}`;
  const settings = poolSettingsIn(input);
  const knowsLevels = isLevelRegion(service.store);
  const levelNames = levelNamesIn(input, { ...settings, knowsLevels });
  const pool: UserPool = {
    id,
    name: text(input, 'PoolName'),
    issuer: service.issuerOf(id),
    usernameAttributes: subset(input, 'UsernameAttributes', ['email', 'phone_number']),
    aliasAttributes: subset(input, 'AliasAttributes', ['email', 'phone_number', 'preferred_username']),
    ...caseIn(input),
    customAttributes: customNames(schema),
    schema,
    ...settings,
    otherSettings: { ...settings.otherSettings, ...pick(input, 'UsernameConfiguration') },
    ...(mfaMethods && { mfaMethods }),
    ...(knowsLevels && { knowsLevels }),
    ...(levelNames && { levelNames }),
    createdAt: now,
    updatedAt: now,
  };
  if (pool.usernameAttributes.length > 0 && pool.aliasAttributes.length > 0) {
    throw invalidParameter(
      'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
    );
  }
  service.addPool(pool, generateKeysNow);
  service.triggers.announce(pool);
  return { UserPool: poolType(pool, 0) };
};

/** A pool made later knows levels where the first one does: it stands for the Region. */
const isLevelRegion = ({ pools }: Store): boolean => [...pools.values()][0]?.knowsLevels === true;

/** Omitted settings go back to their defaults. */
const updateUserPool: PoolOperation = (input, pool, { service }) => {
  const mfaMethods = mfaMethodsAfter(input, pool.mfaMethods);
  const given = poolSettingsIn(input);
  const otherSettings = {
    ...given.otherSettings,
    ...pick(pool.otherSettings ?? {}, 'UsernameConfiguration'),
  };
  const settings = { ...given, otherSettings };
  if (pool.sessionTracking?.isOn === true) assertInTier(settings, 'Session management');
  const levelNames = levelNamesIn(input, { ...pool, ...settings });
  if (settings.devices === undefined) delete pool.devices;
  if (levelNames === undefined) delete pool.levelNames;
  const name = optionalText(input, 'PoolName') ?? pool.name;
  Object.assign(pool, settings, levelNames && { levelNames }, mfaMethods && { mfaMethods }, {
    name,
    updatedAt: service.clock.now(),
  });
  service.triggers.announce(pool);
  return {};
};

const deleteUserPool: PoolOperation = (_input, pool, api) => {
  if (pool.deletionProtected === true) {
    throw invalidParameter(
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    );
  }
  if (hasDomain(pool)) {
    throw invalidParameter(
      'User pool cannot be deleted. It has a domain configured that should be deleted first.',
    );
  }
  emptyPool(pool, api);
  api.service.keyrings.delete(pool.id);
  api.service.store.pools.delete(pool.id);
  return {};
};

const emptyPool = ({ id }: UserPool, api: Api): void => {
  const { clients, people, groups, resourceServers, identityProviders, brandings } = api.service.store;
  const { terms, keptSettings, importJobs } = api.service.store;
  for (const client of clients.values()) if (client.poolId === id) deleteClient(api, client);
  for (const person of people.values()) if (person.poolId === id) removePerson(api, person);
  const tables = [groups, resourceServers, identityProviders, brandings, terms, keptSettings, importJobs];
  for (const table of tables) {
    for (const [key, record] of table) if (record.poolId === id) table.delete(key);
  }
};

const listUserPools: Operation = (input, { service }) => {
  const paging = { limit: 'MaxResults', token: 'NextToken' } as const;
  const { items, next } = page([...service.store.pools.values()], input, paging);
  return {
    UserPools: items.map((pool) => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: lambdaConfigOf(pool),
      CreationDate: seconds(pool.createdAt),
      LastModifiedDate: seconds(pool.updatedAt),
    })),
    NextToken: next,
  };
};

const describeUserPool: PoolOperation = (_input, pool, { service }) => {
  const people = [...service.store.people.values()].filter(({ poolId }) => poolId === pool.id);
  return { UserPool: poolType(pool, people.length) };
};

const addCustomAttributes: PoolOperation = (input, pool) => {
  const added = schemaIn(input, 'CustomAttributes');
  const known = new Set(pool.customAttributes.map((name) => `custom:${name}`));
  const twice = added.find(({ name }) => known.size === known.add(name).size);
  if (twice !== undefined) {
    throw invalidParameter(`${twice.name}: Existing attribute already has name ${twice.name}.`);
  }
  pool.customAttributes = [...new Set([...pool.customAttributes, ...customNames(added)])];
  pool.schema = [...(pool.schema ?? []), ...added.filter(({ name }) => !isDescribed(pool, name))];
  return {};
};

export const poolOperations: OperationTable = {
  CreateUserPool: createUserPool,
  DescribeUserPool: withUserPool(describeUserPool),
  UpdateUserPool: withUserPool(updateUserPool),
  DeleteUserPool: withUserPool(deleteUserPool),
  ListUserPools: listUserPools,
  AddCustomAttributes: withUserPool(addCustomAttributes),
};

const subset = <T extends string>(input: Input, name: string, values: readonly T[]): readonly T[] => {
  const given = optionalTexts(input, name) ?? [];
  const known = values.filter((value) => given.includes(value));
  if (known.length === new Set(given).size) return known;
  throw invalidParameter(`${name} must be among ${values.join(', ')}.`);
};

/** Names are told apart by case unless the pool is told not to. */
const caseIn = (input: Input): Pick<UserPool, 'caseSensitive'> => {
  const configuration = optionalStructure(input, 'UsernameConfiguration') ?? {};
  return { caseSensitive: optionalFlag(configuration, 'CaseSensitive') ?? true };
};

const pick = (input: Input, name: string): Input => (name in input ? { [name]: input[name] } : {});

const isDescribed = ({ schema = [] }: UserPool, name: string): boolean =>
  schema.some((attribute) => attribute.name === name);
