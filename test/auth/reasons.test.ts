import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  bearerHintFor,
  bearerHints,
  endReasons,
  familyReasons,
  hintFor,
  hints,
  reasonFamilies,
  reasons,
} from '../../src/auth/reasons.js';
import { settings } from '../../src/config/settings.js';
import { plainText } from '../../src/ops/log.js';
import { sourcesIn } from '../support/sources.js';

/** The tables of docs/operations.md below "Reasons": a word, its sentence, and what to change. */
const documented = [
  ...(readFileSync('docs/operations.md', 'utf8').split('\n## Reasons\n')[1] ?? '').matchAll(
    /^\| `([^`]+)` +\| (.+?) +\|(?: (.*?) *\|)?$/gm,
  ),
].map(([, word = '', sentence = '', change = '']) => ({ word, sentence, change }));

test('docs/operations.md says of every reason what the list says, and of no other', () => {
  const sentences = Object.fromEntries(documented.map(({ word, sentence }) => [word, sentence]));
  expect(sentences).toEqual({ ...reasons, ...reasonFamilies, ...familyReasons, ...endReasons });
});

test('docs/operations.md says of every reason what to change, as the log does (F-D8, F-D9)', () => {
  const changes = documented.filter(({ change }) => change !== '').map(({ word, change }) => [word, change]);
  expect(Object.fromEntries(changes)).toEqual(hints);
});

test('docs/operations.md says what is to be changed for a refused bearer, as the log does', () => {
  const page = readFileSync('docs/operations.md', 'utf8');
  const said = [...page.matchAll(/^\| there `([^`]+)` +\| (.+?) +\|$/gm)];
  expect(Object.fromEntries(said.map(([, word, hint]) => [word, hint]))).toEqual(bearerHints);
});

test('every setting that a hint names is one', () => {
  const named = [...Object.values(hints), ...Object.values(bearerHints)].flatMap(
    (hint) => hint.match(/\b(?:COGNITO|BASE|REDIS|SESSION|API)_[A-Z_]+/g) ?? [],
  );
  expect(named.filter((name) => !Object.hasOwn(settings, name))).toEqual([]);
  expect(named.length).toBeGreaterThan(10);
});

test('a hint is told for a known word, and for nothing else', () => {
  expect(hintFor('client_refused')).toBe(hints.client_refused);
  expect(['deadline', 'constructor', '', undefined].map(hintFor)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a hint for a refused bearer speaks of the API, and every other one of what it speaks of elsewhere', () => {
  expect(bearerHintFor('token_of_another_client')).toContain('API_CLIENT_IDS');
  expect(hintFor('token_of_another_client')).toContain('COGNITO_CLIENT_ID');
  expect(bearerHintFor('token_from_the_future')).toBe(hints.token_from_the_future);
  expect(['deadline', 'constructor', undefined].map(bearerHintFor)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each(Object.entries({ ...hints, ...bearerHints }))(
  'the hint for %s is not cut in the log',
  (_reason, hint) => {
    expect(plainText(hint)).toBe(hint);
  },
);

test('every reason is given somewhere', () => {
  const texts = sourcesIn('src')
    .filter(({ path }) => path !== 'src/auth/reasons.ts' && !/^src\/(?:local-pool|inspector)\//.test(path))
    .map(({ text }) => text)
    .join('\n')
    .replaceAll('`missing_${missing}`', "'missing_group' 'missing_scope' 'missing_claim'");
  const words = [...Object.keys(reasons), ...Object.keys(endReasons)];
  expect(words.filter((word) => !texts.includes(`'${word}'`))).toEqual([]);
});
