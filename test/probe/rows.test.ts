import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { unlikeRecord } from '../../src/probe/compare.js';
import { rows } from '../../src/probe/rows.js';
import { walkAt, withPool } from './support.js';

let outcomes: Awaited<ReturnType<typeof walkAt>>;

beforeAll(async () => {
  outcomes = await withPool({}, ({ api }) => walkAt(api));
}, 240_000);

const recorded = rows.filter((row) => row.recorded !== undefined);
const open = rows.filter((row) => row.unconfirmed !== undefined);

describe('the table of what can be observed at Cognito', () => {
  test.each(recorded.map((row) => [row.id, row] as const))(
    'is what the local pool does where it is recorded: %s',
    (id, row) => {
      const outcome = outcomes.get(id) ?? { notAsked: 'not in the walk' };
      if ('notAsked' in outcome) throw new Error(outcome.notAsked);
      expect({ unlike: unlikeRecord(row, outcome.seen), seen: outcome.seen }).toEqual({
        unlike: [],
        seen: outcome.seen,
      });
    },
  );

  test.each(open.map(({ id }) => [id]))('can be asked where nobody knows the answer: %s', (id) => {
    expect(outcomes.get(id)).toHaveProperty('seen');
  });

  test('says of every row what is known, or that nothing is, or both', () => {
    const silent = rows.filter((row) => row.recorded === undefined && row.unconfirmed === undefined);
    expect(silent).toEqual([]);
  });

  test('names sections that somebody can read', () => {
    const page = readFileSync('docs/cognito-quirks.md', 'utf8');
    const sections = new Set([...page.matchAll(/^### (.+)$/gm)].map(([, name]) => name));
    const named = new Set(rows.flatMap(({ restsOn }) => restsOn.split(', ')));
    expect([...named].filter((name) => !sections.has(name) && name !== 'API reference')).toEqual([]);
  });

  test('has one row for each id', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });
});
