import { describe, expect, test } from '@jest/globals';
import { configFrom, examine, type Env } from './support.js';

// Nothing listens on port 9: what is asked of the pool fails at once.
const env = (changes: Env): Env => ({
  BASE_URL: 'https://app.example.com',
  TRUST_PROXY: '1',
  NODE_ENV: 'production',
  SESSION_STORE: 'memory',
  COGNITO_ISSUER: 'http://127.0.0.1:9/us-east-1_Local0001',
  COGNITO_CLIENT_ID: 'client',
  SESSION_SECRET: 'b2V8m1Zq7Tn4Xc9Lr6Wy3Kp0Hd5Jf8Gs',
  ...changes,
});

const local = { BASE_URL: 'http://localhost:3000', TRUST_PROXY: '' };

describe('the doctor, of the settings alone', () => {
  test.each<[string, Env, string, string, RegExp]>([
    ['production with TLS in front', {}, 'settings', 'pass', /https:\/\/app\.example\.com/],
    ['a public address without NODE_ENV', { NODE_ENV: '' }, 'settings', 'warn', /NODE_ENV is not production/],
    ['this machine', local, 'settings', 'pass', /localhost/],
    ['one secret', {}, 'session-secret', 'pass', /one secret/],
    [
      'two secrets',
      { SESSION_SECRET: 'b2V8m1Zq7Tn4Xc9Lr6Wy3Kp0Hd5Jf8Gs,Qz3Fv6Bn9Mj2Kc5Xh8Wt1Rp4Yd7Lg0Sa' },
      'session-secret',
      'pass',
      /2 secrets/,
    ],
    [
      'a secret of few characters',
      { SESSION_SECRET: 'zqxwzqxwvjkbvjkbzqxwzqxwvjkbvjkb' },
      'session-secret',
      'warn',
      /repeats its characters/,
    ],
    ['a proxy that is believed', {}, 'proxy', 'pass', /TRUST_PROXY believes what is in front \(1\)/],
    ['https and nobody believed', { TRUST_PROXY: '' }, 'proxy', 'fail', /the site itself speaks http/],
    ['https and no hops', { TRUST_PROXY: '0' }, 'proxy', 'fail', /the site itself speaks http/],
    [
      'ranges of proxies',
      { TRUST_PROXY: '10.0.0.0/8, 127.0.0.1' },
      'proxy',
      'pass',
      /10\.0\.0\.0\/8, 127\.0\.0\.1/,
    ],
    ['a proxy on this machine', { ...local, TRUST_PROXY: '1' }, 'proxy', 'warn', /anybody may choose/],
    ['the port of BASE_URL', local, 'proxy', 'pass', /the same port \(3000\)/],
    ['another port (D12)', { ...local, PORT: '8080' }, 'proxy', 'warn', /people are sent to port 3000/],
    ['memory in production', {}, 'redis', 'warn', /restart signs everybody out/],
  ])('%s: %j, %s is %s', async (_what, changes, check, outcome, message) => {
    const { of } = await examine(env(changes));
    expect(of(check)).toMatchObject({ outcome, message: expect.stringMatching(message) });
  });

  test('never quotes a secret', async () => {
    const given = env({ COGNITO_CLIENT_SECRET: 'thesecretofthisclient0000001' });
    const { findings } = await examine(given);
    for (const secret of [given['SESSION_SECRET'] ?? '', 'thesecretofthisclient'])
      expect(JSON.stringify(findings)).not.toContain(secret);
  });

  test('needs a configuration that can be read', () => {
    expect(() => configFrom(env({ BASE_URL: '' }))).toThrow('BASE_URL');
  });
});
