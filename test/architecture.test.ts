import { describe, expect, test } from '@jest/globals';
import { statusByCode } from '../src/auth/index.js';
import { errorTexts } from '../src/pages/index.js';
import { findCycle, roomOf, sourcesIn, type Source } from './support/sources.js';

const sources = sourcesIn('src');
const rooms = new Set(sources.map(({ path }) => roomOf(path)));

/** Which of our rooms each room may use. A room that is missing here fails a test: say where it stands. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  'auth': [],
  'redis': ['auth'],
  'aws': ['auth'],
  'pages': ['auth', 'aws'],
  'api': ['auth'],
  'ops': ['auth'],
  'inspector': ['auth'],
  'config': [],
  'session-store': ['auth', 'redis', 'ops', 'config'],
  'app': ['auth', 'pages', 'api', 'aws', 'ops', 'inspector', 'config'],
  'site': ['app', 'auth', 'pages', 'aws', 'ops', 'inspector', 'config', 'session-store'],
  'server': ['site', 'ops', 'config', 'session-store'],
  'doctor': ['auth', 'redis', 'aws', 'config', 'session-store'],
  'local-pool': [],
  'demo': ['site', 'ops', 'config', 'session-store', 'local-pool'],
};

/** Who alone may import a library. Types count: replacing a library is to be one file's work. */
const keepers: Readonly<Record<string, RegExp>> = {
  'openid-client': /^src\/auth\/pool\/pool(-errors)?\.ts$/,
  'jose': /^src\/(auth\/tokens\/(token-verifier|key-set)\.ts|local-pool\/)/,
  'express-session': /^src\/auth\/sessions\/(session|express-store)\.ts$/,
  'redis': /^src\/redis\//,
  'ejs': /^src\/(pages\/views\.ts|local-pool\/)/,
  'bowser': /^src\/pages\/user-agent\.ts$/,
  'helmet': /^src\/ops\/security-headers\.ts$/,
  'pino': /^src\/ops\/log\.ts$/,
  'prom-client': /^src\/ops\/metrics\.ts$/,
  'express-rate-limit': /^src\/ops\/limits\.ts$/,
};

const offenders = (
  isOffence: (source: Source, target: Source['imports'][number]) => boolean,
): readonly string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter((one) => isOffence(source, one))
      .map(({ target }) => `${source.path} imports ${target}`),
  );

const isAcross = (path: string, target: string): boolean => roomOf(path) !== roomOf(target);

describe('rooms', () => {
  test('every room has its place in the picture', () => {
    expect([...rooms].filter((room) => mayUse[room] === undefined)).toEqual([]);
  });

  test('each uses only those that it may', () => {
    const found = offenders(({ path }, { target, isOurs }) => {
      const isAllowed = mayUse[roomOf(path)]?.includes(roomOf(target)) ?? false;
      return isOurs && isAcross(path, target) && !isAllowed;
    });
    expect(found).toEqual([]);
  });

  test('nothing reaches outside src', () => {
    expect(offenders((_source, { target, isOurs }) => isOurs && !target.startsWith('src/'))).toEqual([]);
  });

  test('redis takes types from auth and nothing else, so that it can be lifted without it running', () => {
    const found = offenders(
      ({ path }, { target, isOurs, isTypeOnly }) =>
        roomOf(path) === 'redis' && isOurs && roomOf(target) === 'auth' && !isTypeOnly,
    );
    expect(found).toEqual([]);
  });

  test('a folder is used by its index from outside, and never from inside', () => {
    const outside = offenders(
      ({ path }, { target, isOurs }) =>
        isOurs &&
        isAcross(path, target) &&
        /^src\/(auth|redis|pages|api|aws|inspector|local-pool)\//.test(target) &&
        !target.endsWith('/index.ts'),
    );
    const inside = offenders(
      ({ path }, { target, isOurs }) =>
        isOurs && !isAcross(path, target) && /^src\/[^/]+\/index\.ts$/.test(target),
    );
    expect({ outside, inside }).toEqual({ outside: [], inside: [] });
  });

  test('nothing but the demo knows of the local pool', () => {
    const found = sources
      .filter(({ path, text }) => !['demo', 'local-pool'].includes(roomOf(path)) && /local-?pool/i.test(text))
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });

  test('no circle of imports', () => {
    expect(findCycle(sources)).toBeUndefined();
  });
});

describe('files', () => {
  test('each library has one keeper', () => {
    const found = offenders(({ path }, { target }) => keepers[target]?.test(path) === false);
    expect(found).toEqual([]);
  });

  test('only the configuration reads the environment', () => {
    const found = sources
      .filter(
        ({ path, text }) =>
          /process\.env\b/.test(text) &&
          // The local pool is a program of its own, and asks only whether this is production.
          !/^src\/(config\/|demo\.ts|local-pool\/(main|start\/production)\.ts|doctor\/)/.test(path),
      )
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });

  test('none is longer than 250 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  test('all speak one dialect: constants in camelCase, request and response in full (lint keeps the rest)', () => {
    // Single letters stay: they are the names that RFC 5054 gives to the numbers of SRP.
    const words = /^\s*(?:export )?const [A-Z][A-Z0-9_]+\b|[({,]\s*_?(?:req|res)\b(?=\s*[,:)])/m;
    expect(sources.filter(({ text }) => words.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('none switches a check of the compiler or the linter off', () => {
    const found = sources
      .filter(({ text }) =>
        /@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable|prettier-ignore/.test(text),
      )
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });
});

test('every error code has a text for people', () => {
  expect(new Set(Object.keys(errorTexts))).toEqual(new Set(Object.keys(statusByCode)));
});

test('the search for circles finds one', () => {
  const file = (path: string, target: string): Source => ({
    path,
    text: '',
    imports: [{ target, isOurs: true, isTypeOnly: true }],
  });
  expect(findCycle([file('a.ts', 'b.ts'), file('b.ts', 'c.ts'), file('c.ts', 'b.ts')])).toEqual([
    'b.ts',
    'c.ts',
    'b.ts',
  ]);
});
