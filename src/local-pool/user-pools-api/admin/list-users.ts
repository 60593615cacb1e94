import type { OperationTable } from '../api.js';
import { userType } from '../describe-person.js';
import { optionalText, optionalTexts } from '../input.js';
import { withUserPool, type PoolOperation } from '../lookups.js';
import { page } from '../paging.js';
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

export const LISTS: OperationTable = { ListUsers: withUserPool(listUsers) };
