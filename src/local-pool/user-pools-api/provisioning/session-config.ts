import { mostSsoMinutes } from '../../base/client-shape.js';
import { defaultTracking } from '../../base/feature-model.js';
import type { Client, UserPool } from '../../base/model.js';
import { defaultSsoMinutes } from '../../tokens/sso-validity.js';
import { assertTracked } from '../person/sessions.js';
import type { OperationTable } from '../protocol/api.js';
import { choice, mustNotBeNull, optionalInteger, optionalStructure, type Input } from '../protocol/input.js';
import { clientOfPool, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { assertInTier } from '../protocol/tiers.js';

const mostPerUser = 100;

/** Turning it off leaves what clients were given, for when it is on again. */
const setPoolConfig: PoolOperation = (input, pool, { service }) => {
  assertInTier(pool, 'Session management');
  const isOn = choice(input, 'UserSessionTracking', ['ENABLED', 'DISABLED']) === 'ENABLED';
  const limits = { min: 1, max: mostPerUser };
  const maxPerUser = requiredInteger(requiredStructure(input, 'TokenSession'), 'MaxPerUser', limits);
  Object.assign(pool, { sessionTracking: { isOn, maxPerUser }, updatedAt: service.clock.now() });
  return poolConfig(pool);
};

/** Whether sessions are tracked, as it is set and as it is described. */
export const poolConfig = ({ id, sessionTracking = defaultTracking }: UserPool): object => ({
  UserPoolId: id,
  UserSessionTracking: sessionTracking.isOn ? 'ENABLED' : 'DISABLED',
  TokenSession: { MaxPerUser: sessionTracking.maxPerUser },
});

const setClientConfig: PoolOperation = (input, pool, api) => {
  assertInTier(pool, 'Session management');
  assertTracked(api, pool.id);
  const client = clientOfPool(input, pool, api);
  const limits = { min: 0, max: mostSsoMinutes };
  const ssoMinutes = requiredInteger(requiredStructure(input, 'SSOSession'), 'MaxValidityMinutes', limits);
  Object.assign(client, { ssoMinutes, updatedAt: api.service.clock.now() });
  return clientConfig(client);
};

/** How long a client takes a signed-in browser, likewise. */
export const clientConfig = ({ id, poolId, ssoMinutes = defaultSsoMinutes }: Client): object => ({
  UserPoolId: poolId,
  ClientId: id,
  SSOSession: { MaxValidityMinutes: ssoMinutes },
});

const requiredStructure = (input: Input, name: string): Input => {
  const structure = optionalStructure(input, name);
  if (structure === undefined) throw mustNotBeNull(name);
  return structure;
};

const requiredInteger = (
  input: Input,
  name: string,
  limits: { readonly min: number; readonly max: number },
): number => {
  const value = optionalInteger(input, name, limits);
  if (value === undefined) throw mustNotBeNull(name);
  return value;
};

export const sessionConfigOperations: OperationTable = {
  SetUserPoolSessionConfiguration: withUserPool(setPoolConfig),
  GetUserPoolSessionConfiguration: withUserPool((_input, pool) => poolConfig(pool)),
  SetUserPoolClientSessionConfiguration: withUserPool(setClientConfig),
  GetUserPoolClientSessionConfiguration: withUserPool((input, pool, api) =>
    clientConfig(clientOfPool(input, pool, api)),
  ),
};
