import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { describeProblems, loadConfig, type Config } from '../../../src/config.js';

const secret = randomBytes(32).toString('base64url');
const clientSecret = '1a2b3c4d5e6f7g8h9i0j1k2l3m4n5o6p7q8r9s0t1u2v3w4x5y6z';

const good = {
  BASE_URL: 'https://app.example.com',
  COGNITO_USER_POOL_ID: 'eu-west-1_AbCdEfGhI',
  COGNITO_CLIENT_ID: '1h57kf5cpq17m0eml12example',
  COGNITO_CLIENT_SECRET: clientSecret,
  SESSION_SECRET: secret,
};
const production = {
  ...good,
  NODE_ENV: 'production',
  REDIS_URL: 'rediss://:a-password@redis.example.com:6379',
};

const noFiles = (): string => {
  throw new Error('no such file');
};

const load = (env: Record<string, string | undefined>, readFile = noFiles) => loadConfig(env, readFile);

const configOf = (env: Record<string, string | undefined>): Config => {
  const loaded = load(env);
  if ('problems' in loaded) throw new Error(describeProblems(loaded.problems, loaded.isPoolMissing));
  return loaded.config;
};

/** The lines that an operator would read. */
const problemsOf = (env: Record<string, string | undefined>): readonly string[] => {
  const loaded = load(env);
  return 'config' in loaded ? [] : loaded.problems.map(({ setting, message }) => `${setting} ${message}`);
};

describe('a good configuration', () => {
  test('the pool is told of traces only where somebody says so as well', () => {
    expect(configOf({ ...good, TRACING: 'on' }).tracing).toEqual({ isOn: true, tellsPool: false });
    const both = { TRACING: 'on', TRACE_TO_POOL: 'on' };
    expect(configOf({ ...good, ...both }).tracing).toEqual({ isOn: true, tellsPool: true });
  });

  test('five settings are enough, and the rest has defaults', () => {
    expect(configOf(good)).toEqual({
      isProduction: false,
      auditAddress: 'truncated',
      tracing: { isOn: false, tellsPool: false },
      siteName: 'Cognito for Express',
      port: 3000,
      host: '0.0.0.0',
      baseUrl: 'https://app.example.com',
      trustProxy: undefined,
      pool: {
        issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI',
        clientId: '1h57kf5cpq17m0eml12example',
        clientSecret,
        clientAuthentication: undefined,
        domain: undefined,
        scopes: ['openid', 'email', 'profile'],
      },
      sessionSecrets: [secret],
      sessionIdleMinutes: 60,
      sessionMaxHours: 12,
      sessionsPerPerson: 50,
      poolOutageGraceMinutes: 15,
      providers: [],
      redisUrls: undefined,
      isRedisPassedOver: false,
      redisPrefix: 'auth:',
      api: { clientIds: undefined, resource: 'https://app.example.com', allowedOrigins: [] },
      authRequestsPerMinute: 120,
      logLevel: 'info',
      hasInspector: false,
      metricsPort: undefined,
    });
  });

  test.each([
    'https://shop.auth.eu-west-1.amazoncognito.com',
    'https://shop.auth-fips.eu-west-1.amazoncognito.com',
    'https://login.example.com',
  ])('%s is a domain of a pool in eu-west-1 (F-D11)', (domain) => {
    expect(configOf({ ...good, COGNITO_DOMAIN: domain }).pool.domain).toBe(domain);
  });

  test('it cannot be changed after it was read', () => {
    const config = configOf(good);
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.pool, { issuer: 'https://evil.example' })).toThrow(TypeError);
  });

  test('a client without a secret works too', () => {
    expect(configOf({ ...good, COGNITO_CLIENT_SECRET: undefined }).pool.clientSecret).toBeUndefined();
    expect(configOf({ ...good, COGNITO_CLIENT_SECRET: ' ' }).pool.clientSecret).toBeUndefined();
  });

  test('a pool in China has its own issuer', () => {
    const { pool } = configOf({ ...good, COGNITO_USER_POOL_ID: 'cn-north-1_AbCdEfGhI' });
    expect(pool.issuer).toBe('https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbCdEfGhI');
  });

  test.each([
    'https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI',
    'https://tenant.auth.example/',
    'https://id.example/realms/main',
    'http://127.0.0.1:9400/us-east-1_Local0001',
    'http://localhost:9400/us-east-1_Local0001',
  ])('%s is an issuer', (issuer) => {
    expect(configOf({ ...good, COGNITO_USER_POOL_ID: undefined, COGNITO_ISSUER: issuer }).pool.issuer).toBe(
      issuer,
    );
  });

  test.each([
    ['https://App.Example.com:443/', 'https://app.example.com'],
    ['https://app.example.com/shop/', 'https://app.example.com/shop'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000/app', 'http://[::1]:3000/app'],
  ])('the public address %s is %s', (text, baseUrl) => {
    expect(configOf({ ...good, BASE_URL: text }).baseUrl).toBe(baseUrl);
  });

  test.each([
    ['1', 1],
    ['0', 0],
    ['10.0.0.0/8, 192.168.1.1 loopback', ['10.0.0.0/8', '192.168.1.1', 'loopback']],
    ['fd00::/8', ['fd00::/8']],
  ])('TRUST_PROXY %s is read', (text, trustProxy) => {
    expect(configOf({ ...good, TRUST_PROXY: text }).trustProxy).toEqual(trustProxy);
  });

  test('several secrets are a ring, several Redis addresses a cluster', () => {
    const other = randomBytes(32).toString('hex');
    const config = configOf({
      ...production,
      SESSION_SECRET: `${secret}, ${other}`,
      REDIS_URL: 'rediss://:p@a.example, rediss://:p@b.example',
    });
    expect(config.sessionSecrets).toEqual([secret, other]);
    expect(config.redisUrls).toEqual(['rediss://:p@a.example', 'rediss://:p@b.example']);
  });

  test('a secret can be read from a file', () => {
    const env = { ...good, SESSION_SECRET: undefined, SESSION_SECRET_FILE: '/run/secrets/session' };
    const loaded = load(env, (path?: string) => (path === '/run/secrets/session' ? `${secret}\n` : ''));
    expect('config' in loaded && loaded.config.sessionSecrets).toEqual([secret]);
  });

  test('random secrets are never taken for placeholders', () => {
    for (let round = 0; round < 2000; round += 1) {
      const random = randomBytes(32);
      expect(problemsOf({ ...good, SESSION_SECRET: random.toString('base64url') })).toEqual([]);
      expect(problemsOf({ ...good, SESSION_SECRET: random.toString('hex') })).toEqual([]);
    }
  });
});

describe('a configuration with problems', () => {
  test('an empty environment gets every problem at once, and the way to the demo', () => {
    const loaded = load({});
    if ('config' in loaded) throw new Error('expected problems');
    expect(loaded.isPoolMissing).toBe(true);
    const text = describeProblems(loaded.problems, loaded.isPoolMissing);
    for (const name of ['BASE_URL', 'COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID', 'SESSION_SECRET']) {
      expect(text).toMatch(new RegExp(`^ {2}${name} must be given`, 'm'));
    }
    expect(text).toContain('npm run demo');
  });

  test('many mistakes are reported together, one line each', () => {
    const problems = problemsOf({
      ...good,
      PORT: 'http',
      TRUST_PROXY: 'true',
      SESSION_SECRET: 'short',
      COGNITO_SCOPES: 'email',
      LOG_LEVEL: 'verbose',
    });
    expect(new Set(problems.map((line) => line.split(' ')[0]))).toEqual(
      new Set(['COGNITO_SCOPES', 'LOG_LEVEL', 'PORT', 'SESSION_SECRET', 'TRUST_PROXY']),
    );
    expect(problems).toHaveLength(5);
    for (const line of problems) expect(line).not.toContain('\n');
  });

  test('O-13: no message repeats the text of a setting', () => {
    const canary = 'CanaryValue-DoNotPrint';
    const names = Object.keys({
      ...production,
      PORT: '',
      TRUST_PROXY: '',
      COGNITO_ISSUER: '',
      COGNITO_DOMAIN: '',
      LOG_LEVEL: '',
    });
    for (const name of names) {
      for (const text of [canary, `${canary} "\n`, `http://user:${canary}@host.example/?q=${canary}`]) {
        expect(problemsOf({ ...good, [name]: text }).join('\n')).not.toContain(canary);
      }
    }
  });

  test.each([
    ['O-01', { BASE_URL: 'http://app.example.com' }, /BASE_URL must be an https address/],
    ['O-01', { BASE_URL: 'ftp://app.example.com' }, /BASE_URL must be an https address/],
    ['O-09', { BASE_URL: 'app.example.com' }, /BASE_URL must be a URL/],
    ['O-09', { BASE_URL: 'https://app.example.com/auth/callback' }, /leave out \/auth\/callback/],
    ['O-09', { BASE_URL: 'https://app.example.com/a//b' }, /plain path prefix/],
    ['O-09', { BASE_URL: 'https://app.example.com/?x=1' }, /without user name, query or fragment/],
    [
      'O-01',
      { COGNITO_USER_POOL_ID: undefined, COGNITO_ISSUER: 'http://id.example' },
      /COGNITO_ISSUER must be an https/,
    ],
    ['O-10', { COGNITO_ISSUER: 'not a url' }, /COGNITO_ISSUER must be a URL/],
    [
      'O-10',
      { COGNITO_ISSUER: 'https://x.auth.eu-west-1.amazoncognito.com' },
      /user pool domain, which belongs in COGNITO_DOMAIN/,
    ],
    [
      'O-10',
      {
        COGNITO_ISSUER:
          'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/openid-configuration',
      },
      /leave out \/.well-known/,
    ],
    [
      'O-10',
      { COGNITO_ISSUER: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/' },
      /without a slash at the end/,
    ],
    ['O-10', { COGNITO_ISSUER: 'http://127.0.0.1:9400/us-east-1_Local0001/' }, /without a slash at the end/],
    [
      'O-10',
      { COGNITO_ISSUER: 'https://cognito-idp.eu-west-1.amazonaws.com' },
      /followed by the user pool id/,
    ],
    [
      'O-10',
      { COGNITO_ISSUER: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Another01' },
      /two name different pools/,
    ],
    ['O-10', { COGNITO_ISSUER: 'https://id.example/?tenant=1' }, /without user name, query or fragment/],
    ['O-09', { COGNITO_USER_POOL_ID: 'my-pool' }, /COGNITO_USER_POOL_ID must be a user pool id/],
    [
      'O-09',
      { COGNITO_USER_POOL_ID: 'arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_AbCdEfGhI' },
      /not its ARN/,
    ],
    ['O-09', { COGNITO_DOMAIN: 'x.auth.eu-west-1.amazoncognito.com' }, /begins with https:/],
    [
      'O-09',
      { COGNITO_DOMAIN: 'https://x.auth.eu-west-1.amazoncognito.com/login' },
      /without anything after the host/,
    ],
    ['O-09', { COGNITO_DOMAIN: 'https://cognito-idp.eu-west-1.amazonaws.com' }, /belongs in COGNITO_ISSUER/],
    ['O-01', { COGNITO_DOMAIN: 'http://login.example.com' }, /COGNITO_DOMAIN must be an https address/],
    ['O-03', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /NODE_TLS_REJECT_UNAUTHORIZED must not be 0/],
    ['O-04', { SESSION_SECRET: undefined }, /SESSION_SECRET must be given/],
    ['O-04', { SESSION_SECRET: 'a'.repeat(40) }, /random, not a placeholder/],
    ['O-04', { SESSION_SECRET: 'keyboard cat keyboard cat keyboard cat' }, /random, not a placeholder/],
    ['O-04', { SESSION_SECRET: 'changeme-changeme-changeme-changeme-1' }, /random, not a placeholder/],
    [
      'O-04',
      { SESSION_SECRET: 'your-super-secret-session-key-change-this-in-production' },
      /random, not a placeholder/,
    ],
    ['O-04', { SESSION_SECRET: 'my_development_cookie_password_0123456789' }, /random, not a placeholder/],
    ['O-04', { SESSION_SECRET: `${secret},short` }, /32 characters or more each/],
    ['O-04', { SESSION_SECRET: `${secret},${secret}` }, /one is given twice/],
    ['O-04', { SESSION_SECRET: `${secret},${clientSecret}` }, /not the secret of the app client/],
    ['O-08', { TRUST_PROXY: 'true' }, /believing everybody/],
    ['O-08', { TRUST_PROXY: '0.0.0.0/0' }, /number of proxy hops/],
    ['O-08', { TRUST_PROXY: '10.0.0.0/33' }, /number of proxy hops/],
    ['O-08', { TRUST_PROXY: '99' }, /at most 10/],
    ['O-09', { COGNITO_CLIENT_ID: 'with blank' }, /without blanks/],
    ['O-09', { COGNITO_CLIENT_ID: 'abc\ndef' }, /without blanks/],
    ['O-09', { COGNITO_CLIENT_SECRET: 'abcdefgh ijkl' }, /without blanks or line breaks/],
    [
      'F-D7',
      { COGNITO_CLIENT_AUTHENTICATION: 'private_key_jwt' },
      /one of client_secret_basic, client_secret_post/,
    ],
    [
      'F-D7',
      { COGNITO_CLIENT_SECRET: undefined, COGNITO_CLIENT_AUTHENTICATION: 'client_secret_post' },
      /left out without COGNITO_CLIENT_SECRET/,
    ],
    ['F-R79', { COGNITO_IDENTITY_POOL_ID: 'us-east-1_AbCdEfGhI' }, /id of an identity pool.*not a user pool/],
    ['F-R79', { AWS_ENDPOINT_URL_COGNITO_IDENTITY: 'http://aws.example.com' }, /an https address/],
    ['O-09', { TRACING: 'true' }, /TRACING must be one of on, off/],
    ['O-09', { TRACE_TO_POOL: 'on' }, /TRACE_TO_POOL must be off while TRACING is off/],
    ['F-D14', { COGNITO_CLIENT_SECRET: 'abcdefg' }, /whole secret.*8 characters at least/],
    ['F-D14', { COGNITO_CLIENT_SECRET: 'x'.repeat(513) }, /512 characters at most/],
    [
      'F-D11',
      { COGNITO_DOMAIN: 'https://shop.auth.us-east-1.amazoncognito.com' },
      /COGNITO_DOMAIN must be the domain of the user pool: it names another region/,
    ],
    [
      'F-D11',
      {
        COGNITO_USER_POOL_ID: undefined,
        COGNITO_ISSUER: 'https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_AbCdEfGhI',
      },
      /COGNITO_ISSUER must be of one region/,
    ],
    [
      'F-D11',
      { COGNITO_ISSUER: 'https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_AbCdEfGhI' },
      /COGNITO_ISSUER must be of one region/,
    ],
    ['O-09', { COGNITO_SCOPES: 'email profile' }, /openid/],
    ['O-09', { SESSION_IDLE_MINUTES: '0' }, /whole number from 1/],
    ['O-09', { SESSION_IDLE_MINUTES: 'NaN' }, /whole number from 1/],
    ['O-09', { SESSION_MAX_HOURS: '1e3' }, /whole number from 1 to 720/],
    ['O-09', { SESSION_IDLE_MINUTES: '90', SESSION_MAX_HOURS: '1' }, /not be longer than SESSION_MAX_HOURS/],
    ['O-09', { PORT: '70000' }, /port number/],
    ['O-06', { REDIS_URL: 'http://redis' }, /redis:\/\//],
    ['O-06', { SESSION_STORE: 'redis' }, /REDIS_URL must be given/],
  ])('%s: %j is refused (F-S29)', (_id, change, message) => {
    expect(problemsOf({ ...good, ...change }).join('\n')).toMatch(message);
  });

  test('a secret given as text and as a file is refused, and so is a file that cannot be read', () => {
    expect(problemsOf({ ...good, SESSION_SECRET_FILE: '/x' }).join('\n')).toMatch(/must be given once/);
    expect(problemsOf({ ...good, SESSION_SECRET: undefined, SESSION_SECRET_FILE: '/x' }).join('\n')).toMatch(
      /SESSION_SECRET_FILE must be the path of a file/,
    );
  });
});

describe('the inspector', () => {
  test('is off unless it is wanted', () => {
    expect(configOf({ ...good, INSPECTOR: 'on' }).hasInspector).toBe(true);
  });

  test('is refused in production (F-U10)', () => {
    expect(problemsOf({ ...production, INSPECTOR: 'on' })).toEqual([
      'INSPECTOR must be off in production: it keeps what people do, and shows how this site works',
    ]);
  });
});

describe('in production', () => {
  test('Redis with TLS and a password is accepted', () => {
    expect(configOf(production).redisUrls).toEqual(['rediss://:a-password@redis.example.com:6379']);
  });

  test.each(['redis://localhost:6379', 'redis://127.0.0.1:6379', 'redis://[::1]:6379'])(
    '%s on this machine is accepted',
    (url) => {
      expect(configOf({ ...production, REDIS_URL: url }).isProduction).toBe(true);
    },
  );

  test('memory is accepted when it is said by name', () => {
    expect(
      configOf({ ...production, REDIS_URL: undefined, SESSION_STORE: 'memory' }).redisUrls,
    ).toBeUndefined();
  });

  test('memory that is said by name wins over a Redis, which is told as passed over', () => {
    const { redisUrls, isRedisPassedOver } = configOf({ ...production, SESSION_STORE: 'memory' });
    expect([redisUrls, isRedisPassedOver]).toEqual([undefined, true]);
    expect(configOf(production).isRedisPassedOver).toBe(false);
  });

  test.each([
    { DEBUG: 'express:*' },
    { DEBUG: 'body-parser' },
    { DEBUG: '*,-express-session,-router' },
    { DEBUG: '(' },
    { NODE_DEBUG: 'timer,tls' },
    { NODE_DEBUG: '' },
  ])('%j lets nothing out and is accepted', (change) => {
    expect(problemsOf({ ...production, ...change })).toEqual([]);
  });

  test('what debug and Node would print is what is refused, asked of debug itself (F-S29)', () => {
    const ours = (DEBUG: string): boolean =>
      problemsOf({ ...production, DEBUG }).some((line) => line.includes('session cookies'));
    const require = createRequire(import.meta.url);
    const path = require.resolve('debug', { paths: [require.resolve('express-session')] });
    const debug = require(path) as { enable(patterns: string): void; enabled(name: string): boolean };
    const patterns = [
      'e*',
      '*session',
      'express-session',
      'express',
      '*-*',
      'exp*ion x',
      '-express-session',
      '*,-e*',
    ];
    for (const pattern of patterns) {
      debug.enable(pattern);
      expect([pattern, ours(pattern)]).toEqual([pattern, debug.enabled('express-session')]);
    }
    debug.enable('');
  });

  test('a production build can be tried on this machine', () => {
    expect(configOf({ ...production, BASE_URL: 'http://localhost:3000' }).baseUrl).toBe(
      'http://localhost:3000',
    );
  });

  test.each([
    ['O-05', { REDIS_URL: undefined }, /SESSION_STORE=memory said by name/],
    ['O-06', { REDIS_URL: 'redis://:secret@redis.example.com' }, /must begin with rediss/],
    ['O-06', { REDIS_URL: 'rediss://redis.example.com' }, /must contain a password/],
    ['O-06', { REDIS_URL: 'rediss://:p@a.example,redis://:p@b.example' }, /must begin with rediss/],
    ['O-02', { DEBUG: 'express-session' }, /prints session cookies/],
    ['O-02', { DEBUG: 'body-parser,express-session' }, /prints session cookies/],
    ['O-02', { DEBUG: '*' }, /prints session cookies/],
    ['O-02', { DEBUG: 'express-ses*' }, /prints session cookies/],
    ['O-02', { DEBUG: 'send e*' }, /prints session cookies/],
    ['O-02', { DEBUG: 'express.session' }, /prints session cookies/],
    ['O-02', { DEBUG: '*,-express:*' }, /prints session cookies/],
    ['O-02', { DEBUG: 'rout*' }, /authorization codes/],
    ['O-02', { NODE_DEBUG: 'http' }, /NODE_DEBUG must not include http/],
    ['O-02', { NODE_DEBUG: 'timer,NET' }, /NODE_DEBUG must not include net/],
    ['O-02', { NODE_DEBUG: 'un*' }, /NODE_DEBUG must not include undici/],
  ])('%s: %j is refused (F-S29)', (_id, change, message) => {
    expect(problemsOf({ ...production, ...change }).join('\n')).toMatch(message);
  });
});
