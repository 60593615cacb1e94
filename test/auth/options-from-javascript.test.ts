import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createAuth, createMemoryStore } from '../../src/auth/index.js';

const hidden = 'hidden-Secret-0123456789-abcdefghijk';
const clientSecret = 'client-Secret-0123456789-abcdefghijk';
const store = createMemoryStore();
const pool = { issuer: 'http://127.0.0.1:9400/us-east-1_Local0001', clientId: 'client', clientSecret };
const good = { pool, baseUrl: 'https://app.example', secrets: [hidden], store };

/** As plain JavaScript calls it: with anything. */
const create = createAuth as (options?: unknown) => unknown;

const messageOf = (options: unknown): string => {
  try {
    create(options);
    return 'none';
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
};

const inPool = (changes: object) => ({ ...good, pool: { ...pool, ...changes } });
const { clientId: _, ...withoutClientId } = pool;
const { store: __, ...withoutStore } = good;

describe('from plain JavaScript, a mistake is refused by name:', () => {
  test.each<readonly [string, unknown, string]>([
    ['no options', undefined, 'needs its options: pool, baseUrl, secrets and store'],
    ['no pool', { ...good, pool: undefined }, 'pool must be given'],
    ['no client id', { ...good, pool: withoutClientId }, 'pool.clientId must be the id of the app client'],
    ['no store', withoutStore, 'store must be a session store'],
    ['a store that is a Map', { ...good, store: new Map() }, 'store must be a session store'],
    [
      'a store of express-session',
      { ...good, store: { get() {}, set() {}, destroy() {} } },
      'one of express-session',
    ],
    [
      'a store that lacks a part',
      { ...good, store: { ...store, claim: undefined, leases: { take() {} } } },
      'this one lacks claim, leases.renew, leases.release',
    ],
    ['scopes as one text', inPool({ scopes: 'openid email' }), 'pool.scopes must be a list'],
    ['two scopes in one', inPool({ scopes: ['openid email'] }), 'pool.scopes must name each scope by itself'],
    ['secrets as one text', { ...good, secrets: hidden }, 'secrets must be a list'],
    ['a secret that is not set', { ...good, secrets: [undefined] }, 'secrets must be a list of texts'],
    ['a secret of one letter', { ...good, secrets: ['x'.repeat(40)] }, 'secrets must be random'],
    ['a secret twice', { ...good, secrets: [hidden, hidden] }, 'secrets must be different ones'],
    ['a misspelt option', { ...good, idleMinute: 5 }, 'idleMinute is no option: did you mean idleMinutes?'],
    [
      'a client secret by its name on the wire',
      inPool({ client_secret: clientSecret }),
      'pool.client_secret is no option: did you mean pool.clientSecret?',
    ],
    [
      'an option of the pool beside it',
      { ...good, clientId: 'a' },
      'clientId is no option here: it is pool.clientId',
    ],
    [
      'an option of the site in the pool',
      inPool({ baseUrl: 'a' }),
      'pool.baseUrl is no option here: it is baseUrl',
    ],
    ['an option that is none', { ...good, cookieDomain: 'a' }, 'cookieDomain is no option'],
    [
      'minutes as a text',
      { ...good, idleMinutes: '60' },
      'idleMinutes must be a number, not a text: Number(',
    ],
    [
      'a deadline as a text',
      inPool({ deadlineMs: '5000' }),
      'pool.deadlineMs must be a number, not a text: Number(',
    ],
    [
      'minutes of a variable that is not set',
      { ...good, outageGraceMinutes: Number(undefined) },
      'outageGraceMinutes must be a number, and is NaN',
    ],
    ['a listener that is none', { ...good, onEvent: 'log' }, 'onEvent must be a function'],
    ['a clock that is none', { ...good, now: 5 }, 'now must be a function'],
    [
      'a tracer that is none',
      { ...good, tracer: {} },
      "tracer must be a tracer, such as OpenTelemetry's trace.getTracer('my-app')",
    ],
    [
      'a yes in words',
      { ...good, tracer: { startActiveSpan: () => 1 }, traceToPool: 'yes' },
      'traceToPool must be true or false',
    ],
    [
      'a trace to tell where there is none',
      { ...good, traceToPool: true },
      'traceToPool must be left out where no tracer is given',
    ],
    ['a way up in a path', { ...good, signedOutPath: '/a/../b' }, 'signedOutPath must be a path'],
    ['an address object', { ...good, baseUrl: new URL(good.baseUrl) }, 'baseUrl must be an absolute URL'],
  ])('%s (F-S26)', (_mistake, options, said) => {
    const message = messageOf(options);
    expect(message).toContain(`createAuth: `);
    expect(message).toContain(said);
    expect(message).not.toMatch(/hidden-|client-Secret/);
  });

  test('all of them at once (F-S26)', () => {
    const message = messageOf({
      ...inPool({ scopes: 'openid', client_secret: 'a' }),
      baseUrl: 'app',
      maxHour: 1,
    });
    expect(message.split('\n')).toEqual([
      'createAuth:',
      '  maxHour is no option: did you mean maxHours?',
      '  baseUrl must be an absolute URL',
      '  pool.client_secret is no option: did you mean pool.clientSecret?',
      "  pool.scopes must be a list, such as ['openid', 'email'], not one text",
    ]);
  });
});

test('what may be left out may be undefined (F-S26)', () => {
  expect(messageOf({ ...inPool({ clientSecret: undefined, scopes: undefined }), onEvent: undefined })).toBe(
    'none',
  );
});

const names = ['baseUrl', 'secrets', 'store', 'mountPath', 'signedOutPath', 'idleMinutes', 'maxHours'];
const poolNames = ['issuer', 'clientId', 'clientSecret', 'domain', 'scopes', 'deadlineMs'];
const known = [...names, ...poolNames, 'outageGraceMinutes', 'onEvent', 'now', 'pool', 'options'];

const anything = fc.oneof(
  fc.anything(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    hidden,
    [hidden],
    `${hidden}\n`,
    [clientSecret, 3],
    Number.NaN,
    '',
    [],
    {},
    null,
    undefined,
  ),
  fc.double(),
  fc.array(fc.string()),
);
const some = (of: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...of, 'idleMinute', 'client_secret', hidden), anything);

const withChanges = (changes: object, ofPool: object) => ({ ...inPool(ofPool), ...changes });

test('whatever is given, createAuth works, or throws a TypeError that names an option and holds no secret (F-S26)', () => {
  const options = fc.oneof(
    { weight: 1, arbitrary: anything },
    {
      weight: 6,
      arbitrary: fc
        .tuple(some([...names, 'pool', 'onEvent', 'now']), some(poolNames))
        .map(([changes, ofPool]) => withChanges(changes, ofPool)),
    },
  );
  fc.assert(
    fc.property(options, (given) => {
      const message = messageOf(given);
      if (message === 'none') return;
      expect(message).toMatch(/^createAuth:/);
      expect(known.some((name) => message.includes(name))).toBe(true);
      expect(message).not.toMatch(/hidden-|client-Secret/);
    }),
    { numRuns: 2000 },
  );
});
