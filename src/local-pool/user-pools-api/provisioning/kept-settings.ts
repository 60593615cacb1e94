import { invalidParameter } from '../../base/errors.js';
import type { KeptSetting, UserPool } from '../../base/model.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { optionalStructures, optionalText, type Input } from '../protocol/input.js';
import { clientOfPool, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { seconds } from '../protocol/seconds.js';
import { assertInTier, assertPlus, assertThreatProtection } from '../protocol/tiers.js';

type KeptKind = 'risk' | 'logs';

/** Without a client: the setting of the whole pool. */
const keyOf = (kind: KeptKind, { id }: UserPool, clientId?: string): string =>
  [id, kind, ...(clientId === undefined ? [] : [clientId])].join('/');

const keep = (
  key: string,
  { service }: Api,
  setting: Pick<KeptSetting, 'poolId' | 'clientId' | 'value'>,
): KeptSetting => {
  const now = service.clock.now();
  const createdAt = service.store.keptSettings.get(key)?.createdAt ?? now;
  const kept = { ...setting, createdAt, updatedAt: now };
  service.store.keptSettings.set(key, kept);
  return kept;
};

const clientOfRequest = (input: Input, pool: UserPool, api: Api): string | undefined =>
  optionalText(input, 'ClientId') === undefined ? undefined : clientOfPool(input, pool, api).id;

const riskMembers = [
  'CompromisedCredentialsRiskConfiguration',
  'AccountTakeoverRiskConfiguration',
  'RiskExceptionConfiguration',
] as const;

/** No sign-in is ever judged here: what should be done with a risky one is kept and shown. */
const setRisk: PoolOperation = (input, pool, api) => {
  assertThreatProtection(pool);
  const clientId = clientOfRequest(input, pool, api);
  const value = Object.fromEntries(
    riskMembers.filter((name) => name in input).map((name) => [name, input[name]]),
  );
  const key = keyOf('risk', pool, clientId);
  // Nothing but the names puts the setting back to what it is without one.
  if (Object.keys(value).length === 0) api.service.store.keptSettings.delete(key);
  else keep(key, api, { poolId: pool.id, ...(clientId !== undefined && { clientId }), value });
  return { RiskConfiguration: riskType(pool, clientId, api) };
};

const describeRisk: PoolOperation = (input, pool, api) => {
  assertThreatProtection(pool);
  return { RiskConfiguration: riskType(pool, clientOfRequest(input, pool, api), api) };
};

/** What a client does not say, its pool does. */
const riskType = (pool: UserPool, clientId: string | undefined, { service }: Api): object => {
  const { keptSettings } = service.store;
  const own = clientId === undefined ? undefined : keptSettings.get(keyOf('risk', pool, clientId));
  const kept = own ?? keptSettings.get(keyOf('risk', pool));
  return {
    UserPoolId: pool.id,
    ...(own !== undefined && { ClientId: clientId }),
    ...kept?.value,
    ...(kept !== undefined && { LastModifiedDate: seconds(kept.updatedAt) }),
  };
};

const destinations = ['CloudWatchLogsConfiguration', 'S3Configuration', 'FirehoseConfiguration'] as const;

/** Nothing is delivered anywhere: what the pool has to say stands in its own log. */
const setLogs: PoolOperation = (input, pool, api) => {
  assertInTier(pool, 'Log Delivery');
  const configurations = optionalStructures(input, 'LogConfigurations') ?? [];
  for (const configuration of configurations) assertDeliverable(configuration, pool);
  if (new Set(configurations.map((one) => one['EventSource'])).size < configurations.length)
    throw invalidParameter('LogConfigurations has each EventSource once at most.');
  keep(keyOf('logs', pool), api, { poolId: pool.id, value: { LogConfigurations: configurations } });
  return logsType(pool, api);
};

const assertDeliverable = (configuration: Input, pool: UserPool): void => {
  if (configuration['EventSource'] === 'userAuthEvents') assertPlus(pool, 'Threat Protection');
  if (destinations.filter((name) => name in configuration).length === 1) return;
  throw invalidParameter(`A log configuration has one of ${destinations.join(', ')}.`);
};

const logsType = (pool: UserPool, { service }: Api): object => {
  const { LogConfigurations = [] } = service.store.keptSettings.get(keyOf('logs', pool))?.value ?? {};
  return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations } };
};

export const keptSettingOperations: OperationTable = {
  SetRiskConfiguration: withUserPool(setRisk),
  DescribeRiskConfiguration: withUserPool(describeRisk),
  SetLogDeliveryConfiguration: withUserPool(setLogs),
  GetLogDeliveryConfiguration: withUserPool((_input, pool, api) => logsType(pool, api)),
};
