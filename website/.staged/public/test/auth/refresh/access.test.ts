import type { Request } from 'express';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError, type AuthErrorCode } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { settingsFrom } from '../../../src/auth/options.js';
import { createAccess, type Access } from '../../../src/auth/refresh/access.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { sessionKey, signInOf } from '../../../src/auth/sessions/session-of-request.js';
import type { Session, SessionStore, SignIn } from '../../../src/auth/store.js';
import { passedRequest } from '../../support/passed-request.js';
import { sampleSession, sampleSignIn, sampleTokens } from '../../support/sample-session.js';

// Who is behind a request, with a refresher that does as the test says.

const minuteMs = 60_000;
const graceMinutes = 15;
const key = sessionKey('the id');

let time: number;
let asked: string[];
let outdated: (number | undefined)[];
let fresh: () => Promise<Session | undefined>;
let store: SessionStore;
let events: AuthEvent[];
let access: Access;
const now = (): number => time;

beforeEach(() => {
  time = 1_800_000_000_000;
  asked = [];
  outdated = [];
  events = [];
  store = createMemoryStore({ now });
  const settings = settingsFrom({
    pool: { issuer: 'https://issuer.example', clientId: 'client' },
    baseUrl: 'https://site.example',
    secrets: ['a secret of the tests that is long enough'],
    outageGraceMinutes: graceMinutes,
    store,
    now,
  });
  const refresher = {
    fresh: (key: string, version?: number) => {
      asked.push(key);
      outdated.push(version);
      return fresh();
    },
    settled: async () => undefined,
  };
  access = createAccess({ settings, store, refresher, events: createEvents((event) => events.push(event)) });
});

const failing = (code: AuthErrorCode) => async (): Promise<never> => {
  throw new AuthError(code);
};

/** A request of somebody whose access token has so long to live; the store knows the session as well. */
const requestOf = async (
  leftMs: number,
  changes: Partial<SignIn> = {},
): Promise<{ readonly request: Request; readonly session: Session }> => {
  const signIn = sampleSignIn({
    startedAtMs: time - 60 * minuteMs,
    tokensRefreshedAtMs: time - 60 * minuteMs,
    endsAtMs: time + 600 * minuteMs,
    accessTokenEndsAtMs: time + leftMs,
    ...changes,
  });
  const tokens = sampleTokens();
  await store.create(key, {
    ...sampleSession({ lastSeenAtMs: time, expiresAtMs: time + 600 * minuteMs }),
    signIn,
    tokens,
  });
  const request = passedRequest('the id', { signIn });
  return { request, session: { signIn, tokens } };
};

const nobody = passedRequest('the id', {});

const refreshedFrom = ({ signIn, tokens }: Session): Session => ({
  signIn: { ...signIn, tokensVersion: 2, accessTokenEndsAtMs: time + 60 * minuteMs },
  tokens: { ...tokens, accessToken: 'a new one' },
});

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => (error instanceof AuthError ? error.code : String(error)));

describe('the sign-in of a request', () => {
  test('is nobody’s where nobody is signed in, and nothing is refreshed', async () => {
    expect(await access.current(nobody)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test.each([
    ['with fresh tokens', 61_000, {}],
    ['in the last minute of tokens that cannot be refreshed', 1, { isRefreshable: false }],
  ])('%s is used as it is', async (_what, leftMs, changes) => {
    const { request, session } = await requestOf(leftMs, changes);
    expect(await access.current(request)).toBe(session.signIn);
    expect(asked).toEqual([]);
  });

  test('is refreshed first where it is time, and the rest of the request sees that', async () => {
    const { request, session } = await requestOf(minuteMs);
    const next = refreshedFrom(session);
    fresh = async () => next;
    expect(await access.current(request)).toBe(next.signIn);
    expect(signInOf(request)).toBe(next.signIn);
    expect(asked).toEqual([key]);
  });

  test('is over for the rest of the request where the refresh says so', async () => {
    const { request } = await requestOf(0);
    fresh = async () => undefined;
    expect(await access.current(request)).toBeUndefined();
    expect(signInOf(request)).toBeUndefined();
  });

  test.each<AuthErrorCode>(['pool_unreachable', 'pool_rejected', 'store_unreachable'])(
    'goes on while its access token holds, though the refresh failed with %s',
    async (code) => {
      const { request, session } = await requestOf(1);
      fresh = failing(code);
      expect(await access.current(request)).toBe(session.signIn);
      expect(events).toEqual([]);
    },
  );

  test.each<AuthErrorCode>(['pool_unreachable', 'pool_timeout', 'store_unreachable'])(
    'goes on for the grace of an outage (%s), which is told, and no longer',
    async (code) => {
      const { request, session } = await requestOf(0);
      fresh = failing(code);
      expect(await access.current(request)).toBe(session.signIn);
      expect(events).toEqual([
        { type: 'outage_grace_used', session: key.slice(0, 8), userId: session.signIn.user.id },
      ]);
      time += graceMinutes * minuteMs - 1;
      expect(await access.current(request)).toBe(session.signIn);
      time += 1;
      expect(await outcomeOf(access.current(request))).toBe(code);
    },
  );

  test('does not go on where the pool answered something wrong, nor where it is a bug', async () => {
    const { request } = await requestOf(0);
    fresh = failing('pool_rejected');
    expect(await outcomeOf(access.current(request))).toBe('pool_rejected');
    const holding = await requestOf(1);
    fresh = async () => {
      throw new RangeError('a bug');
    };
    expect(await outcomeOf(access.current(holding.request))).toBe('RangeError: a bug');
    expect(events).toEqual([]);
  });
});

describe('the tokens of a request', () => {
  test('are nobody’s where nobody is signed in', async () => {
    expect(await outcomeOf(access.tokens(nobody))).toBe('not_signed_in');
  });

  test('are those of the store while they are fresh', async () => {
    const { request, session } = await requestOf(61_000);
    expect(await access.tokens(request)).toEqual(session.tokens);
    expect(asked).toEqual([]);
  });

  test('are refreshed first where it is time', async () => {
    const { request, session } = await requestOf(minuteMs);
    fresh = async () => refreshedFrom(session);
    expect((await access.tokens(request)).accessToken).toBe('a new one');
    expect(asked).toEqual([key]);
  });

  test('are gone with the session', async () => {
    const { request } = await requestOf(61_000);
    await store.end(key);
    expect(await outcomeOf(access.tokens(request))).toBe('not_signed_in');
    const due = await requestOf(0);
    fresh = async () => undefined;
    expect(await outcomeOf(access.tokens(due.request))).toBe('not_signed_in');
  });

  test('are used to their end while the refresh fails, and not a moment longer', async () => {
    const { request, session } = await requestOf(1);
    fresh = failing('pool_unreachable');
    expect(await access.tokens(request)).toEqual(session.tokens);
    time += 1;
    expect(await outcomeOf(access.tokens(request))).toBe('pool_unreachable');
    expect(events).toEqual([]);
  });

  test('are not used where it is a bug', async () => {
    const { request } = await requestOf(1);
    fresh = async () => {
      throw new RangeError('a bug');
    };
    expect(await outcomeOf(access.tokens(request))).toBe('RangeError: a bug');
  });
});

describe('newer tokens on demand', () => {
  test('are those after the version that the store has, and the rest of the request sees them (F-R66)', async () => {
    const { request, session } = await requestOf(60 * minuteMs);
    await store.replaceTokens(key, { fromVersion: 1, ...refreshedFrom(session) });
    const newest = { ...session.signIn, tokensVersion: 3 };
    fresh = async () => ({ ...session, signIn: newest });
    await access.refreshNow(request);
    expect([asked, outdated]).toEqual([[key], [2]]);
    expect(signInOf(request)).toEqual(newest);
  });

  test('are nobody’s where nobody is signed in, though the store has a session (F-R66)', async () => {
    await requestOf(60 * minuteMs);
    expect(await outcomeOf(access.refreshNow(nobody))).toBe('not_signed_in');
    expect(asked).toEqual([]);
  });

  test('are not there for a session that is over, before or by then (F-R66)', async () => {
    const { request } = await requestOf(60 * minuteMs);
    fresh = async () => undefined;
    expect(await outcomeOf(access.refreshNow(request))).toBe('not_signed_in');
    expect(signInOf(request)).toBeUndefined();
    const { request: other } = await requestOf(60 * minuteMs);
    await store.end(key);
    asked = [];
    expect(await outcomeOf(access.refreshNow(other))).toBe('not_signed_in');
    expect(asked).toEqual([]);
  });

  test('need a refresh token: without one it takes another sign-in (F-R66)', async () => {
    const { request, session } = await requestOf(60 * minuteMs, { isRefreshable: false });
    expect(await outcomeOf(access.refreshNow(request))).toBe('recent_sign_in_required');
    expect([asked, signInOf(request)]).toEqual([[], session.signIn]);
  });
});
