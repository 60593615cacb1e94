import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const folder = '.github/workflows';
const files = readdirSync(folder);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

describe.each(files)('%s', (file) => {
  const text = read(file);

  test('runs the work of others only at a commit that is named in full, with its version beside it (T-01)', () => {
    const used = all(text, /uses: (.*)/g);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((one) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([]);
  });

  test('may read the repository and nothing else, and leaves no token behind', () => {
    expect(all(text, /^(permissions:\n(?: {2}.*\n)+)/gm)).toEqual(['permissions:\n  contents: read\n']);
    expect(text).not.toContain('secrets.');
    const checkouts = all(text, /(actions\/checkout@)/g).length;
    expect(all(text, /persist-credentials: (\w+)/g)).toEqual(
      Array.from({ length: checkouts }, () => 'false'),
    );
  });

  test('bounds every job in time', () => {
    const jobs = all(text.slice(text.indexOf('\njobs:')), /^ {2}([\w-]+):\n {4}/gm);
    expect(jobs.length).toBeGreaterThan(0);
    expect(all(text, /timeout-minutes: (\d+)/g)).toHaveLength(jobs.length);
  });

  test('runs scripts that exist', () => {
    const named = all(text, /npm run ([\w:-]+)/g);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(all(text, /run: (\.\S+)/g).filter((path) => !existsSync(path))).toEqual([]);
  });
});

test('every change is tried on the oldest Node of each line that is promised, and on the newest lines', () => {
  const [versions = ''] = all(read('ci.yml'), /node: \[(.*)\]/g);
  expect(versions.replaceAll("'", '').split(', ')).toEqual(
    expect.arrayContaining(['20.19', '22.12', '22', '24', '26']),
  );
});

describe('every week', () => {
  const text = read('weekly.yml');

  test('the registry is asked for advisories, never as a part of npm test (T-02)', () => {
    expect(text).toMatch(/schedule:\n +- cron: '\d+ \d+ \* \* [0-6]'/);
    expect(text).toContain('run: npm run advisories');
    expect(readFileSync('.ci/run', 'utf8')).not.toMatch(/advisories|npm audit/);
  });

  test('src/auth and src/redis are lifted with the newest versions that their ranges allow (F-L1)', () => {
    expect(text).toContain('run: npm run test:newest');
    const [pattern = ''] = all(scripts['test:newest'] ?? '', /(test\/[\w/]+)\/\*\.newest\.ts/g);
    expect(readdirSync(pattern).filter((name) => name.endsWith('.newest.ts'))).not.toEqual([]);
  });
});
