import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  endReasons,
  familyReasons,
  hintFor,
  hints,
  reasonFamilies,
  reasons,
} from '../../src/auth/reasons.js';
import { settings } from '../../src/config/settings.js';
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

test('every setting that a hint names is one', () => {
  const named = Object.values(hints).flatMap(
    (hint) => hint.match(/\b(?:COGNITO|BASE|REDIS|SESSION)_[A-Z_]+/g) ?? [],
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

test('every reason is given somewhere', () => {
  const texts = sourcesIn('src')
    .filter(({ path }) => path !== 'src/auth/reasons.ts' && !/^src\/(?:local-pool|inspector)\//.test(path))
    .map(({ text }) => text)
    .join('\n')
    .replaceAll('`missing_${missing}`', "'missing_group' 'missing_scope' 'missing_claim'");
  const words = [...Object.keys(reasons), ...Object.keys(endReasons)];
  expect(words.filter((word) => !texts.includes(`'${word}'`))).toEqual([]);
});
