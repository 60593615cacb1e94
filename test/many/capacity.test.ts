import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const root = new URL('../../', import.meta.url);

// A formatter may give a table other widths.
const rowsIn = (markdown: string): readonly string[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s-]+$/.test(line))
    .map((line) => line.split(/\s*\|\s*/).join('|'));

test('docs/scaling.md shows what bench/capacity.mjs prints (else: npm run bench:capacity, and copy it)', async () => {
  const program = fileURLToPath(new URL('bench/capacity.mjs', root));
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const shown = new Set(rowsIn(readFileSync(new URL('docs/scaling.md', root), 'utf8')));
  const printed = rowsIn(stdout);
  expect(printed.length).toBeGreaterThan(20);
  expect(printed.filter((row) => !shown.has(row))).toEqual([]);
}, 60_000);
