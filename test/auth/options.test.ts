import { describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../src/auth/sessions/memory-store.js';
import { settingsFrom, type AuthOptions, type PoolOptions } from '../../src/auth/options.js';

const secret = 'a secret of the tests that is long enough';
const pool: PoolOptions = {
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_aB3dEfGh1',
  clientId: 'client',
  clientSecret: 'hidden-client-secret',
};
const options = (changes: Partial<AuthOptions> = {}, inPool: Partial<PoolOptions> = {}): AuthOptions => ({
  baseUrl: 'https://app.example',
  secrets: [secret],
  store: createMemoryStore(),
  ...changes,
  pool: { ...pool, ...inPool },
});

test('what is derived from the options is what the pool has registered', () => {
  expect(settingsFrom(options({ baseUrl: 'https://app.example/portal/' }))).toMatchObject({
    origin: 'https://app.example',
    basePath: '/portal',
    redirectUri: 'https://app.example/portal/auth/callback',
    signedOutUrl: 'https://app.example/portal/signed-out',
    bearerClientIds: ['client'],
    resource: 'https://app.example/portal',
    isHttps: true,
    isCognito: true,
    scopes: ['openid', 'email', 'profile'],
    deadlineMs: 5000,
    idleMs: 3_600_000,
    maxMs: 43_200_000,
    outageGraceMs: 900_000,
  });
});

test('what is set counts in place of what is usual', () => {
  const now = () => 17;
  const langOf = () => 'fr';
  const changes = {
    baseUrl: 'http://localhost:3000//',
    mountPath: '/login',
    signedOutPath: '/bye',
    idleMinutes: 60,
    maxHours: 1,
    outageGraceMinutes: 0,
    sessionsPerPerson: 3,
    api: { clientIds: ['phone', 'spa'], resource: 'https://api.example' },
    tracer: { startActiveSpan: () => undefined as never },
    traceToPool: true,
    langOf,
    now,
  };
  const inPool = {
    issuer: 'https://idp.example',
    clientAuthentication: 'client_secret_post',
    domain: 'https://login.idp.example/',
    scopes: ['openid'],
    deadlineMs: 100,
  } as const;
  expect(settingsFrom(options(changes, inPool))).toEqual({
    issuer: 'https://idp.example',
    isCognito: false,
    clientId: 'client',
    clientSecret: 'hidden-client-secret',
    clientAuthentication: 'client_secret_post',
    domain: 'https://login.idp.example',
    scopes: ['openid'],
    deadlineMs: 100,
    bearerClientIds: ['phone', 'spa'],
    resource: 'https://api.example',
    origin: 'http://localhost:3000',
    isHttps: false,
    basePath: '',
    mountPath: '/login',
    redirectUri: 'http://localhost:3000/login/callback',
    signedOutUrl: 'http://localhost:3000/bye',
    secrets: [secret],
    idleMs: 3_600_000,
    maxMs: 3_600_000,
    outageGraceMs: 0,
    sessionsPerPerson: 3,
    traceToPool: true,
    langOf,
    now,
  });
});

test('what is not set is as usual', () => {
  const settings = settingsFrom(options());
  const { domain, clientAuthentication, sessionsPerPerson, now, mountPath, traceToPool } = settings;
  expect({ domain, clientAuthentication, sessionsPerPerson, now, mountPath, traceToPool }).toEqual({
    domain: undefined,
    traceToPool: false,
    clientAuthentication: undefined,
    sessionsPerPerson: 50,
    now: Date.now,
    mountPath: '/auth',
  });
});

test('an app client without a secret needs none of what belongs to one', () => {
  const { clientSecret: _, ...withoutSecret } = pool;
  expect(settingsFrom({ ...options(), pool: withoutSecret }).clientSecret).toBeUndefined();
  expect(() =>
    settingsFrom({ ...options(), pool: { ...withoutSecret, clientAuthentication: 'client_secret_basic' } }),
  ).toThrow(
    new TypeError(
      'createAuth: pool.clientAuthentication must be left out for an app client without a secret',
    ),
  );
});

describe('from plain JavaScript anything may come:', () => {
  const messageOf = (given: unknown): string => {
    try {
      settingsFrom(given as AuthOptions);
      return 'none';
    } catch (error) {
      return String(error);
    }
  };

  test('no options at all', () => {
    for (const nothing of [undefined, null, 'options', []])
      expect(messageOf(nothing)).toBe(
        'TypeError: createAuth: needs its options: pool, baseUrl, secrets and store',
      );
  });

  test('no pool, which is one mistake and not three', () => {
    expect(messageOf({ ...options(), pool: undefined })).toBe(
      'TypeError: createAuth: pool must be given: { issuer, clientId, clientSecret } of the user pool and its app client',
    );
  });

  test('options in each other’s place, and several mistakes at once', () => {
    const misplaced = {
      ...options(),
      clientId: 'a',
      pool: { ...pool, maxHours: 1 },
      api: { idleMinutes: 1 },
    };
    expect(messageOf(misplaced).split('\n')).toEqual([
      'TypeError: createAuth:',
      '  clientId is no option here: it is pool.clientId',
      '  pool.maxHours is no option here: it is maxHours',
      '  api.idleMinutes is no option here: it is idleMinutes',
    ]);
  });

  test('a trace for the pool where nothing is traced; one that is not wanted contradicts nothing', () => {
    expect(messageOf({ ...options(), traceToPool: true })).toBe(
      'TypeError: createAuth: traceToPool must be left out where no tracer is given',
    );
    expect(messageOf({ ...options(), traceToPool: false })).toBe('none');
  });

  test('options that contradict each other, once each is right by itself', () => {
    const own = { ...options(), idleMinutes: 61, maxHours: 1 };
    const domain = 'https://app.auth.us-east-1.amazoncognito.com';
    const contradicting = { ...own, pool: { ...pool, domain } };
    expect(messageOf(contradicting).split('\n')).toEqual([
      'TypeError: createAuth:',
      '  idleMinutes must be more than 0 and not more than maxHours',
      '  pool.domain must be of the region that pool.issuer is of',
    ]);
    expect(messageOf({ ...contradicting, mountPath: '/' })).toBe(
      'TypeError: createAuth: mountPath must be a path such as /auth, without a slash at the end',
    );
  });
});

test('the settings cannot be changed afterwards', () => {
  expect(Object.isFrozen(settingsFrom(options()))).toBe(true);
});

const mustBeUrl = (name: string) => `createAuth: ${name} must be an absolute URL`;
const mustBeHttps = (name: string) =>
  `createAuth: ${name} must be https (http only on localhost, 127.0.0.1 or [::1])`;
const mustBeBare = (name: string) =>
  `createAuth: ${name} must have no user name, password, query or fragment`;
const deadline = 'createAuth: pool.deadlineMs must be from 1 to 60000';
const issuerShape =
  'createAuth: pool.issuer must be written as the issuer writes it in its tokens: in lower case, without a query or a fragment';
const cognitoSlash = 'createAuth: pool.issuer must have no trailing slash: Cognito writes it without one';

test('an issuer that writes itself with a slash at the end is taken as it is', () => {
  const issuer = 'https://tenant.idp.example/';
  expect(settingsFrom(options({}, { issuer })).issuer).toBe(issuer);
});

describe('a mistake is told at start, by the name of the option:', () => {
  test.each<readonly [string, Partial<AuthOptions>, Partial<PoolOptions>, string]>([
    ['a base URL that is a host', { baseUrl: 'app.example' }, {}, mustBeUrl('baseUrl')],
    ['an empty base URL', { baseUrl: '' }, {}, mustBeUrl('baseUrl')],
    ['http in public', { baseUrl: 'http://app.example' }, {}, mustBeHttps('baseUrl')],
    [
      'http on a host that only begins like localhost',
      { baseUrl: 'http://localhost.evil.example' },
      {},
      mustBeHttps('baseUrl'),
    ],
    ['another scheme', { baseUrl: 'ftp://localhost' }, {}, mustBeHttps('baseUrl')],
    ['a script', { baseUrl: 'javascript:alert(1)' }, {}, mustBeHttps('baseUrl')],
    ['a password in the base URL', { baseUrl: 'https://a:b@app.example' }, {}, mustBeBare('baseUrl')],
    ['a query in the base URL', { baseUrl: 'https://app.example/?a=b' }, {}, mustBeBare('baseUrl')],
    ['a fragment in the base URL', { baseUrl: 'https://app.example/#a' }, {}, mustBeBare('baseUrl')],
    ['a pool id as issuer', {}, { issuer: 'eu-central-1_aB3dEfGh1' }, mustBeUrl('pool.issuer')],
    ['an issuer on http', {}, { issuer: pool.issuer.replace('https', 'http') }, mustBeHttps('pool.issuer')],
    ['a Cognito issuer with a slash at the end', {}, { issuer: `${pool.issuer}/` }, cognitoSlash],
    ['an issuer in capitals', {}, { issuer: 'https://IDP.example/pool' }, issuerShape],
    ['an issuer with a query', {}, { issuer: `${pool.issuer}?a` }, mustBeBare('pool.issuer')],
    [
      'a domain that is a host',
      {},
      { domain: 'app.auth.eu-central-1.amazoncognito.com' },
      mustBeUrl('pool.domain'),
    ],
    [
      'the user pool domain as issuer (F-S26)',
      {},
      { issuer: 'https://app.auth.eu-central-1.amazoncognito.com' },
      'createAuth: pool.issuer must be the issuer (https://cognito-idp.<region>.amazonaws.com/<user pool id>): this is the user pool domain, which belongs in pool.domain',
    ],
    [
      'the discovery address as issuer (F-S26)',
      {},
      { issuer: `${pool.issuer}/.well-known/openid-configuration` },
      'createAuth: pool.issuer must be the issuer alone, without /.well-known and what follows it',
    ],
    [
      'a Cognito issuer without its pool id (F-S26)',
      {},
      { issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/other' },
      'createAuth: pool.issuer must end with the user pool id (https://cognito-idp.<region>.amazonaws.com/<user pool id>)',
    ],
    [
      'the issuer as domain (F-S26)',
      {},
      { domain: pool.issuer },
      'createAuth: pool.domain must be the user pool domain: this is the issuer, which belongs in pool.issuer',
    ],
    [
      'a page of the domain (F-S26)',
      {},
      { domain: 'https://auth.example/login' },
      'createAuth: pool.domain must have nothing after the host',
    ],
    [
      'the callback as base URL (F-S26)',
      { baseUrl: 'https://app.example/auth/callback' },
      {},
      'createAuth: baseUrl must be the address of the site: the callback is made from it, so leave out what follows the host or the prefix',
    ],
    [
      'a client secret with a line break (F-S26)',
      {},
      { clientSecret: 'hidden-client-secret\n' },
      'createAuth: pool.clientSecret must be the secret of the app client as the pool shows it, without blanks or line breaks',
    ],
    [
      'the secret of the client for the sessions (F-S26)',
      { secrets: [secret.replaceAll(' ', '-')] },
      { clientSecret: secret.replaceAll(' ', '-') },
      'createAuth: secrets must be secrets of their own, not the secret of the app client',
    ],
    [
      'the secret of the client among those of the sessions',
      { secrets: [secret, secret.replaceAll(' ', '-')] },
      { clientSecret: secret.replaceAll(' ', '-') },
      'createAuth: secrets must be secrets of their own, not the secret of the app client',
    ],
    ['a domain on http', {}, { domain: 'http://auth.example' }, mustBeHttps('pool.domain')],
    [
      'an issuer of two regions (F-D11)',
      {},
      { issuer: pool.issuer.replace('idp.eu-central-1', 'idp.us-east-1') },
      'createAuth: pool.issuer must be of one region: its host and the user pool id in it name different ones',
    ],
    [
      'a domain of another region (F-D11)',
      {},
      { domain: 'https://app.auth.us-east-1.amazoncognito.com' },
      'createAuth: pool.domain must be of the region that pool.issuer is of',
    ],
    ['no client id', {}, { clientId: '' }, 'createAuth: pool.clientId must be the id of the app client'],
    [
      'an empty client secret',
      {},
      { clientSecret: '' },
      'createAuth: pool.clientSecret must be left out for an app client without a secret, not be empty',
    ],
    [
      'scopes without openid',
      {},
      { scopes: ['email'] },
      'createAuth: pool.scopes must have openid, or the pool gives no ID token',
    ],
    ['no secret', { secrets: [] }, {}, 'createAuth: secrets must hold at least one secret'],
    ['an empty secret', { secrets: [''] }, {}, 'createAuth: secrets must be 32 characters or longer each'],
    [
      'a short secret',
      { secrets: ['x'.repeat(31)] },
      {},
      'createAuth: secrets must be 32 characters or longer each',
    ],
    [
      'a short second secret',
      { secrets: [secret, 'short'] },
      {},
      'createAuth: secrets must be 32 characters or longer each',
    ],
    [
      'no idle time',
      { idleMinutes: 0 },
      {},
      'createAuth: idleMinutes must be more than 0 and not more than maxHours',
    ],
    [
      'a negative idle time',
      { idleMinutes: -1 },
      {},
      'createAuth: idleMinutes must be more than 0 and not more than maxHours',
    ],
    [
      'an idle time that is no number',
      { idleMinutes: Number.NaN },
      {},
      'createAuth: idleMinutes must be a number, and is NaN: what it is made from is not set, or is none',
    ],
    [
      'more idle time than there is at all',
      { idleMinutes: 61, maxHours: 1 },
      {},
      'createAuth: idleMinutes must be more than 0 and not more than maxHours',
    ],
    [
      'an absolute limit that is no number',
      { maxHours: Number.NaN },
      {},
      'createAuth: maxHours must be a number, and is NaN: what it is made from is not set, or is none',
    ],
    [
      'no end at all',
      { maxHours: Infinity },
      {},
      'createAuth: maxHours must be a number of hours: no session lasts for ever',
    ],
    ['no deadline', {}, { deadlineMs: 0 }, deadline],
    ['an endless deadline', {}, { deadlineMs: Infinity }, deadline],
    [
      'a deadline that is no number',
      {},
      { deadlineMs: Number.NaN },
      'createAuth: pool.deadlineMs must be a number, and is NaN: what it is made from is not set, or is none',
    ],
    ['a negative grace', { outageGraceMinutes: -1 }, {}, 'createAuth: outageGraceMinutes must be 0 or more'],
    [
      'a grace that is no number',
      { outageGraceMinutes: Number.NaN },
      {},
      'createAuth: outageGraceMinutes must be a number, and is NaN: what it is made from is not set, or is none',
    ],
    [
      'a mount path without a slash',
      { mountPath: 'auth' },
      {},
      'createAuth: mountPath must be a path such as /auth, without a slash at the end',
    ],
    [
      'a mount path with a slash at the end',
      { mountPath: '/auth/' },
      {},
      'createAuth: mountPath must be a path such as /auth, without a slash at the end',
    ],
    [
      'the root as mount path',
      { mountPath: '/' },
      {},
      'createAuth: mountPath must be a path such as /auth, without a slash at the end',
    ],
    [
      'a mount path elsewhere',
      { mountPath: '//evil.example' },
      {},
      'createAuth: mountPath must be a path such as /auth, without a slash at the end',
    ],
    [
      'a signed-out page elsewhere',
      { signedOutPath: 'https://evil.example' },
      {},
      'createAuth: signedOutPath must be a path such as /signed-out, without a slash at the end',
    ],
  ])('%s', (_what, changes, inPool, message) => {
    expect(() => settingsFrom(options(changes, inPool))).toThrow(new TypeError(message));
  });
});

test('no message shows a secret', () => {
  const mistakes = [
    options({ secrets: ['hidden-secret'] }),
    options({ baseUrl: 'http://app.example' }),
    options({}, { clientId: '' }),
  ];
  for (const mistake of mistakes) {
    expect(() => settingsFrom(mistake)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hidden') }),
    );
  }
});

describe('what counts as Cognito', () => {
  test.each([
    ['https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_aB3dEfGh1', true],
    ['https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_aB3dEfGh1', true],
    ['https://cognito-idp-fips.us-gov-west-1.amazonaws.com/us-gov-west-1_aB3dEfGh1', true],
    ['http://127.0.0.1:9400/us-east-1_Local0001', true],
    ['http://localhost:9400/us-east-1_Local0001', true],
    ['https://cognito-idp.eu-central-1.amazonaws.com.evil.example/eu-central-1_aB3dEfGh1', false],
    ['https://evil.example/cognito-idp.eu-central-1.amazonaws.com', false],
    ['https://idp.example/eu-central-1_aB3dEfGh1', false],
    ['http://127.0.0.1:9400', false],
  ])('%s: %s', (issuer, isCognito) => {
    expect(settingsFrom(options({}, { issuer })).isCognito).toBe(isCognito);
  });
});
