import { invalidParameter } from '../../base/errors.js';
import { optionalInteger, optionalText, type Input } from './input.js';

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

/** What an operation calls its members: `Limit` or `MaxResults`, `NextToken` or `PaginationToken`. */
export interface PagingNames {
  readonly limit: 'Limit' | 'MaxResults';
  readonly token: 'NextToken' | 'PaginationToken';
  readonly largest?: number;
}

/** One page of a list. Throws InvalidParameterException for a token that no page ever gave. */
export const page = <T>(
  items: readonly T[],
  input: Input,
  { limit, token, largest = 60 }: PagingNames,
): Page<T> => {
  const size = optionalInteger(input, limit, { min: 0, max: largest }) || largest;
  const start = startOf(optionalText(input, token));
  const end = start + size;
  return {
    items: items.slice(start, end),
    next: end < items.length ? Buffer.from(`from ${end}`).toString('base64') : undefined,
  };
};

const startOf = (token: string | undefined): number => {
  if (token === undefined) return 0;
  const start = /^from (?<start>\d+)$/u.exec(Buffer.from(token, 'base64').toString())?.groups?.['start'];
  if (start === undefined) throw invalidParameter('Invalid pagination token given.');
  return Number(start);
};
