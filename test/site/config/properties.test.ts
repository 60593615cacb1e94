import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createAuth, createMemoryStore } from '../../../src/auth/index.js';
import { describeProblems, loadConfig, type Config } from '../../../src/config.js';
import { settings } from '../../../src/config/settings.js';

// Whatever the environment holds: what is made of it is either a configuration that holds to its end, or a list of
// problems that an operator can read and that gives nothing away.

const canary = 'Zq7Kx2Vd9Lw4Rt6Yp1Bn8Mc3';
const session = `${canary}-Hs5Gf0Je-session`;
const redis = `rediss://:${canary}@redis.shop.example:6379`;

/** What people write, rightly and wrongly, and anything else. */
const texts: Readonly<Record<keyof typeof settings, readonly string[]>> = {
  NODE_ENV: ['production', 'development', 'staging'],
  PORT: ['8080', '0', '65536', '1e3'],
  HOST: ['127.0.0.1', '::1', 'my host'],
  BASE_URL: [
    'https://app.example.com/shop',
    'http://localhost:3000/',
    'HTTPS://APP.EXAMPLE.COM:443',
    'http://app.example.com',
    `https://:${canary}@app.example.com`,
  ],
  SITE_NAME: ['Corner shop', 'Läden: nah', 'a\nb', canary],
  TRUST_PROXY: ['1', '10.0.0.0/8, loopback', 'true', '0.0.0.0/0', canary],
  COGNITO_USER_POOL_ID: ['eu-west-1_AbCdEfGhI', 'cn-north-1_AbCdEfGhI', `eu-west-1_${canary}!`, 'shop-users'],
  COGNITO_ISSUER: [
    'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI',
    'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/',
    'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI',
    'https://login.example.com',
    'https://login.example.com/',
    'https://Login.Example.com',
    'https://login.example.com:443/realm',
    'https://login.example.com/a/../realm',
    'https://login.example.com/realm?',
    'http://127.0.0.1:9400/us-east-1_Local0001',
    'http://127.1/us-east-1_Local0001',
    'http://login.example.com',
  ],
  COGNITO_DOMAIN: [
    'https://shop.auth.eu-west-1.amazoncognito.com',
    'HTTPS://Login.Example.com',
    'shop',
    canary,
  ],
  COGNITO_CLIENT_ID: ['1h57kf5cpq17m0eml12example', 'a b', '"quoted"'],
  COGNITO_CLIENT_SECRET: [canary, session, `${canary} with blanks`, canary.slice(0, 7)],
  COGNITO_CLIENT_AUTHENTICATION: ['client_secret_basic', 'client_secret_post', 'none'],
  COGNITO_SCOPES: ['openid', 'openid, email', 'email', `openid "${canary}"`],
  COGNITO_IDENTITY_POOL_ID: [
    'us-east-1:11111111-2222-3333-4444-555555555555',
    'us-east-1_AbCdEfGhI',
    `us-east-1:${canary}`,
  ],
  AWS_ENDPOINT_URL_COGNITO_IDENTITY: [
    'https://cognito-identity.us-east-1.amazonaws.com',
    'http://127.0.0.1:9400',
    'http://aws.example.com',
    `https://:${canary}@aws.example.com`,
    'cognito',
  ],
  COGNITO_PROVIDERS: ['Google, SignInWithApple', 'Google,Google', 'a', `two words`, canary],
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: [
    'http://127.0.0.1:9400',
    'https://vpce.example.com',
    'http://vpce.example.com',
    `https://:${canary}@vpce.example.com`,
  ],
  SESSION_SECRET: [session, `${session},${session}`, canary, `${session},${canary}${canary}`],
  SESSION_IDLE_MINUTES: ['1', '43200', '0', '-1'],
  SESSION_MAX_HOURS: ['1', '720', '721', '1.5'],
  POOL_OUTAGE_GRACE_MINUTES: ['0', '1440', '1441'],
  REDIS_URL: [
    redis,
    `redis://:${canary}@redis.shop.example, redis://other:1`,
    `${canary}:6379`,
    'redis://127.0.0.1',
  ],
  REDIS_PREFIX: ['shop:', '{shop}', canary],
  SESSION_STORE: ['memory', 'redis', 'file'],
  SESSIONS_PER_PERSON: ['1', '1000', '0', 'all'],
  API_CLIENT_IDS: ['1h57kf5cpq17m0eml12example', 'one, two', 'a "quoted" one', ','],
  API_RESOURCE: ['https://app.example.com/api', 'shop:api', 'https://app.example.com/#api', canary],
  API_ALLOWED_ORIGINS: [
    'https://spa.example.com, capacitor://localhost',
    'http://localhost:5173',
    'http://spa.example.com',
    'https://spa.example.com/',
    'https://*.example.com',
    '*',
    'null',
    'file://',
    canary,
  ],
  AUTH_REQUESTS_PER_MINUTE: ['1', '10000000', 'many'],
  LOG_LEVEL: ['silent', 'trace', 'loud'],
  AUDIT_ADDRESS: ['full', 'truncated', 'none', 'hashed'],
  INSPECTOR: ['on', 'off', 'yes'],
  METRICS_PORT: ['9090', '99999'],
  TRACING: ['on', 'off', 'true'],
  TRACE_TO_POOL: ['on', 'off', 'yes'],
};

const good = {
  BASE_URL: 'https://app.example.com',
  COGNITO_USER_POOL_ID: 'eu-west-1_AbCdEfGhI',
  COGNITO_CLIENT_ID: '1h57kf5cpq17m0eml12example',
  SESSION_SECRET: session,
};

const { COGNITO_USER_POOL_ID: _poolId, ...goodButPool } = good;
const goodElsewhere = { ...goodButPool, COGNITO_ISSUER: 'https://login.example.com' };

const others = fc.record(
  {
    NODE_TLS_REJECT_UNAUTHORIZED: fc.constantFrom('0', '1'),
    DEBUG: fc.constantFrom('*', 'express-session', canary),
    SESSION_SECRET_FILE: fc.constantFrom('/run/secret', '/nowhere'),
    REDIS_URL_FILE: fc.constantFrom('/run/secret', '/nowhere'),
    COGNITO_CLIENT_SECRET_FILE: fc.constantFrom('/run/secret', '/nowhere'),
  },
  { requiredKeys: [] },
);

/** Texts for some settings; without a text, a setting that is needed is the good one. */
const written = fc.record<Record<string, string>>(
  Object.fromEntries(
    Object.entries(texts).map(([name, some]) => [
      name,
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...some) },
        fc.string(),
        fc.constantFrom('', ' ', canary, `${canary}\n`),
      ),
    ]),
  ),
  { requiredKeys: [] },
);

const few = written.chain((all) =>
  fc.subarray(Object.entries(all), { minLength: 1, maxLength: 2 }).map((some) => Object.fromEntries(some)),
);
const environment = fc
  .record({
    base: fc.constantFrom<object>(good, goodElsewhere, {}),
    changes: fc.oneof(few, few, written),
    others: fc.oneof(fc.constant({}), others),
  })
  .map(({ base, changes, others }) =>
    Object.assign<Record<string, string>, object, object, object>({}, base, changes, others),
  );

/** One text that people write, and all else is as it should be: what is wrong with it must be found. */
const single = fc
  .record({
    base: fc.constantFrom<object>(good, goodElsewhere),
    change: fc.constantFrom(
      ...Object.entries(texts).flatMap(([name, some]) => some.map((text) => ({ [name]: text }))),
    ),
  })
  .map(({ base, change }) => Object.assign<Record<string, string>, object, object>({}, base, change));

const secretFile = fc.constantFrom(session, `${canary}\n`, redis, '');

const load = (env: Readonly<Record<string, string>>, inFile: string) =>
  loadConfig(env, (path) => {
    if (path !== '/run/secret') throw new Error(`no such file: ${path} ${canary}`);
    return inFile;
  });

const isFrozenThrough = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(isFrozenThrough));

const known = new Set(
  Object.keys(settings).concat(
    ['SESSION_SECRET_FILE', 'REDIS_URL_FILE', 'COGNITO_CLIENT_SECRET_FILE'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', 'DEBUG'],
  ),
);

const outcomes = { configurations: 0, problems: 0 };

const judge = (
  env: Readonly<Record<string, string>>,
  inFile: string,
  use: (config: Config) => void,
): void => {
  const loaded = load(env, inFile);
  if ('config' in loaded) {
    outcomes.configurations += 1;
    use(loaded.config);
    return;
  }
  outcomes.problems += 1;
  const printed = describeProblems(loaded.problems, loaded.isPoolMissing);
  expect(loaded.problems.length).toBeGreaterThan(0);
  expect(loaded.problems.filter(({ setting }) => !known.has(setting))).toEqual([]);
  // One line for each, however a text was broken.
  expect(printed.split('\n')).toHaveLength(loaded.problems.length + (loaded.isPoolMissing ? 3 : 2));
  expect(printed).not.toContain(canary);
};

test('a configuration is frozen through and through, or its problems name settings and print no value', () => {
  fc.assert(
    fc.property(environment, secretFile, (env, inFile) => {
      judge(env, inFile, (config) => expect(isFrozenThrough(config)).toBe(true));
    }),
    { numRuns: 2000 },
  );
  expect(outcomes.configurations).toBeGreaterThan(100);
  expect(outcomes.problems).toBeGreaterThan(100);
});

test('what is let through is what the sign-in can be built from', () => {
  fc.assert(
    fc.property(fc.oneof(single, environment), secretFile, (env, inFile) => {
      judge(env, inFile, ({ pool, ...config }) => {
        const { clientSecret, domain, clientAuthentication, ...rest } = pool;
        createAuth({
          pool: {
            ...rest,
            ...(clientSecret !== undefined && { clientSecret }),
            ...(domain !== undefined && { domain }),
            ...(clientAuthentication !== undefined && { clientAuthentication }),
          },
          baseUrl: config.baseUrl,
          secrets: config.sessionSecrets,
          store: createMemoryStore(),
          idleMinutes: config.sessionIdleMinutes,
          maxHours: config.sessionMaxHours,
          outageGraceMinutes: config.poolOutageGraceMinutes,
        });
      });
    }),
    { numRuns: 1000 },
  );
});
