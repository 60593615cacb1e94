import { describe, expect, test } from '@jest/globals';
import {
  checksOfApi,
  checksOfPool,
  checksOfSite,
  isCognitoIssuer,
  isOfOneRegion,
} from '../../src/auth/option-rules.js';
import { createMemoryStore } from '../../src/auth/sessions/memory-store.js';
import { cognitoIssuer } from '../support/settings.js';

const rules = { ...checksOfPool, ...checksOfApi, ...checksOfSite };
type Name = keyof typeof rules;

/** A value of an option, and a part of what is said of it: `undefined` where it is right. */
type Case = readonly [unknown, string | undefined];

/** One test for each value; more than one may be wrong for the same reason. */
const holds = (name: Name, cases: readonly Case[]): void =>
  describe(name, () => {
    test.each(cases)('%j: %s', (value, said) => {
      const problem = rules[name](value);
      if (said === undefined) expect(problem).toBeUndefined();
      else expect(problem).toContain(said);
    });
  });

const mayBeLeftOut: readonly Name[] = [
  ...(['api', 'clientIds', 'resource'] as const),
  ...(['clientSecret', 'clientAuthentication', 'domain', 'scopes', 'providers', 'deadlineMs'] as const),
  ...(['mountPath', 'signedOutPath', 'idleMinutes', 'maxHours', 'outageGraceMinutes'] as const),
  ...([
    'sessionsPerPerson',
    'signOutOfOtherApps',
    'langOf',
    'fetch',
    'onEvent',
    'now',
    'tracer',
    'traceToPool',
  ] as const),
];

test('what has a default may be left out, and nothing else', () => {
  const names = Object.keys(rules) as Name[];
  expect(names.filter((name) => rules[name](undefined) === undefined).sort()).toEqual(
    mayBeLeftOut.toSorted(),
  );
});

const poolId = 'eu-central-1_AbCdEfGhI';
const host = 'https://cognito-idp.eu-central-1.amazonaws.com';
const asWritten = 'written as the issuer writes it in its tokens';
const twoRegions = 'must be of one region';
const noPoolId = 'must end with the user pool id (https://cognito-idp.<region>.amazonaws.com/<user pool id>)';

holds('issuer', [
  [cognitoIssuer, undefined],
  [`https://issuer-cognito-idp.eu-central-1.amazonaws.com/${poolId}`, undefined],
  [`https://cognito-idp-fips.us-gov-west-1.amazonaws.com/us-gov-west-1_AbCdEfGhI`, undefined],
  [`https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbCdEfGhI`, undefined],
  [`http://127.0.0.1:9400/${poolId}`, undefined],
  ['https://idp.example', undefined],
  ['https://idp.example/', undefined],
  ['https://idp.example/realms/shop', undefined],
  ['https://idp.example/realms/shop/', undefined],
  [poolId, 'must be an absolute URL'],
  ['http://idp.example', 'must be https'],
  ['https://idp.example?a=b', 'query'],
  [
    'https://shop.auth.eu-central-1.amazoncognito.com',
    'must be the issuer (https://cognito-idp.<region>.amazonaws.com/<user pool id>): this is the user pool domain',
  ],
  [`${cognitoIssuer}/.well-known/openid-configuration`, 'without /.well-known'],
  ['https://idp.example/.well-known/openid-configuration', 'without /.well-known'],
  ['https://IDP.example', asWritten],
  ['https://idp.example:443/realm', asWritten],
  ['https://idp.example/a/../b', asWritten],
  [`${cognitoIssuer}/`, 'must have no trailing slash'],
  [`http://localhost:9400/${poolId}/`, 'must have no trailing slash'],
  [host, noPoolId],
  [`${host}/`, noPoolId],
  [`${host}/other`, noPoolId],
  [`${host}/${poolId}/more`, noPoolId],
  [`${host}/more/${poolId}`, noPoolId],
  [`${host}/eu-central-1_`, noPoolId],
  [`${host}/eu-central-1-AbCdEfGhI`, noPoolId],
  [`${host}/eu-central-1_AbC-EfGhI`, noPoolId],
  [`${host}/us-east-1_AbCdEfGhI`, twoRegions],
  [`https://cognito-idp.us-east-1.amazonaws.com/${poolId}`, twoRegions],
]);

holds('clientId', [
  ['1example23456789', undefined],
  ['my app client', undefined],
  ['a', undefined],
  ['', 'must be the id of the app client'],
  [' a', 'must be the id of the app client'],
  ['a ', 'must be the id of the app client'],
  ['a  b', 'must be the id of the app client'],
  ['a\nb', 'must be the id of the app client'],
  ['ä', 'must be the id of the app client'],
  [17, 'must be the id of the app client'],
]);

holds('clientSecret', [
  ['s3cret!', undefined],
  ['', 'not be empty'],
  [null, 'not be empty'],
  ['two words', 'without blanks or line breaks'],
  [' s3cret', 'without blanks or line breaks'],
  ['s3cret\n', 'without blanks or line breaks'],
  ['sécret', 'without blanks or line breaks'],
]);

holds('clientAuthentication', [
  ['client_secret_basic', undefined],
  ['client_secret_post', undefined],
  ['private_key_jwt', 'must be client_secret_basic or client_secret_post'],
  ['', 'must be client_secret_basic or client_secret_post'],
]);

holds('domain', [
  ['https://shop.auth.eu-central-1.amazoncognito.com', undefined],
  ['https://login.shop.example/', undefined],
  ['http://localhost:9400', undefined],
  ['shop.auth.eu-central-1.amazoncognito.com', 'must be an absolute URL'],
  ['http://login.shop.example', 'must be https'],
  [cognitoIssuer, 'this is the issuer, which belongs in pool.issuer'],
  ['https://login.shop.example/login', 'must have nothing after the host'],
]);

holds('providers', [
  [['Google', 'corp.example'], undefined],
  [[], undefined],
  ['Google', "must be a list, such as ['Google'], not one text"],
  [['Google', ''], 'must name each provider as the pool does'],
]);

holds('scopes', [
  [['openid'], undefined],
  [['openid', 'email', 'https://api.example/orders.read'], undefined],
  ['openid email', "must be a list, such as ['openid', 'email'], not one text"],
  [['openid email'], "must name each scope by itself, such as ['openid', 'email']"],
  [['openid', ''], 'must name each scope by itself'],
  [['openid', 'a"b'], 'must name each scope by itself'],
  [['openid', 'a\\b'], 'must name each scope by itself'],
  [['email'], 'must have openid'],
  [[], 'must have openid'],
]);

holds('deadlineMs', [
  [1, undefined],
  [60_000, undefined],
  [0.9, 'must be from 1 to 60000'],
  [60_001, 'must be from 1 to 60000'],
  [Number.NaN, 'must be a number, and is NaN'],
]);

holds('pool', [
  [{}, undefined],
  [undefined, 'must be given: { issuer, clientId, clientSecret }'],
  ['eu-central-1_AbCdEfGhI', 'must be given'],
  [[], 'must be given'],
]);

holds('api', [
  [{}, undefined],
  [true, 'must be { clientIds, resource }, or be left out'],
  [null, 'must be { clientIds, resource }'],
  [['1example23456789'], 'must be { clientIds, resource }'],
]);

holds('clientIds', [
  [['1example23456789', 'another'], undefined],
  ['1example23456789', "must be a list, such as ['1h57kf5cpq17m0eml12EXAMPLE'], not one text"],
  [[], 'must name at least one app client, or be left out'],
  [['1example23456789', ' '], 'must be ids of app clients'],
  [['', '1example23456789'], 'must be ids of app clients'],
]);

const ofOneSpelling = 'must have no fragment and no blanks';
holds('resource', [
  ['https://api.example', undefined],
  ['https://api.example/orders?of=2', undefined],
  ['urn:example:orders', undefined],
  ['orders', 'must be an absolute URL, such as https://api.example.com'],
  [17, 'must be an absolute URL'],
  ['https://api.example/#orders', ofOneSpelling],
  ['https://api.example#', ofOneSpelling],
  [' https://api.example', ofOneSpelling],
  ['https://api.example ', ofOneSpelling],
  ['https://api.example/ä', ofOneSpelling],
]);

holds('tracer', [
  [{ startActiveSpan: () => undefined }, undefined],
  [{ startActiveSpan: 'function' }, "must be a tracer, such as OpenTelemetry's trace.getTracer('my-app')"],
  [{}, 'must be a tracer'],
  [null, 'must be a tracer'],
  ['my-app', 'must be a tracer'],
]);

const plainPrefix = 'must have a plain path prefix at most, such as /shop';
holds('baseUrl', [
  ['https://app.example', undefined],
  ['https://app.example/', undefined],
  ['https://app.example/shop', undefined],
  ['https://app.example/shop/', undefined],
  ['https://app.example/shop/v1.2/~ada', undefined],
  ['https://app.example/my-callback', undefined],
  ['https://app.example/callback/shop', undefined],
  ['app.example', 'must be an absolute URL'],
  ['http://app.example', 'must be https'],
  ['https://app.example/auth/callback', 'must be the address of the site'],
  ['https://app.example/callback//', 'must be the address of the site'],
  ['https://app.example//shop', plainPrefix],
  ['https://app.example/shop//v1', plainPrefix],
  ['https://app.example/.hidden', plainPrefix],
  ['https://app.example/a%2Fb', plainPrefix],
  ['https://app.example/a;b', plainPrefix],
  ['https://app.example/ä', plainPrefix],
]);

const secret = 'a secret of the tests, long enough'.slice(0, 32);
const another = secret.toUpperCase();
const random = 'must be random, not a few characters over and over';
holds('secrets', [
  [[secret], undefined],
  [[secret, another], undefined],
  [['abcdefgh'.repeat(4)], undefined],
  [secret, 'must be a list, such as [sessionSecret], not one text'],
  [[], 'must hold at least one secret'],
  [[secret.slice(1)], 'must be 32 characters or longer each'],
  [[secret, 'short'], 'must be 32 characters or longer each'],
  [['abcdefg'.repeat(5)], random],
  [[secret, 'x'.repeat(40)], random],
  [[secret, secret], 'must be different ones: one is given twice'],
  [[secret, another, secret], 'must be different ones: one is given twice'],
]);

for (const [name, example] of [
  ['mountPath', '/auth'],
  ['signedOutPath', '/signed-out'],
] as const) {
  const path = `must be a path such as ${example}, without a slash at the end`;
  holds(name, [
    ['/auth', undefined],
    ['/a/b.c/~d_e-f/9', undefined],
    ['/.well-known', undefined],
    ['/a..b/...', undefined],
    ['auth', path],
    ['/', path],
    ['', path],
    ['/auth/', path],
    ['//evil.example', path],
    ['/a//b', path],
    ['/./a', path],
    ['/a/../b', path],
    ['/a/..', path],
    ['/a/.', path],
    ['/a?b', path],
    ['/a%2e', path],
    ['https://evil.example', path],
    ['x/auth', path],
  ]);
}

holds('idleMinutes', [
  [60, undefined],
  [0.01, undefined],
  [0, 'must be more than 0 and not more than maxHours'],
  [-1, 'must be more than 0'],
  ['60', 'must be a number, not a text'],
]);

holds('maxHours', [
  [12, undefined],
  [0.01, undefined],
  [0, 'no session lasts for ever'],
  [-1, 'no session lasts for ever'],
  [Infinity, 'no session lasts for ever'],
  // In milliseconds it is no number any more.
  [Number.MAX_VALUE, 'no session lasts for ever'],
]);

holds('outageGraceMinutes', [
  [0, undefined],
  [15, undefined],
  [-0.1, 'must be 0 or more'],
  ['15', 'must be a number, not a text'],
]);

holds('sessionsPerPerson', [
  [1, undefined],
  [50, undefined],
  [0, 'must be a whole number, 1 or more'],
  [1.5, 'must be a whole number, 1 or more'],
  [Infinity, 'must be a whole number, 1 or more'],
]);

for (const name of ['onEvent', 'signOutOfOtherApps', 'langOf', 'now'] as const)
  holds(name, [
    [() => 1, undefined],
    ['log', 'must be a function'],
  ]);

describe('store', () => {
  const store = createMemoryStore();
  const how = 'must be a session store: createMemoryStore(), one of src/redis, or a SessionStore of your own';

  test('is one that has every part of a session store', () => {
    expect(checksOfSite.store(store)).toBeUndefined();
    expect(checksOfSite.store(Object.create(store))).toBeUndefined();
  });

  test.each([undefined, null, 'redis://localhost', [], () => store])('is not %p', (value) => {
    expect(checksOfSite.store(value)).toBe(how);
  });

  test.each(Object.keys(store).filter((name) => name !== 'leases'))('is told that it lacks %s', (name) => {
    expect(checksOfSite.store({ ...store, [name]: true })).toBe(`${how}; this one lacks ${name}`);
  });

  test.each(['take', 'renew', 'release'])('is told that its leases lack %s', (name) => {
    const leases = { ...store.leases, [name]: undefined };
    expect(checksOfSite.store({ ...store, leases })).toBe(`${how}; this one lacks leases.${name}`);
  });

  test('is told of all that it lacks at once', () => {
    expect(checksOfSite.store({ ...store, read: undefined, close: undefined, leases: null })).toBe(
      `${how}; this one lacks read, close, leases.take, leases.renew, leases.release`,
    );
  });

  test('is not one of express-session, which is told apart by what it has', () => {
    const ofExpress = { get() {}, set() {}, destroy() {} };
    expect(checksOfSite.store(ofExpress)).toBe(
      `${how}; this is one of express-session, which may not hold tokens`,
    );
    // A client of Redis and a Map have some of it.
    expect(checksOfSite.store({ get() {}, set() {} })).toContain('; this one lacks read, ');
    expect(checksOfSite.store({ destroy() {} })).toContain('; this one lacks read, ');
  });
});

test.each([
  [cognitoIssuer, true],
  ['https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI', true],
  ['https://cognito-idp-fips.us-gov-west-1.amazonaws.com/us-gov-west-1_AbCdEfGhI', true],
  ['https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbCdEfGhI', true],
  ['http://127.0.0.1:9400/us-east-1_Local0001', true],
  ['http://[::1]:9400/us-east-1_Local0001', true],
  [host, false],
  ['https://cognito-idp.eu-central-1.amazonaws.com.evil.example/eu-central-1_AbCdEfGhI', false],
  ['https://evil-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI', false],
  ['https://cognito-idp.eu-central-1.sub.amazonaws.com/eu-central-1_AbCdEfGhI', false],
  ['https://cognito-idpxeu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI', false],
  ['https://idp.example/eu-central-1_AbCdEfGhI', false],
  ['http://127.0.0.1:9400/realm', false],
  ['http://127.0.0.1:9400/a/us-east-1_Local0001', false],
  ['http://127.0.0.1:9400/us-east-1_Local0001/a', false],
  ['http://127.0.0.1:9400/u-east-1_Local0001', false],
  ['http://127.0.0.1:9400/us-1_Local0001', false],
  ['http://127.0.0.1:9400/us-east-one_Local0001', false],
])('%s is a user pool of Cognito, or stands in for one: %s', (issuer, expected) => {
  expect(isCognitoIssuer(new URL(issuer))).toBe(expected);
});

test.each([
  [host, 'https://shop.auth.eu-central-1.amazoncognito.com', true],
  [host, 'https://shop.auth-fips.eu-central-1.amazoncognito.com', true],
  [host, 'https://shop.auth.us-east-1.amazoncognito.com', false],
  [host, 'https://shop.auth-fips.us-east-1.amazoncognito.com', false],
  [
    'https://cognito-idp-fips.us-gov-west-1.amazonaws.com',
    'https://a.auth.us-east-1.amazoncognito.com',
    false,
  ],
  ['https://cognito-idp.cn-north-1.amazonaws.com.cn', 'https://a.auth.cn-north-1.amazoncognito.com.cn', true],
  ['https://cognito-idp.cn-north-1.amazonaws.com.cn', 'https://a.auth.cn-west-1.amazoncognito.com.cn', false],
  // Whose region cannot be seen.
  [host, 'https://login.shop.example', true],
  [host, 'https://shop.auth.us-east-1.amazoncognito.com.evil.example', true],
  ['https://idp.example', 'https://shop.auth.us-east-1.amazoncognito.com', true],
])('%s and %s may belong together: %s', (issuer, domain, expected) => {
  expect(isOfOneRegion(new URL(issuer), new URL(domain))).toBe(expected);
});
