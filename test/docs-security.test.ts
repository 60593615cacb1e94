import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const page = readFileSync('docs/security.md', 'utf8');

interface Row {
  readonly number: string;
  readonly whom: string;
  readonly cells: readonly string[];
}

/** The rows of the tables below a heading. */
const rowsBelow = (heading: string): readonly Row[] => {
  const section = page.split('\n### ').find((one) => one.startsWith(heading)) ?? '';
  return section.split('\n').flatMap((line) => {
    const [, number = '', whom = ''] = /^\| (\d[\d./]*) \(([^)]+)\) \|/.exec(line) ?? [];
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    return number === '' ? [] : [{ number, whom, cells: cells.map((text) => text.trim()) }];
  });
};

const asvs = rowsBelow('OWASP ASVS 5.0.0');
const rfc9700 = rowsBelow('RFC 9700');
const rfc10017 = rowsBelow('RFC 10017');
const everything = [...asvs, ...rfc9700, ...rfc10017];

// How many requirements each section of the standard has, in version 5.0.0.
const counts: Readonly<Record<string, readonly number[]>> = {
  '1': [2, 10, 12, 3, 3],
  '2': [3, 3, 5, 2],
  '3': [1, 3, 5, 8, 8, 1, 5],
  '4': [5, 5, 2, 4],
  '6': [3, 12, 8, 6, 8, 4, 2, 4],
  '7': [3, 4, 2, 5, 3, 2],
  '8': [4, 4, 3, 2],
  '9': [3, 4],
  '10': [2, 3, 5, 16, 5, 2, 3],
  '11': [4, 5, 5, 4, 2, 2, 2],
  '12': [5, 2, 5],
  '13': [4, 6, 4, 7],
  '14': [2, 8, 3],
  '15': [5, 5, 7, 4],
  '16': [1, 5, 4, 3, 4],
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_none, index) => index + 1);

describe('docs/security.md', () => {
  test('says what the texts in docs/security say (else: npm run docs:security)', () => {
    const printed = execFileSync(process.execPath, ['scripts/security-docs.mjs', '--print'], {
      encoding: 'utf8',
    });
    expect(page).toBe(printed);
  });

  test.each(Object.entries(counts))(
    'has every requirement of chapter V%s of the ASVS',
    (chapter, sections) => {
      const expected = sections.flatMap((count, index) =>
        upTo(count).map((number) => `${chapter}.${index + 1}.${number}`),
      );
      const found = asvs.map(({ number }) => number).filter((number) => number.startsWith(`${chapter}.`));
      expect(found).toEqual(expected);
    },
  );

  test('gives each of them its level', () => {
    expect(asvs.filter(({ whom }) => !/^L[123]$/.test(whom)).map(({ number }) => number)).toEqual([]);
  });

  test('has something to every section of RFC 9700 that asks for something', () => {
    const sections = new Set(
      rfc9700.map(({ number }) => number.split('.').slice(0, 2).join('.').split('/')[0]),
    );
    const second = upTo(6).map((number) => `2.${number}`);
    const fourth = upTo(17).map((number) => `4.${number}`);
    expect(sections).toEqual(new Set([...second, ...fourth]));
  });

  test('has something to every section of RFC 10017 that asks for something', () => {
    const sections = new Set(rfc10017.map(({ number }) => /^(6\.1\.\d|6\.\d|\d)/.exec(number)?.[0]));
    expect(sections).toEqual(new Set(['5', '6.1.2', '6.1.3', '6.2', '6.3', '7', '8', '9']));
  });

  test('names no requirement twice', () => {
    for (const rows of [asvs, rfc9700, rfc10017]) {
      const numbers = rows.map(({ number }) => number);
      expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
    }
  });

  test('leaves no cell empty', () => {
    const poor = everything.filter(
      ({ cells }) => cells.length !== 5 || cells.some((text) => text.length < 2),
    );
    expect(poor.map(({ number }) => number)).toEqual([]);
  });

  test('shows what is met by a row of docs/threats.md or a page, and says what is left where somebody else has to do it', () => {
    const isShown = /\b[A-T]-\d\d\b|\bF-[A-Z]\d+\b|\]\(/;
    const wrong = everything.filter(({ cells: [, , state = '', , shown = ''] }) => {
      if (state === 'yes') return !isShown.test(shown);
      if (state === 'deployer') return !shown.includes('deployer: ');
      return !['partly', 'open', 'no'].includes(state);
    });
    expect(wrong.map(({ number }) => number)).toEqual([]);
  });

  test('has no row for what does not apply that names something all the same', () => {
    const wrong = everything.filter(
      ({ cells: [, , state, , shown] }) => (state === 'no') !== (shown === 'does not apply'),
    );
    expect(wrong.map(({ number }) => number)).toEqual([]);
  });

  test('names only rows that docs/threats.md has', () => {
    const named = new Set([...page.matchAll(/\b(?:[A-T]-\d\d|F-[A-Z]\d+)\b/g)].map(([id]) => id));
    expect(named.size).toBeGreaterThan(100);
    const threats = existsSync('docs/threats.md') ? readFileSync('docs/threats.md', 'utf8') : '';
    const known = new Set([...threats.matchAll(/^\| ((?:[A-T]-\d\d|F-[A-Z]\d+))\b/gm)].map(([, id]) => id));
    expect(threats === '' ? [] : [...named].filter((id) => !known.has(id)).sort()).toEqual([]);
  });

  test('RFC 9700 and the others: every word of how a requirement stands is explained', () => {
    for (const state of ['yes', 'partly', 'open', 'deployer', 'no']) expect(page).toContain(`\`${state}\`,`);
  });
});
