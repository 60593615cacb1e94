import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  'testing': ['auth'],
  'pages': ['auth', 'aws'],
  'api': ['auth'],
  'ops': ['auth', 'aws'],
  'inspector': ['auth'],
  'config': [],
  'session-store': ['auth', 'redis', 'ops', 'config'],
  'site-aws': ['auth', 'aws', 'config'],
  'app': ['auth', 'pages', 'api', 'aws', 'ops', 'inspector', 'config'],
  'site-auth': ['auth', 'config'],
  'site-self-service': ['auth', 'aws', 'pages', 'config'],
  'site': [
    'app',
    'auth',
    'pages',
    'aws',
    'ops',
    'inspector',
    'config',
    'session-store',
    'site-auth',
    'site-aws',
    'site-self-service',
  ],
  'server': ['site', 'ops', 'config', 'session-store'],
  'end-sign-ins': ['auth', 'ops', 'config', 'session-store', 'site-auth'],
  'doctor': ['auth', 'redis', 'aws', 'config', 'session-store'],
  'local-pool': [],
  'demo': ['site', 'pages', 'ops', 'config', 'session-store', 'local-pool'],
  'probe': ['local-pool'],
};

/** Who alone may import a library. Types count: replacing a library is to be one file's work. */
const keepers: Readonly<Record<string, RegExp>> = {
  // On Node 20 and 22, following one request makes every promise of the process dearer.
  'node:async_hooks': /^src\/inspector\//,
  'openid-client': /^src\/auth\/pool\/pool(-calls|-discovery|-errors)?\.ts$/,
  'jose': /^src\/(auth\/tokens\/(token-verifier|key-set)\.ts|local-pool\/)/,
  'express-session': /^src\/auth\/sessions\/(sessions|express-store|session-view)\.ts$/,
  'redis': /^src\/redis\//,
  '@aws-sdk/client-cognito-identity': /^src\/aws\/identity-pools\.ts$/,
  'ejs': /^src\/(pages\/views\.ts|local-pool\/)/,
  'bowser': /^src\/pages\/user-agent\.ts$/,
  'helmet': /^src\/ops\/security-headers\.ts$/,
  'pino': /^src\/ops\/log\.ts$/,
  '@aws-crypto/encrypt-node': /^src\/local-pool\/triggers\/sender-code\.ts$/,
  'prom-client': /^src\/ops\/metrics\/process\.ts$/,
  '@opentelemetry/api': /^src\/ops\/tracing\.ts$/,
  '@simplewebauthn/server': /^src\/local-pool\/people\/webauthn\.ts$/,
  '@peculiar/x509': /^src\/local-pool\/base\/x509\.ts$/,
  'express-rate-limit': /^src\/ops\/limits\.ts$/,
  '@aws-sdk/client-cognito-identity-provider':
    /^src\/(aws\/user-pools-client|doctor\/user-pools-api|probe\/sdk)\.ts$/,
  'uqr': /^src\/(pages\/self-service|local-pool\/hosted-ui)\/qr-code\.ts$/,
};

/** `jose` for `jose/jwt/verify`: a part of a library is the library. */
const libraryOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');

const offenders = (
  isOffence: (source: Source, target: Source['imports'][number]) => boolean,
): readonly string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter((one) => isOffence(source, one))
      .map(({ target }) => `${source.path} imports ${target}`),
  );

/**
 * What the helpers for tests take from inside of auth. They do what a sign-in does at its end, by its own parts, so that
 * neither has a second form, and so that auth itself offers nobody a way to sign in without a pool.
 */
const lentToTesting: ReadonlySet<string> = new Set([
  'src/auth/cookies.ts',
  'src/auth/option-checks.ts',
  'src/auth/options.ts',
  'src/auth/sessions/session-of-request.ts',
  'src/auth/tokens/token-set.ts',
  'src/auth/user.ts',
]);

const isLent = (path: string, target: string): boolean =>
  roomOf(path) === 'testing' && lentToTesting.has(target);

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

  test('redis and aws take types from auth and nothing else, so that they can be lifted without it running', () => {
    const found = offenders(
      ({ path }, { target, isOurs, isTypeOnly }) =>
        ['redis', 'aws'].includes(roomOf(path)) && isOurs && roomOf(target) === 'auth' && !isTypeOnly,
    );
    expect(found).toEqual([]);
  });

  test('a folder is used by its index from outside, and never from inside', () => {
    const outside = offenders(
      ({ path }, { target, isOurs }) =>
        isOurs &&
        isAcross(path, target) &&
        /^src\/(auth|redis|pages|api|aws|testing|inspector|local-pool)\//.test(target) &&
        !target.endsWith('/index.ts') &&
        !isLent(path, target),
    );
    const inside = offenders(
      ({ path }, { target, isOurs }) =>
        isOurs && !isAcross(path, target) && /^src\/[^/]+\/index\.ts$/.test(target),
    );
    expect({ outside, inside }).toEqual({ outside: [], inside: [] });
  });

  test('the helpers for tests take from inside of auth what they are lent, and all of it', () => {
    const taken = sources
      .filter(({ path }) => roomOf(path) === 'testing')
      .flatMap(({ imports }) => imports.map(({ target }) => target))
      .filter((target) => target.startsWith('src/auth/') && target !== 'src/auth/index.ts');
    expect(new Set(taken)).toEqual(lentToTesting);
  });

  test('nothing that runs in production knows of the helpers for tests', () => {
    const found = offenders(
      ({ path }, { target, isOurs }) => isOurs && roomOf(path) !== 'testing' && roomOf(target) === 'testing',
    );
    expect(found).toEqual([]);
  });

  test('starting the site loads no library of AWS: the first call that needs one does', () => {
    const loaded = loadedWith('src/server.ts');
    expect(loaded).toContain('src/aws/aws-credentials.ts');
    expect(loaded.filter((target) => target.startsWith('@aws-sdk/'))).toEqual([]);
  });

  test('starting the site loads no OpenTelemetry: tracing does, where it is turned on', () => {
    const loaded = loadedWith('src/server.ts');
    expect(loaded).toContain('src/ops/tracing.ts');
    expect(loaded.filter((target) => target.startsWith('@opentelemetry/'))).toEqual([]);
  });

  test('nothing but the demo and the probe knows of the local pool', () => {
    const found = sources
      .filter(
        ({ path, text }) =>
          !['demo', 'probe', 'local-pool'].includes(roomOf(path)) && /local-?pool/i.test(text),
      )
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });

  test('no circle of imports', () => {
    expect(findCycle(sources)).toBeUndefined();
  });
});

/** What is loaded with a file: what it imports, and what that imports, but types and what is imported by a call. */
const loadedWith = (start: string): readonly string[] => {
  const loaded = new Set([start]);
  for (const path of loaded) {
    const source = sources.find((one) => one.path === path);
    const lines =
      source?.text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^;'"]*?from\s+)?'([^']+)'/gm) ?? [];
    for (const [, name = ''] of lines)
      loaded.add(name.startsWith('.') ? join(dirname(path), name).replace(/\.js$/, '.ts') : name);
  }
  return [...loaded];
};

describe('rooms of src/auth', () => {
  /** Files at the top that every room may use. They use each other and no room. */
  const ground = new Set([
    'cookies',
    'errors',
    'events',
    'fetch',
    'http',
    'levels',
    'meaning',
    'operator-warnings',
    'option-checks',
    'option-rules',
    'options',
    'reasons',
    'seal',
    'store',
    'tracing',
    'user',
    'waiting',
    'watched-store',
  ]);

  /** Which rooms each room may use beside the ground. */
  const mayUse: Readonly<Record<string, readonly string[]>> = {
    'pool': [],
    'tokens': ['pool'],
    'sessions': ['pool'],
    'refresh': ['pool', 'tokens', 'sessions'],
    'sign-in': ['pool', 'tokens', 'sessions', 'refresh'],
    'guards': ['tokens', 'sessions', 'refresh', 'sign-in'],
    'router': ['pool', 'sessions', 'sign-in', 'guards'],
    'auth': ['pool', 'sign-in', 'guards'],
    'traced': ['refresh', 'sign-in'],
    'create-auth': ['auth', 'pool', 'tokens', 'sessions', 'refresh', 'sign-in', 'guards', 'router', 'traced'],
  };

  const roomNames = /\b(?:pool|tokens|sessions|refresh|sign-in|guards)\b/g;

  const ofAuth = sources.filter(({ path }) => roomOf(path) === 'auth' && path !== 'src/auth/index.ts');
  const roomInAuth = (path: string): string => path.split('/')[2]?.replace(/\.ts$/, '') ?? '';
  const across = ofAuth.flatMap(({ path, imports }) =>
    imports
      .filter(({ target, isOurs }) => isOurs && roomInAuth(path) !== roomInAuth(target))
      .map(({ target, isTypeOnly }) => ({ path, target, isTypeOnly })),
  );
  const offendersOf = (isOffence: (one: (typeof across)[number]) => boolean): readonly string[] =>
    across.filter(isOffence).map(({ path, target }) => `${path} imports ${target}`);

  test('each uses the ground, and only those rooms that it may', () => {
    const found = offendersOf(({ path, target }) => {
      const isAllowed = mayUse[roomInAuth(path)]?.includes(roomInAuth(target)) ?? false;
      return !ground.has(roomInAuth(target)) && !isAllowed;
    });
    expect(found).toEqual([]);
  });

  test('each is in the picture, and the picture has no other', () => {
    const found = new Set(ofAuth.map(({ path }) => roomInAuth(path)));
    expect(found).toEqual(new Set([...ground, ...Object.keys(mayUse)]));
  });

  test.each([
    ['docs/architecture.md', /^\| `([\w-]+)(?:\/|\.ts)` +\|[^|]*\|([^|]*)\|$/gm],
    ['src/auth/README.md', /^\| \[([\w-]+)\]\([\w-]+\/\) +\|[^|]*\|([^|]*)\|$/gm],
  ])('%s says of each room which it may use', (page, row) => {
    const [, table = ''] =
      /^## Rooms(?: of `src\/auth`)?\n([\s\S]*?)^## /m.exec(readFileSync(page, 'utf8')) ?? [];
    const said = [...table.matchAll(row)].flatMap(([, room = '', cell = '']) =>
      mayUse[room] === undefined || /\ball\b/.test(cell) ? [] : [[room, cell.match(roomNames) ?? []]],
    );
    expect(said.length).toBeGreaterThanOrEqual(6);
    expect(said).toEqual(said.map(([room]) => [room, mayUse[String(room)]]));
  });

  test('the tokens know of the pool what its answers look like, and do not call it', () => {
    const found = offendersOf(
      ({ path, target, isTypeOnly }) =>
        roomInAuth(path) === 'tokens' && roomInAuth(target) === 'pool' && !isTypeOnly,
    );
    expect(found).toEqual([]);
  });

  test('the index is exports and nothing else', () => {
    const statements = readFileSync('src/auth/index.ts', 'utf8').split(/;\n/).filter(Boolean);
    expect(statements.filter((one) => !/^export (?:type )?\{[^}]*\} from '[^']+'$/.test(one))).toEqual([]);
  });

  test('the page that travels with the folder leads nowhere outside it', () => {
    const links = [...readFileSync('src/auth/README.md', 'utf8').matchAll(/\]\((?!https:)([^)#]+)/g)].map(
      ([, link = '']) => link,
    );
    expect(links.filter((link) => link.startsWith('..') || !existsSync(`src/auth/${link}`))).toEqual([]);
  });
});

describe('files', () => {
  test('each library has one keeper', () => {
    const found = offenders(({ path }, { target }) => keepers[libraryOf(target)]?.test(path) === false);
    expect(found).toEqual([]);
  });

  test('only the configuration reads the environment', () => {
    const found = sources
      .filter(
        ({ path, text }) =>
          /process\.env\b/.test(text) &&
          // The local pool is a program of its own; it and the helpers for tests ask only whether this is production.
          !/^src\/(config\/|demo\.ts|(local-pool\/(main|start\/production)|testing\/production)\.ts|doctor\/)/.test(
            path,
          ),
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

interface Room {
  /** The file that says, at its top, what belongs in the room. */
  readonly explainedIn: string;
  readonly mayUse: readonly string[];
}

const lowerRooms = ['base', 'triggers', 'people', 'tokens', 'http', 'data-file', 'service'];
const upperRooms = ['oauth', 'user-pools-api', 'control', 'hosted-ui'];

/** The rooms of the local pool, from the ground up. */
const poolRooms: Readonly<Record<string, Room>> = {
  'base': { explainedIn: 'base/model.ts', mayUse: [] },
  'triggers': { explainedIn: 'triggers/triggers.ts', mayUse: ['base'] },
  'people': { explainedIn: 'people/people.ts', mayUse: ['base', 'triggers'] },
  'tokens': { explainedIn: 'tokens/tokens.ts', mayUse: ['base', 'triggers'] },
  'http': { explainedIn: 'http/endpoint.ts', mayUse: ['base', 'tokens'] },
  'data-file': { explainedIn: 'data-file/data-file.ts', mayUse: ['base', 'tokens'] },
  'service': { explainedIn: 'service.ts', mayUse: ['base', 'triggers', 'people', 'tokens', 'http'] },
  'providers': { explainedIn: 'providers/openid-provider.ts', mayUse: ['base'] },
  'oauth': {
    explainedIn: 'oauth/routes.ts',
    mayUse: ['base', 'triggers', 'tokens', 'http', 'providers', 'service'],
  },
  'user-pools-api': {
    explainedIn: 'user-pools-api/index.ts',
    mayUse: ['base', 'triggers', 'providers', 'people', 'tokens', 'service'],
  },
  'control': { explainedIn: 'control/controls.ts', mayUse: lowerRooms },
  'hosted-ui': {
    explainedIn: 'hosted-ui/routes.ts',
    mayUse: ['base', 'triggers', 'people', 'http', 'providers', 'service', 'oauth'],
  },
  'start': { explainedIn: 'start/local-pool.ts', mayUse: [...lowerRooms, ...upperRooms] },
  'index': {
    explainedIn: 'index.ts',
    mayUse: ['base', 'triggers', 'people', 'tokens', 'http', 'control', 'start'],
  },
  'main': { explainedIn: 'main.ts', mayUse: ['tokens', 'start'] },
};

/** The rooms inside of the user pools API. */
const apiRooms: Readonly<Record<string, Room>> = {
  'protocol': { explainedIn: 'protocol/api.ts', mayUse: [] },
  'model': { explainedIn: 'model/shapes.ts', mayUse: ['protocol'] },
  'person': { explainedIn: 'person/attributes.ts', mayUse: ['protocol'] },
  'sign-up': { explainedIn: 'sign-up/sign-up.ts', mayUse: ['protocol', 'person'] },
  'admin': { explainedIn: 'admin/people.ts', mayUse: ['protocol', 'person'] },
  'self-service': { explainedIn: 'self-service/profile.ts', mayUse: ['protocol', 'person'] },
  'provisioning': { explainedIn: 'provisioning/pools.ts', mayUse: ['protocol', 'person'] },
  'user-import': { explainedIn: 'user-import/jobs.ts', mayUse: ['protocol'] },
  'files': { explainedIn: 'files.ts', mayUse: ['provisioning', 'user-import'] },
  'identity-pools': { explainedIn: 'identity-pools/operations.ts', mayUse: ['protocol'] },
  'sign-in': { explainedIn: 'sign-in/operations.ts', mayUse: ['protocol', 'person', 'sign-up'] },
  'operations': {
    explainedIn: 'operations.ts',
    mayUse: [
      'protocol',
      'model',
      'sign-up',
      'admin',
      'self-service',
      'provisioning',
      'identity-pools',
      'sign-in',
      'user-import',
    ],
  },
  'index': { explainedIn: 'index.ts', mayUse: ['protocol', 'operations', 'files'] },
};

describe.each([
  ['src/local-pool/', poolRooms],
  ['src/local-pool/user-pools-api/', apiRooms],
])('the rooms in %s', (folder, rooms) => {
  /** The room of a file below the folder; undefined for one that is elsewhere. */
  const room = (path: string): string | undefined =>
    path.startsWith(folder) ? path.slice(folder.length).split('/')[0]?.replace(/\.ts$/, '') : undefined;

  const inside = sources.filter(({ path }) => path.startsWith(folder));

  test('are those of the picture, and no others', () => {
    expect(new Set(inside.map(({ path }) => room(path)))).toEqual(new Set(Object.keys(rooms)));
  });

  test('use only those that they may', () => {
    const found = offenders(({ path }, { target }) => {
      const [from, to] = [room(path), room(target)];
      if (from === undefined || to === undefined || from === to) return false;
      return rooms[from]?.mayUse.includes(to) !== true;
    });
    expect(found).toEqual([]);
  });

  test('say what belongs there, at the top of the file that a reader opens first', () => {
    const silent = Object.values(rooms).filter(({ explainedIn }) => {
      const file = inside.find(({ path }) => path === `${folder}${explainedIn}`);
      return file === undefined || !/^(#!.*\n)?\/\/ [^\n]{40}/.test(file.text);
    });
    expect(silent).toEqual([]);
  });
});

test('docs/architecture.md has the rooms of the local pool, each with the file that it begins in', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');
  const [, table = ''] = /^## The local pool\n([\s\S]*?)^As a house/m.exec(page) ?? [];
  const rows = [...table.matchAll(/^\| `([\w.-]+)(?:\/)?` +\|(?: `([\w.-]+)`)? +\|/gm)];
  const said = rows.map(([, room = '', file]) => [
    room.replace(/\.ts$/, ''),
    file === undefined ? room : `${room}/${file}`,
  ]);
  expect(said).toEqual(Object.entries(poolRooms).map(([room, { explainedIn }]) => [room, explainedIn]));
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
