import { invalidParameter } from '../../base/errors.js';
import type { UserPool } from '../../base/model.js';
import type { Api, Operation, OperationTable } from '../protocol/api.js';
import { optionalInteger, optionalStructure, text, type Input } from '../protocol/input.js';
import { notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { assertInTier } from '../protocol/tiers.js';

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
  if (pool.domain !== undefined) throw invalidParameter('User pool already has a domain configured.');
  pool.domain = domain;
  pool.managedLoginVersion = versionIn(input);
  const { log, origins } = api.service;
  log(`The domain of ${pool.id} answers at ${origins.domain}, as that of every pool here.`);
  return { ManagedLoginVersion: pool.managedLoginVersion };
};

const updateDomain: PoolOperation = (input, pool) => {
  assertOwn(input, pool);
  if (versionIn(input) > 1) assertInTier(pool, 'Managed login');
  pool.managedLoginVersion = versionIn(input);
  return { ManagedLoginVersion: pool.managedLoginVersion };
};

const deleteDomain: PoolOperation = (input, pool) => {
  assertOwn(input, pool);
  delete pool.domain;
  delete pool.managedLoginVersion;
  return {};
};

/** An empty description for a domain that nobody has. */
const describeDomain: Operation = (input, api) => {
  const domain = text(input, 'Domain');
  const pool = poolOfDomain(domain, api);
  if (pool === undefined) return { DomainDescription: {} };
  return {
    DomainDescription: {
      UserPoolId: pool.id,
      AWSAccountId: '000000000000',
      Domain: domain,
      Status: 'ACTIVE',
      ManagedLoginVersion: pool.managedLoginVersion ?? 1,
    },
  };
};

const poolOfDomain = (domain: string, { service }: Api): UserPool | undefined =>
  [...service.store.pools.values()].find((pool) => pool.domain === domain);

const assertOwn = (input: Input, pool: UserPool): void => {
  const domain = text(input, 'Domain');
  if (pool.domain !== domain) notFound(`Domain ${domain} does not exist in ${pool.id}.`);
};

const versionIn = (input: Input): number =>
  optionalInteger(input, 'ManagedLoginVersion', { min: 1, max: 2 }) ?? 1;

export const domainOperations: OperationTable = {
  CreateUserPoolDomain: withUserPool(createDomain),
  UpdateUserPoolDomain: withUserPool(updateDomain),
  DescribeUserPoolDomain: describeDomain,
  DeleteUserPoolDomain: withUserPool(deleteDomain),
};
