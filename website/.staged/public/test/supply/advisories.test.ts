import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

// What `npm audit --json` said of express 4.17.1 and, for development, braces 3.0.2: recorded with npm 11.19.
const recorded = 'test/supply/recorded';

interface Report {
  readonly vulnerabilities: Readonly<Record<string, { readonly via: readonly unknown[] }>>;
}

const folder = mkdtempSync(join(tmpdir(), 'advisories-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (report: string) => {
  const files = [report, join(recorded, 'locked.json')];
  const { status, stdout } = spawnSync(process.execPath, ['scripts/advisories.mjs', ...files], {
    encoding: 'utf8',
  });
  return { status, lines: stdout.trim().split('\n') };
};

/** The recorded report, without what is known of some packages. */
const reportWithout = (names: readonly string[]): string => {
  const report = JSON.parse(readFileSync(join(recorded, 'advisories.json'), 'utf8')) as Report;
  const kept = Object.entries(report.vulnerabilities).filter(([name]) => !names.includes(name));
  const file = join(folder, `without-${names.join('-')}.json`);
  writeFileSync(file, JSON.stringify({ ...report, vulnerabilities: Object.fromEntries(kept) }));
  return file;
};

describe('what the registry knows of our packages, as the weekly workflow reads it', () => {
  test('something high in production fails (T-02)', () => {
    const { status, lines } = read(join(recorded, 'advisories.json'));
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('3 known, 1 of them high or critical in production');
  });

  test('each is told once, with its weight, whom it reaches, and what mends it (T-02)', () => {
    expect(read(join(recorded, 'advisories.json')).lines.slice(0, -1)).toEqual([
      'high, development: braces 3.0.2: Uncontrolled resource consumption in braces',
      '  https://github.com/advisories/GHSA-grv7-fg5c-xmjg; fixed by: braces 3.0.3',
      'moderate, production: express 4.17.1: Express.js Open Redirect in malformed URLs',
      '  https://github.com/advisories/GHSA-rv95-896h-c2vc; fixed by: express 4.22.3',
      'high, production: qs 6.7.0: qs vulnerable to Prototype Pollution',
      '  https://github.com/advisories/GHSA-hrpp-h998-j3pp; fixed by: express 4.22.3',
    ]);
  });

  test('something high that only development has, and something moderate in production, are told and do not fail (T-02)', () => {
    const { status, lines } = read(reportWithout(['qs']));
    expect(status).toBe(0);
    expect(lines.at(-1)).toBe('2 known, 0 of them high or critical in production');
  });

  test('nothing known is no failure (T-02)', () => {
    expect(read(reportWithout(['qs', 'express', 'body-parser', 'braces']))).toEqual({
      status: 0,
      lines: ['0 known, 0 of them high or critical in production'],
    });
  });

  test.each(['no-answer.json', 'locked.json'])(
    'a registry that does not answer as it should (%s) is not taken for good news (T-02)',
    (answer) => {
      expect(read(join(recorded, answer)).status).toBe(2);
    },
  );
});
