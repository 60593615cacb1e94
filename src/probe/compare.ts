import type { Row, Seen } from './row.js';
import type { Outcome, Outcomes } from './walk.js';

/** One row, seen at two places. */
export interface Compared {
  readonly row: Row;
  /** `unasked`: one of the two gave nothing to compare. */
  readonly result: 'equal' | 'different' | 'unasked';
  readonly there: Outcome;
  readonly here: Outcome;
  /** The members that differ, by name. */
  readonly members: readonly string[];
  /** Members that are recorded otherwise than they were seen there: the record is wrong, or out of date. */
  readonly againstRecord: readonly string[];
}

const missing: Outcome = { notAsked: 'It was not come to.' };

/** `there` is Cognito, or what stands in its place; `here` the local pool. */
export const compare = (
  rows: readonly Row[],
  { there, here }: { readonly there: Outcomes; readonly here: Outcomes },
): readonly Compared[] =>
  rows.map((row) => {
    const [one, other] = [there.get(row.id) ?? missing, here.get(row.id) ?? missing];
    const againstRecord = 'seen' in one ? unlikeRecord(row, one.seen) : [];
    if (!('seen' in one) || !('seen' in other))
      return { row, result: 'unasked', there: one, here: other, members: [], againstRecord };
    const members = differing(one.seen, other.seen);
    const result = members.length === 0 ? 'equal' : 'different';
    return { row, result, there: one, here: other, members, againstRecord };
  });

/** Members that are recorded, and were seen otherwise. */
export const unlikeRecord = ({ recorded = {} }: Row, seen: Seen): readonly string[] =>
  Object.keys(recorded).filter((name) => !isSame(recorded[name], seen[name]));

const differing = (one: Seen, other: Seen): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !isSame(one[name], other[name]),
  );

/** The order of names in an object means nothing, that of a list does. */
const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
};
