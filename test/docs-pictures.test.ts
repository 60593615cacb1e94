import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';

const folder = 'docs/images';
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:png|svg)$/.test(name))
  .toSorted();

const pages = ['README.md', ...readdirSync('docs', { recursive: true, encoding: 'utf8' })]
  .filter((name) => name.endsWith('.md'))
  .map((name) => (name === 'README.md' ? name : join('docs', name)));

/** The pictures that a page shows, by their names in the folder. */
const shownIn = (page: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(/(?:\]\(|src=")([^)"\s]*images\/[^)"\s]+)/g)].map(([, path = '']) =>
    relative(folder, join(dirname(page), path)),
  );

test('every picture of the documentation is made by `npm run docs:pictures`, or says by what else (issue 15)', () => {
  const listed = execFileSync(process.execPath, ['scripts/pictures.mjs', '--list'], { encoding: 'utf8' });
  expect((JSON.parse(listed) as string[]).toSorted()).toEqual(files);
});

test('every picture is shown on a page, and every page shows pictures that there are', () => {
  expect([...new Set(pages.flatMap(shownIn))].toSorted()).toEqual(files);
});

test('no picture is so large that a page waits for it', () => {
  const large = files.filter((file) => readFileSync(join(folder, file)).length > 150_000);
  expect(large).toEqual([]);
});
