import type { Request } from 'express';
import { describe, expect, test } from '@jest/globals';
import { createAuth, createMemoryStore, type AuthEvent, type AuthOptions } from '../../src/auth/index.js';
import { passedRequest } from '../support/passed-request.js';

// What is put together, at a pool that is away: fetch itself refuses that port.

const events: AuthEvent[] = [];
const options: AuthOptions = {
  pool: {
    issuer: 'http://127.0.0.1:1/us-east-1_Gone00001',
    clientId: 'client',
    clientSecret: 'a-secret-of-the-app-client',
  },
  baseUrl: 'https://shop.example/app',
  secrets: ['a secret of the tests that is long enough'],
  store: createMemoryStore(),
  onEvent: (event) => events.push(event),
};
const auth = createAuth(options);

test('a wrong option is found at start, by its name', () => {
  expect(() => createAuth({ ...options, secrets: ['short'] })).toThrow(TypeError);
  expect(() => createAuth({ ...options, secrets: ['short'] })).toThrow(/^createAuth: secrets /);
});

test('putting it together talks to nobody', () => {
  expect(events).toEqual([]);
});

test('a link to sign in has the path prefix and the way back, and nothing that leads elsewhere', () => {
  expect(auth.signInUrl('/app/account')).toBe('/app/auth/sign-in?return_to=%2Fapp%2Faccount');
  expect(auth.signInUrl()).toBe('/app/auth/sign-in?return_to=%2Fapp%2F');
  expect(auth.signInUrl('https://evil.example/')).toBe('/app/auth/sign-in?return_to=%2Fapp%2F');
});

describe('while the pool is away', () => {
  test('a readiness check says so', async () => {
    await expect(auth.checkPool()).rejects.toMatchObject({
      code: 'pool_unreachable',
      reason: 'network',
    });
    expect(events).toMatchObject([{ type: 'pool_called', endpoint: 'discovery', outcome: 'network' }]);
  });

  test('nobody knows where its pages are, and asking is no failure', async () => {
    expect(await auth.poolOrigin()).toBeUndefined();
    expect(auth.knownPoolOrigin()).toBeUndefined();
  });

  test('they are known all the same where they are set', async () => {
    const domain = 'https://shop.auth.eu-central-1.amazoncognito.com';
    const set = createAuth({ ...options, pool: { ...options.pool, domain } });
    expect([set.knownPoolOrigin(), await set.poolOrigin()]).toEqual([domain, domain]);
  });
});

test.each(['accessToken', 'idToken', 'refreshNow', 'listSignIns', 'userInfo'] as const)(
  '%s is for requests that have passed auth.session of the same createAuth',
  async (name) => {
    await expect(auth[name]({} as Request)).rejects.toThrow('auth.session: this request has');
    await expect(auth[name](passedRequest('the id', {}))).rejects.toThrow(
      'the session of another createAuth',
    );
  },
);

test('where nothing is under way, stopping does not wait', async () => {
  const startedAtMs = performance.now();
  await auth.settled({ withinMs: 60_000 });
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
});
