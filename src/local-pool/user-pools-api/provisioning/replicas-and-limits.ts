import { invalidParameter, PoolError } from '../../base/errors.js';
import type { KeptSetting, UserPool } from '../../base/model.js';
import type { Api, Operation, OperationTable } from '../protocol/api.js';
import { optionalInteger, optionalStructure, text, textMap, type Input } from '../protocol/input.js';
import { notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { assertInTier } from '../protocol/tiers.js';
import { poolArn } from './describe-pool.js';

/** Requests a second that Cognito lets through for each category without being paid for more. */
const freeLimits: Readonly<Record<string, number>> = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserUpdate: 25,
  UserToken: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserList: 30,
  UserPoolRead: 15,
  UserPoolUpdate: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  UserPoolClientRead: 15,
  UserPoolClientUpdate: 15,
  ClientAuthentication: 150,
};

/** Kept and shown; this pool holds nobody up. */
const limit: Operation = (input, { service }) => {
  const definition = optionalStructure(input, 'LimitDefinition') ?? {};
  const { Category: category = '' } = textMap(definition, 'Attributes');
  const free = Object.hasOwn(freeLimits, category) ? freeLimits[category] : undefined;
  if (free === undefined) return notFound(`There is no limit of the category "${category}".`);
  const key = `account/limit/${category}`;
  const kept = service.store.keptSettings.get(key);
  const requested = optionalInteger(input, 'RequestedLimitValue');
  if (requested !== undefined && requested < free)
    throw invalidParameter(`RequestedLimitValue must be ${free} or more.`);
  const value = { requested: requested ?? kept?.value['requested'] ?? free };
  const now = service.clock.now();
  if (requested !== undefined)
    service.store.keptSettings.set(key, { poolId: '', value, createdAt: now, updatedAt: now });
  return {
    Limit: { LimitDefinition: definition, ProvisionedLimitValue: value.requested, FreeLimitValue: free },
  };
};

/** A pool in another Region: kept and shown, and nothing is copied to it. */
const createReplica: PoolOperation = (input, pool, { service }) => {
  assertInTier(pool, 'Multi-Region Replication');
  const region = text(input, 'RegionName');
  const key = keyOf(pool, region);
  if (service.store.keptSettings.has(key) || region === regionOf(pool))
    throw invalidParameter(`The user pool has a replica in ${region} already.`);
  const now = service.clock.now();
  const kept = { poolId: pool.id, value: { region, status: 'INACTIVE' }, createdAt: now, updatedAt: now };
  service.store.keptSettings.set(key, kept);
  return { UserPoolReplica: { ...replicaType(pool, kept), Status: 'CREATING' } };
};

const updateReplica: PoolOperation = (input, pool, api) => {
  const { key, kept } = replicaIn(input, pool, api);
  const value = { ...kept.value, status: text(input, 'Status') };
  const changed = { ...kept, value, updatedAt: api.service.clock.now() };
  api.service.store.keptSettings.set(key, changed);
  return { UserPoolReplica: replicaType(pool, changed) };
};

const deleteReplica: PoolOperation = (input, pool, api) => {
  const { key, kept } = replicaIn(input, pool, api);
  if (kept.value['status'] === 'ACTIVE') {
    throw new PoolError('InvalidParameterException', 'Make the replica INACTIVE before it is deleted.');
  }
  api.service.store.keptSettings.delete(key);
  return { UserPoolReplica: { ...replicaType(pool, kept), Status: 'DELETING' } };
};

const listReplicas: PoolOperation = (_input, pool, { service }) => {
  const primary = {
    RegionName: regionOf(pool),
    Status: 'ACTIVE',
    Role: 'PRIMARY',
    UserPoolArn: poolArn(pool),
  };
  const others = [...service.store.keptSettings]
    .filter(([key]) => key.startsWith(keyOf(pool, '')))
    .map(([, kept]) => replicaType(pool, kept));
  return { UserPoolReplicas: [primary, ...others] };
};

const replicaIn = (
  input: Input,
  pool: UserPool,
  { service }: Api,
): { readonly key: string; readonly kept: KeptSetting } => {
  const key = keyOf(pool, text(input, 'RegionName'));
  const kept = service.store.keptSettings.get(key);
  return kept === undefined ? notFound('The user pool has no replica in this Region.') : { key, kept };
};

const keyOf = ({ id }: UserPool, region: string): string => `${id}/replica/${region}`;

const regionOf = ({ id }: UserPool): string => id.split('_')[0] ?? '';

const replicaType = (pool: UserPool, { value }: KeptSetting): object => ({
  RegionName: value['region'],
  Status: value['status'],
  Role: 'SECONDARY',
  UserPoolArn: poolArn(pool).replace(`:${regionOf(pool)}:`, `:${String(value['region'])}:`),
});

export const replicaAndLimitOperations: OperationTable = {
  GetProvisionedLimit: limit,
  UpdateProvisionedLimit: limit,
  CreateUserPoolReplica: withUserPool(createReplica),
  UpdateUserPoolReplica: withUserPool(updateReplica),
  DeleteUserPoolReplica: withUserPool(deleteReplica),
  ListUserPoolReplicas: withUserPool(listReplicas),
};
