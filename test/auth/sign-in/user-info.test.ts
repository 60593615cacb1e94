import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { createUserInfo } from '../../../src/auth/sign-in/user-info.js';
import type { SignInTokens } from '../../../src/auth/tokens/token-set.js';
import type { Claims } from '../../../src/auth/user.js';
import { sampleTokens } from '../../support/sample-session.js';

let isNeeded: boolean;
let said: () => Promise<Claims>;
let asked: unknown[];
let events: AuthEvent[];
beforeEach(() => {
  isNeeded = true;
  said = async () => ({});
  asked = [];
  events = [];
});

const claims = { iss: 'https://issuer.example', sub: 'ada', exp: 2, iat: 1, authTimeSeconds: 1 };

const verifiedWith = (more: Claims = {}): SignInTokens => ({
  tokens: sampleTokens({ accessToken: 'access' }),
  claims: { ...claims, ...more },
  bearerSub: undefined,
  scopes: ['openid', 'profile'],
  accessTokenEndsAtMs: 1,
});

const complete = (verified: SignInTokens): Promise<SignInTokens> =>
  createUserInfo({
    pool: {
      needsUserInfo: async (...question) => {
        asked.push(['needed', ...question]);
        return isNeeded;
      },
      userInfo: async (...question) => {
        asked.push(['asked', ...question]);
        return said();
      },
    },
    events: createEvents((event) => events.push(event)),
  }).complete(verified);

describe('a person whose ID token lacks something', () => {
  test('is asked about with their own access token, and by their own id', async () => {
    const verified = verifiedWith();
    await complete(verified);
    expect(asked).toEqual([
      ['needed', verified.claims, ['openid', 'profile']],
      ['asked', 'access', 'ada'],
    ]);
  });

  test('has the name and the addresses that userInfo says, and all that was known before', async () => {
    const profile = { name: 'Ada', email: 'ada@example.com', email_verified: true, locale: 'en-GB' };
    said = async () => profile;
    const verified = verifiedWith();
    expect(await complete(verified)).toEqual({ ...verified, claims: { ...claims, ...profile } });
  });

  test('has no rights that only userInfo speaks of, and is nobody else', async () => {
    said = async () => ({ 'cognito:groups': ['admins'], 'scope': 'admin', 'iss': 'x', 'sub': 'grace' });
    expect((await complete(verifiedWith())).claims).toEqual(claims);
  });

  test('keeps what the ID token says: that one is signed', async () => {
    said = async () => ({ name: 'Grace', locale: 'fr' });
    const { claims: completed } = await complete(verifiedWith({ name: 'Ada' }));
    expect(completed).toMatchObject({ name: 'Ada', locale: 'fr' });
  });

  test('has a verified address only where it is the address that was verified', async () => {
    said = async () => ({ email: 'other@example.com', email_verified: true, name: 'Ada' });
    const { claims: completed } = await complete(verifiedWith({ email: 'ada@example.com' }));
    expect(completed).toEqual({ ...claims, email: 'ada@example.com', name: 'Ada' });
  });

  test('comes in without it where the pool does not answer, and an event says so', async () => {
    said = () => Promise.reject(new AuthError('pool_unreachable', { reason: 'network' }));
    const verified = verifiedWith();
    expect(await complete(verified)).toBe(verified);
    expect(events).toMatchObject([{ type: 'user_info_failed', code: 'pool_unreachable', reason: 'network' }]);
  });

  test('does not come in over a mistake of our own: that is no answer of the pool', async () => {
    said = () => Promise.reject(new TypeError('a mistake'));
    await expect(complete(verifiedWith())).rejects.toThrow('a mistake');
    expect(events).toEqual([]);
  });
});

test('nobody is asked where nothing is lacking', async () => {
  isNeeded = false;
  const verified = verifiedWith();
  expect(await complete(verified)).toBe(verified);
  expect(asked).toHaveLength(1);
});
