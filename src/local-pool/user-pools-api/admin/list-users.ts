import { userType } from '../person/describe-person.js';
import type { OperationTable } from '../protocol/api.js';
import { optionalText, optionalTexts } from '../protocol/input.js';
import { withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { personFilter } from './filter.js';

/** In the order in which they came. */
const listUsers: PoolOperation = (input, pool, { service }) => {
  const matches = personFilter(optionalText(input, 'Filter'));
  const people = [...service.store.people.values()].filter(
    (person) => person.poolId === pool.id && matches(person),
  );
  const { items, next } = page(people, input, { limit: 'Limit', token: 'PaginationToken' });
  const attributes = optionalTexts(input, 'AttributesToGet');
  return { Users: items.map((person) => userType(person, attributes)), PaginationToken: next };
};

export const listOperations: OperationTable = { ListUsers: withUserPool(listUsers) };
