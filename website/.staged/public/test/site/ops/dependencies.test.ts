import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { admits } from '../../support/node-range.js';
import { sourcesIn } from '../../support/sources.js';

interface Locked {
  readonly packages: Readonly<Record<string, Package>>;
}

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly engines?: { readonly node?: string };
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Locked;

const numbersOf = (version: string): readonly number[] => version.split('-')[0]?.split('.').map(Number) ?? [];

const isAtLeast = (version: string, floor: string): boolean => {
  const [have, need] = [numbersOf(version), numbersOf(floor)];
  const differs = need.findIndex((number, place) => number !== have[place]);
  return differs === -1 || (have[differs] ?? 0) > (need[differs] ?? 0);
};

/** Every copy of a package that the lockfile installs, but those of Express 4: it is there to be tried in front of us, and has its own line of fixes. */
const versionsOf = (name: string): readonly string[] =>
  Object.entries(lock.packages)
    .filter(([path]) => !path.startsWith('node_modules/express-4/'))
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version = '0' }]) => version);

// Below these, something that we rely on is missing or broken: the advisory, or what the version brought.
const floors: readonly (readonly [name: string, floor: string, why: string])[] = [
  ['openid-client', '6.8.8', 'deadlines that cover the body, type of sub'],
  ['oauth4webapi', '3.8.8', 'the same, beneath it'],
  ['express', '5.0.0', 'CVE-2024-43796'],
  ['cookie', '0.7.0', 'CVE-2024-47764'],
  ['body-parser', '2.2.1', 'CVE-2025-13466'],
  ['on-headers', '1.1.0', 'CVE-2025-7339'],
  ['ejs', '3.1.7', 'CVE-2022-29078'],
];

describe('T-03: what is installed', () => {
  test.each(floors)('%s is at least %s (%s)', (name, floor) => {
    const versions = versionsOf(name);
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
  });
});

test('T-01: everything in the lockfile is pinned by its digest', () => {
  const unpinned = Object.entries(lock.packages).filter(
    ([path, { integrity }]) => path !== '' && integrity === undefined,
  );
  expect(unpinned.map(([path]) => path)).toEqual([]);
});

test('T-01: packages for other platforms are in the lockfile too, or npm ci refuses it', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        lock.packages[`node_modules/${name}`] === undefined &&
        lock.packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

test('T-04: everything that is installed runs on the oldest Node that this project promises', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  const oldest = `${/^\^(\d+\.\d+) \|\| >=22\.12$/.exec(engines.node)?.[1]}.0`;
  expect(oldest).toMatch(/^\d+\.\d+\.0$/);
  const tooNew = Object.entries(lock.packages).filter(([, own]) => !admits(own.engines?.node ?? '*', oldest));
  expect(tooNew.map(([path, own]) => `${path} ${own.engines?.node}`)).toEqual([]);
});

test.each([
  ['>=20.19', true],
  ['^20.19.0 || >=22.12.0', true],
  ['>= 20', true],
  ['18 || 20 || >=22', true],
  ['10.* || >= 12.*', true],
  ['>=18.20.0 <20 || >=20.12.1', true],
  ['*', true],
  ['>=22', false],
  ['>=20.20.0', false],
  ['>22.19', false],
  ['^18.14.0 || ^22.0.0', false],
  ['>=16 <20', false],
  ['~20.18.0', false],
])('T-04: %s lets Node 20.19.0 in: %s', (range, expected) => {
  expect(admits(range, '20.19.0')).toBe(expected);
});

// The local pool is no part of production: what it needs beside this stands in the manifest of its own package, which a test of
// the packages holds.
test('what the sources of production import are the dependencies, no more and no less', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly dependencies: object;
  };
  const imported = sourcesIn('src')
    .filter(({ path }) => !path.startsWith('src/local-pool/'))
    .flatMap(({ imports }) => imports)
    .filter(({ target, isOurs }) => !isOurs && !target.startsWith('node:'))
    .map(({ target }) => target);
  expect(new Set(Object.keys(dependencies))).toEqual(new Set(imported));
});
