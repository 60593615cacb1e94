import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sourcesIn } from './support/sources.js';

// Sections below "On the wire", as `### name`.
const wire = readFileSync('docs/cognito-quirks.md', 'utf8').split(/^# On the wire$/m)[1] ?? '';
const sections = new Map(
  wire
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [name = '', ...lines] = section.split('\n');
      return [name, lines.join('\n')] as const;
    }),
);

const named = sourcesIn('test')
  .filter(({ path }) => path !== 'test/cognito-quirks.test.ts')
  .flatMap(({ path, text }) =>
    [...text.matchAll(/\(quirk: ([^)]+)\)/g)].flatMap(([, names = '']) =>
      names.split(', ').map((name) => ({ name, path })),
    ),
  );

describe('docs/cognito-quirks.md', () => {
  test('has a section for each quirk that a test names', () => {
    expect(named.filter(({ name }) => !sections.has(name))).toEqual([]);
  });

  test('has a test for each section, unless it says document:', () => {
    const tested = new Set(named.map(({ name }) => name));
    const untested = [...sections].filter(([name, text]) => !tested.has(name) && !text.includes('document:'));
    expect(sections.size).toBeGreaterThan(20);
    expect(untested.map(([name]) => name)).toEqual([]);
  });

  test('names the page of Cognito that each section goes by', () => {
    const without = [...sections].filter(([, text]) => !text.includes('](https://docs.aws.amazon.com/'));
    expect(without.map(([name]) => name)).toEqual([]);
  });
});

test('no test names a section of a paper that nobody has', () => {
  const unreadable = sourcesIn('test').filter(({ text }) => /\(contract \d/.test(text));
  expect(unreadable.map(({ path }) => path)).toEqual([]);
});
