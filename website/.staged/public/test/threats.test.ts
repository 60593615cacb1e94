import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** A row of docs/threats.md, as `scripts/threats.mjs --json` reads it. */
interface Row {
  readonly id: string;
  readonly tried: string;
  readonly must: string;
  /** The files that its last column leads to. */
  readonly tests: readonly string[];
  /** What stands behind `document:`: a page and its words, or why the row does not apply. */
  readonly document?: string;
  readonly isOpen: boolean;
}

interface Catalogue {
  readonly rows: readonly Row[];
  /** Every id that a test names, and the files that do. */
  readonly inTests: readonly { readonly id: string; readonly tests: readonly string[] }[];
}

// `open` marks rows whose test is still being written. False once there are none, so that none comes back.
const mayBeOpen = false;

const { rows, inTests } = JSON.parse(
  execFileSync(process.execPath, ['scripts/threats.mjs', '--json'], { encoding: 'utf8' }),
) as Catalogue;
const testsNaming = new Map(inTests.map(({ id, tests }) => [id, tests]));

describe('docs/threats.md', () => {
  test('has one row for each id, and each says what is tried and what must happen', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(rows.filter(({ tried, must }) => tried === '' || must === '')).toEqual([]);
  });

  test.each([...'A B C D E F G H I J K L M N O P Q R S T'.split(' '), 'F-S', 'F-D', 'F-M'])(
    'leaves no number of %s out',
    (group) => {
      const numbers = rows.flatMap(({ id }) => new RegExp(`^${group}-?(\\d+)$`).exec(id)?.[1] ?? []);
      expect(numbers.map(Number)).toEqual(numbers.map((_, index) => index + 1));
      expect(numbers.length).toBeGreaterThan(0);
    },
  );

  test('has a row for each id that a test names', () => {
    const known = new Set(rows.map(({ id }) => id));
    expect(inTests.filter(({ id }) => !known.has(id))).toEqual([]);
  });

  test('has a test for each row, or says where it is documented, or that it is open', () => {
    const shownByNothing = rows.filter(
      ({ tests, document, isOpen }) => tests.length === 0 && document === undefined && !isOpen,
    );
    expect(shownByNothing.map(({ id }) => id)).toEqual([]);
  });

  test('leads to tests that exist and name the id (else: npm run docs:threats)', () => {
    const wrong = rows.flatMap(({ id, tests }) =>
      tests.filter((file) => testsNaming.get(id)?.includes(file) !== true).map((file) => `${id}: ${file}`),
    );
    expect(wrong).toEqual([]);
  });

  test('leads to pages that exist and say so', () => {
    const documents = rows.flatMap(({ id, document }) => (document === undefined ? [] : [{ id, document }]));
    expect(documents.filter(({ document }) => !isSaid(document))).toEqual([]);
  });

  test('has no open row once everything has its test', () => {
    expect(mayBeOpen ? [] : rows.filter(({ isOpen }) => isOpen).map(({ id }) => id)).toEqual([]);
  });
});

/** Whether this is a reason, or a link to a page in which the quoted words stand. */
const isSaid = (document: string): boolean => {
  if (document.startsWith('not applicable, ')) return true;
  const [, file = '', words = ''] = /^\[[^\]]+\]\(([^)#]+)[^)]*\), “(.+)”$/.exec(document) ?? [];
  const path = join('docs', file);
  return words !== '' && existsSync(path) && plain(readFileSync(path, 'utf8')).includes(plain(words));
};

// Where a line ends is nobody's business.
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

test('what is said elsewhere has to stand there', () => {
  expect(
    isSaid('[operations](operations.md#health), “says that the process is alive and touches nothing”'),
  ).toBe(true);
  expect(isSaid('[operations](operations.md#health), “touches everything”')).toBe(false);
  expect(isSaid('[nowhere](nowhere.md), “anything”')).toBe(false);
  expect(isSaid('somewhere')).toBe(false);
});
