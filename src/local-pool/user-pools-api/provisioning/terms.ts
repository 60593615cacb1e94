import { randomUUID } from 'node:crypto';
import { PoolError } from '../../base/errors.js';
import type { Terms, UserPool } from '../../base/model.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { optionalText, text, textMap, type Input } from '../protocol/input.js';
import { clientOfPool, notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { seconds } from '../protocol/seconds.js';

const create: PoolOperation = (input, pool, api) => {
  const { clock, store } = api.service;
  const { id: clientId } = clientOfPool(input, pool, api);
  const name = text(input, 'TermsName');
  if (termsOf(pool, api).some((terms) => terms.clientId === clientId && terms.name === name)) {
    throw new PoolError('TermsExistsException', `Terms with the name ${name} already exist for this client.`);
  }
  const now = clock.now();
  const terms: Terms = {
    id: randomUUID(),
    poolId: pool.id,
    clientId,
    name,
    source: text(input, 'TermsSource'),
    enforcement: text(input, 'Enforcement'),
    links: textMap(input, 'Links'),
    createdAt: now,
    updatedAt: now,
  };
  store.terms.set(terms.id, terms);
  return { Terms: termsType(terms) };
};

/** What is left out stays. */
const update: PoolOperation = (input, pool, api) => {
  const before = termsIn(input, pool, api);
  const terms: Terms = {
    ...before,
    name: optionalText(input, 'TermsName') ?? before.name,
    source: optionalText(input, 'TermsSource') ?? before.source,
    enforcement: optionalText(input, 'Enforcement') ?? before.enforcement,
    links: 'Links' in input ? textMap(input, 'Links') : before.links,
    updatedAt: api.service.clock.now(),
  };
  api.service.store.terms.set(terms.id, terms);
  return { Terms: termsType(terms) };
};

const remove: PoolOperation = (input, pool, api) => {
  api.service.store.terms.delete(termsIn(input, pool, api).id);
  return {};
};

const byClient: PoolOperation = (input, pool, api) => {
  const { id } = clientOfPool(input, pool, api);
  const name = text(input, 'TermsName');
  const terms = termsOf(pool, api).find((one) => one.clientId === id && one.name === name);
  return terms === undefined ? notFound('Terms do not exist.') : { Terms: termsType(terms) };
};

const list: PoolOperation = (input, pool, api) => {
  const { items, next } = page(termsOf(pool, api), input, { limit: 'MaxResults', token: 'NextToken' });
  const shown = items.map((terms) => ({
    TermsId: terms.id,
    TermsName: terms.name,
    Enforcement: terms.enforcement,
    CreationDate: seconds(terms.createdAt),
    LastModifiedDate: seconds(terms.updatedAt),
  }));
  return { Terms: shown, NextToken: next };
};

const termsOf = (pool: UserPool, { service }: Api): Terms[] =>
  [...service.store.terms.values()].filter(({ poolId }) => poolId === pool.id);

const termsIn = (input: Input, pool: UserPool, { service }: Api): Terms => {
  const terms = service.store.terms.get(text(input, 'TermsId'));
  return terms?.poolId === pool.id ? terms : notFound('Terms do not exist.');
};

const termsType = (terms: Terms): object => ({
  TermsId: terms.id,
  UserPoolId: terms.poolId,
  ClientId: terms.clientId,
  TermsName: terms.name,
  TermsSource: terms.source,
  Enforcement: terms.enforcement,
  Links: terms.links,
  CreationDate: seconds(terms.createdAt),
  LastModifiedDate: seconds(terms.updatedAt),
});

export const termsOperations: OperationTable = {
  CreateTerms: withUserPool(create),
  DescribeTerms: withUserPool((input, pool, api) => ({ Terms: termsType(termsIn(input, pool, api)) })),
  DescribeTermsByClient: withUserPool(byClient),
  UpdateTerms: withUserPool(update),
  DeleteTerms: withUserPool(remove),
  ListTerms: withUserPool(list),
};
