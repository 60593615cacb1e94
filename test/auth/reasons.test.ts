import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { endReasons, reasonFamilies, reasons } from '../../src/auth/reasons.js';
import { sourcesIn } from '../support/sources.js';

/** The tables of docs/operations.md below "Reasons": pairs of a word and its sentence. */
const documented = (): Readonly<Record<string, string>> => {
  const [, section = ''] = readFileSync('docs/operations.md', 'utf8').split('\n## Reasons\n');
  return Object.fromEntries(
    [...section.matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(([, word = '', sentence = '']) => [
      word,
      sentence,
    ]),
  );
};

test('docs/operations.md says of every reason what the list says, and of no other', () => {
  expect(documented()).toEqual({ ...reasons, ...reasonFamilies, ...endReasons });
});

test('every reason is given somewhere', () => {
  const texts = sourcesIn('src')
    .filter(({ path }) => path !== 'src/auth/reasons.ts' && !path.startsWith('src/local-pool/'))
    .map(({ text }) => text)
    .join('\n')
    .replaceAll('`missing_${missing}`', "'missing_group' 'missing_scope'");
  const words = [...Object.keys(reasons), ...Object.keys(endReasons)];
  expect(words.filter((word) => !texts.includes(`'${word}'`))).toEqual([]);
});
