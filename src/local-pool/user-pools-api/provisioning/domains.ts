import { invalidParameter } from '../../base/errors.js';
import type { CustomDomain } from '../../base/feature-model.js';
import type { UserPool } from '../../base/model.js';
import type { Api, Operation, OperationTable } from '../protocol/api.js';
import { optionalInteger, optionalStructure, text, type Input } from '../protocol/input.js';
import { notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { assertInTier } from '../protocol/tiers.js';

/** Nobody's: a domain of one's own is served from where the pool is. */
const cloudFront = 'd000000000000.cloudfront.net';
const kept = ['CustomDomainConfig', 'Routing'] as const;
const prefix = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/** Every pool with a domain has its pages on the one domain listener here, whatever the domain is called. */
const createDomain: PoolOperation = (input, pool, api) => {
  const domain = text(input, 'Domain');
  const isCustom = optionalStructure(input, 'CustomDomainConfig') !== undefined;
  if (!isCustom && !prefix.test(domain)) {
    throw invalidParameter('Domain must be lower-case letters, digits and hyphens, 63 at most.');
  }
  if (versionIn(input) > 1) assertInTier(pool, 'Managed login');
  if (poolOfDomain(domain, api) !== undefined) throw invalidParameter('Domain already exists.');
  if ((isCustom ? pool.customDomain : pool.domain) !== undefined)
    throw invalidParameter('User pool already has a domain configured.');
  if (isCustom) pool.customDomain = customDomainIn(input, domain);
  else Object.assign(pool, { domain, managedLoginVersion: versionIn(input) });
  settleVersion(pool);
  const { log, origins } = api.service;
  log(`The domain of ${pool.id} answers at ${origins.domain}, as that of every pool here.`);
  return answerOf(input, isCustom);
};

/** A prefix domain and one of one's own can be there together; each has its own settings. */
const updateDomain: PoolOperation = (input, pool) => {
  const { domain, isCustom } = ownDomain(input, pool);
  if (versionIn(input) > 1) assertInTier(pool, 'Managed login');
  if (isCustom) {
    const changed = customDomainIn(input, domain);
    pool.customDomain = { ...changed, settings: { ...pool.customDomain?.settings, ...changed.settings } };
  } else pool.managedLoginVersion = versionIn(input);
  settleVersion(pool);
  return answerOf(input, isCustom);
};

const deleteDomain: PoolOperation = (input, pool) => {
  if (ownDomain(input, pool).isCustom) delete pool.customDomain;
  else delete pool.domain;
  settleVersion(pool);
  return {};
};

/** The pages are those of the prefix domain, or of the other where there is none. */
const settleVersion = (pool: UserPool): void => {
  if (pool.domain !== undefined) return;
  if (pool.customDomain === undefined) delete pool.managedLoginVersion;
  else pool.managedLoginVersion = pool.customDomain.managedLoginVersion;
};

/** An empty description for a domain that nobody has. */
const describeDomain: Operation = (input, api) => {
  const domain = text(input, 'Domain');
  const pool = poolOfDomain(domain, api);
  if (pool === undefined) return { DomainDescription: {} };
  const custom = pool.customDomain?.name === domain ? pool.customDomain : undefined;
  return {
    DomainDescription: {
      UserPoolId: pool.id,
      AWSAccountId: '000000000000',
      Domain: domain,
      Status: 'ACTIVE',
      ...(custom !== undefined && { CloudFrontDistribution: cloudFront }),
      ...custom?.settings,
      ManagedLoginVersion: (custom ?? pool).managedLoginVersion ?? 1,
    },
  };
};

const answerOf = (input: Input, isCustom: boolean): object => ({
  ManagedLoginVersion: versionIn(input),
  ...(isCustom && { CloudFrontDomain: cloudFront }),
});

const customDomainIn = (input: Input, name: string): CustomDomain => ({
  name,
  managedLoginVersion: versionIn(input),
  settings: Object.fromEntries(
    kept.filter((member) => member in input).map((member) => [member, input[member]]),
  ),
});

const poolOfDomain = (domain: string, { service }: Api): UserPool | undefined =>
  [...service.store.pools.values()].find(
    (pool) => pool.domain === domain || pool.customDomain?.name === domain,
  );

const ownDomain = (input: Input, pool: UserPool): { readonly domain: string; readonly isCustom: boolean } => {
  const domain = text(input, 'Domain');
  const isCustom = pool.customDomain?.name === domain;
  if (!isCustom && pool.domain !== domain) notFound(`Domain ${domain} does not exist in ${pool.id}.`);
  return { domain, isCustom };
};

const versionIn = (input: Input): number =>
  optionalInteger(input, 'ManagedLoginVersion', { min: 1, max: 2 }) ?? 1;

export const domainOperations: OperationTable = {
  CreateUserPoolDomain: withUserPool(createDomain),
  UpdateUserPoolDomain: withUserPool(updateDomain),
  DescribeUserPoolDomain: describeDomain,
  DeleteUserPoolDomain: withUserPool(deleteDomain),
};
