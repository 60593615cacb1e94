import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError, type AuthErrorCode } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { settingsFrom } from '../../../src/auth/options.js';
import type { TokenResponse } from '../../../src/auth/pool/pool.js';
import { createRevoker } from '../../../src/auth/pool/revoker.js';
import { createRefresher, type Refresher } from '../../../src/auth/refresh/refresher.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import type { Reason } from '../../../src/auth/reasons.js';
import type { Session, SignIn } from '../../../src/auth/store.js';
import { createTokenVerifier } from '../../../src/auth/tokens/token-verifier.js';
import { testSecret } from '../../support/secret.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';
import { sampleSession, sampleSignIn, sampleTokens } from '../../support/sample-session.js';

// The refresher alone: its pool is a list of answers, its time is a number that sleeping moves.

const key = 'the key of a session';
const hourMs = 3_600_000;

let time: number;
let events: AuthEvent[];
let store: FaultyStore;
let refresher: Refresher;
let presented: string[];
let revoked: string[];
let hasKeys: boolean;
/** What the pool answers, in this order. `undefined`: it refuses the refresh token. The last one stays. */
let answers: (() => TokenResponse | undefined | Promise<TokenResponse | undefined>)[];

const now = (): number => time;

beforeEach(() => {
  time = Date.now();
  events = [];
  presented = [];
  revoked = [];
  hasKeys = true;
  answers = [rotated];
  const settings = settingsFrom({
    // An issuer that is not Cognito, so that access tokens are opaque and need no signature.
    pool: { issuer: 'https://issuer.example', clientId: 'client' },
    baseUrl: 'https://site.example',
    secrets: [testSecret],
    store: createMemoryStore(),
    now,
  });
  const told = createEvents((event) => events.push(event));
  const key = { kty: 'RSA', kid: 'one', n: 'AQAB', e: 'AQAB' };
  const pool = {
    keys: async () => {
      if (!hasKeys) throw new AuthError('pool_unreachable', { reason: 'network' });
      return { keys: [key] };
    },
    refresh: async (refreshToken: string) => {
      presented.push(refreshToken);
      return (answers.length > 1 ? answers.shift() : answers[0])?.();
    },
    revoke: async (refreshToken: string) => void revoked.push(refreshToken),
  };
  const sleep = async (ms: number): Promise<void> => {
    time += ms;
    await later.shift()?.();
  };
  const waiting = { uptimeMs: now, sleep, rest: sleep };
  store = createFaultyStore(createMemoryStore({ now }));
  refresher = createRefresher({
    settings,
    store,
    pool,
    verifier: createTokenVerifier({ settings, pool, events: told, waiting }),
    revoker: createRevoker({ store, pool, events: told }),
    events: told,
    waiting,
  });
});

/** What others do while the refresher sleeps: one for each time. */
let later: (() => Promise<void>)[];
beforeEach(() => {
  later = [];
});

const rotated = (): TokenResponse => ({
  idToken: undefined,
  accessToken: `access ${presented.length}`,
  refreshToken: `refresh ${presented.length}`,
  expiresInSeconds: 3600,
  scopes: undefined,
});
const refusal = (): undefined => undefined;
const trouble = (code: AuthErrorCode, reason: Reason) => () => {
  throw new AuthError(code, { reason });
};

/** Puts a session into the store whose access token has so long to live. */
const keep = async (
  leftMs: number,
  { isRefreshable = true, ...changes }: Partial<SignIn> = {},
  lifeMs = hourMs,
): Promise<Session> => {
  const signIn = sampleSignIn({
    accessTokenEndsAtMs: time + leftMs,
    tokensRefreshedAtMs: time + leftMs - lifeMs,
    isRefreshable,
    ...changes,
  });
  const tokens = sampleTokens({ refreshToken: isRefreshable ? 'refresh 0' : undefined });
  await store.create(key, { ...sampleSession({ expiresAtMs: time + 12 * hourMs }), signIn, tokens });
  return { signIn, tokens };
};

/** What another process does: refreshes the session that we are about to refresh. */
const refreshElsewhere = async ({ signIn, tokens }: Session): Promise<void> => {
  await store.replaceTokens(key, {
    fromVersion: signIn.tokensVersion,
    signIn: {
      ...signIn,
      tokensVersion: signIn.tokensVersion + 1,
      accessTokenEndsAtMs: time + hourMs,
    },
    tokens: { ...tokens, accessToken: 'of another process' },
  });
};

const outcomeOf = (work: Promise<Session | undefined>): Promise<string> =>
  work.then(
    (session) => (session === undefined ? 'over' : `version ${session.signIn.tokensVersion}`),
    (error: unknown) => (error instanceof AuthError ? `${error.code} ${error.reason ?? ''}` : String(error)),
  );

const told = (): readonly string[] =>
  events.map((event) => `${event.type}${'reason' in event ? ` ${event.reason ?? ''}` : ''}`.trim());

interface Case {
  readonly what: string;
  readonly leftMs: number;
  readonly lifeMs?: number;
  readonly signIn?: Partial<SignIn>;
  readonly answer?: () => TokenResponse | undefined;
  readonly outcome: string;
  readonly asked: number;
  readonly told: readonly string[];
}

const cases: readonly Case[] = [
  { what: 'good for more than a minute', leftMs: 60_001, outcome: 'version 1', asked: 0, told: [] },
  {
    what: 'that live for a minute, with more than a quarter of it left (F-S11)',
    leftMs: 15_001,
    lifeMs: 60_000,
    outcome: 'version 1',
    asked: 0,
    told: [],
  },
  {
    what: 'that live for a minute, with a quarter of it left (F-S11)',
    leftMs: 15_000,
    lifeMs: 60_000,
    outcome: 'version 2',
    asked: 1,
    told: ['tokens_refreshed'],
  },
  {
    what: 'good for a minute',
    leftMs: 60_000,
    outcome: 'version 2',
    asked: 1,
    told: ['tokens_refreshed'],
  },
  {
    what: 'whose ID token ends before the access token',
    leftMs: hourMs,
    signIn: { tokensEndAtMs: 0 },
    outcome: 'version 2',
    asked: 1,
    told: ['tokens_refreshed'],
  },
  {
    what: 'long past their end',
    leftMs: -10 * hourMs,
    outcome: 'version 2',
    asked: 1,
    told: ['tokens_refreshed'],
  },
  {
    what: 'in their last minute, without a refresh token',
    leftMs: 1,
    signIn: { isRefreshable: false },
    outcome: 'version 1',
    asked: 0,
    told: [],
  },
  {
    what: 'at their end, without a refresh token',
    leftMs: 0,
    signIn: { isRefreshable: false },
    outcome: 'over',
    asked: 0,
    told: ['session_ended tokens_ended'],
  },
  {
    what: 'that the pool refuses to refresh',
    leftMs: 0,
    answer: refusal,
    outcome: 'over',
    asked: 1,
    told: ['refresh_failed', 'session_ended refresh_token_refused'],
  },
  {
    what: 'while the pool is away',
    leftMs: 0,
    answer: trouble('pool_unreachable', 'network'),
    outcome: 'pool_unreachable network',
    asked: 1,
    told: ['refresh_failed network'],
  },
  {
    what: 'for which the pool sends something unusable',
    leftMs: 0,
    answer: trouble('pool_rejected', 'unusable_answer'),
    outcome: 'pool_rejected unusable_answer',
    asked: 1,
    told: ['refresh_failed unusable_answer'],
  },
];

test.each(cases)('tokens $what: $outcome', async (one) => {
  if (one.answer !== undefined) answers = [one.answer];
  await keep(one.leftMs, one.signIn, one.lifeMs);
  expect(await outcomeOf(refresher.fresh(key))).toBe(one.outcome);
  expect(presented).toHaveLength(one.asked);
  expect(told()).toEqual(one.told);
  expect((await store.readTokens(key)) === undefined).toBe(one.outcome === 'over');
});

test('a session that is not there is over, and the pool is not asked', async () => {
  expect(await outcomeOf(refresher.fresh(key))).toBe('over');
  expect(presented).toEqual([]);
});

test('fifty who ask at once are one refresh', async () => {
  await keep(0);
  const all = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(refresher.fresh(key))));
  expect(new Set(all)).toEqual(new Set(['version 2']));
  expect(presented).toEqual(['refresh 0']);
});

describe('after trouble at the pool', () => {
  test.each([
    ['a network error', trouble('pool_unreachable', 'network'), 2000],
    ['a deadline', trouble('pool_timeout', 'deadline'), 2000],
    ['a 429', trouble('pool_unreachable', 'pool_throttles'), 500],
    ['too many calls of our own', trouble('pool_unreachable', 'too_many_pool_calls'), 500],
  ])('%s: everybody hears of it, and the pool is asked again after a pause', async (_what, answer, ms) => {
    answers = [answer, rotated];
    await keep(0);
    const first = await outcomeOf(refresher.fresh(key));
    time += ms - 1;
    expect(await outcomeOf(refresher.fresh(key))).toBe(first);
    expect(presented).toHaveLength(1);
    time += 1;
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
  });

  test('that is one person’s alone the pool is asked at once', async () => {
    answers = [trouble('pool_rejected', 'unusable_answer'), rotated];
    await keep(0);
    await outcomeOf(refresher.fresh(key));
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
  });

  test('a clock that is set back does not make the pause longer', async () => {
    answers = [trouble('pool_unreachable', 'network'), rotated];
    await keep(0);
    await outcomeOf(refresher.fresh(key));
    time -= 3000;
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
  });
});

test('no refresh token is used up while there are no keys to verify with what it would bring (F-M6)', async () => {
  await keep(0);
  hasKeys = false;
  expect(await outcomeOf(refresher.fresh(key))).toBe('pool_unreachable network');
  expect(presented).toEqual([]);
  hasKeys = true;
  time += 2000;
  expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
});

describe('what the pool grants with a refresh', () => {
  test('is what the person may do from then on: fewer scopes than before (F-M7)', async () => {
    await keep(0, { scopes: ['openid', 'email', 'profile'] });
    answers = [() => ({ ...rotated(), scopes: ['openid'] })];
    expect((await refresher.fresh(key))?.signIn.scopes).toEqual(['openid']);
  });

  test.each([
    ['as long as it says', 120, 120_000],
    ['a day at the most', 10 ** 9, 24 * hourMs],
    ['an hour where it does not say', undefined, hourMs],
  ])('holds for %s (F-M7)', async (_what, expiresInSeconds, ms) => {
    await keep(0);
    answers = [() => ({ ...rotated(), expiresInSeconds })];
    expect((await refresher.fresh(key))?.signIn.accessTokenEndsAtMs).toBe(time + ms);
  });
});

describe('with other processes', () => {
  test('a session that got newer tokens after the last look is not ended (F-M6)', async () => {
    const session = await keep(0);
    answers = [refusal];
    later = [async () => {}, async () => {}, async () => {}, () => refreshElsewhere(session)];
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(told()).toEqual(['refresh_failed']);
  });

  test('who holds a session for too long holds up one page, and not each of them (F-S1)', async () => {
    await keep(0);
    const hold = async (): Promise<void> => {
      await store.leases.take(`refresh:${key}`, 'a slow process', 3000);
      await store.leases.renew(`refresh:${key}`, 'a slow process', 3000);
      later.push(hold);
    };
    await hold();
    await outcomeOf(refresher.fresh(key));
    const startedAtMs = time;
    expect(await outcomeOf(refresher.fresh(key))).toBe('pool_timeout refreshing_elsewhere');
    expect(time - startedAtMs).toBe(50);
  });

  test('a refusal is not believed when another process wrote newer tokens meanwhile (F-M6)', async () => {
    const session = await keep(0);
    answers = [refusal];
    later = [async () => {}, () => refreshElsewhere(session)];
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect((await store.readTokens(key))?.tokens.accessToken).toBe('of another process');
    expect(told()).not.toContain('refresh_failed');
  });

  test('a refusal is believed after a second of looking', async () => {
    await keep(0);
    answers = [refusal];
    const startedAtMs = time;
    await refresher.fresh(key);
    expect(time - startedAtMs).toBe(1000);
  });

  test('one that holds the lease is waited for, and what it wrote is used', async () => {
    const session = await keep(0);
    await store.leases.take(`refresh:${key}`, 'another process', 3000);
    later = [async () => {}, async () => {}, () => refreshElsewhere(session)];
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(presented).toEqual([]);
    expect(events).toMatchObject([{ type: 'refresh_waited', durationMs: 150 }]);
  });

  test('one that was killed with the lease costs the rest of it, and no sign-out', async () => {
    await keep(0);
    await store.leases.take(`refresh:${key}`, 'a process that was killed', 3000);
    const startedAtMs = time;
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(time - startedAtMs).toBe(3000);
  });

  test('one that never comes to an end is waited for twelve seconds', async () => {
    await keep(0);
    const hold = async (): Promise<void> => {
      await store.leases.take(`refresh:${key}`, 'a slow process', 3000);
      await store.leases.renew(`refresh:${key}`, 'a slow process', 3000);
      later.push(hold);
    };
    await hold();
    const startedAtMs = time;
    expect(await outcomeOf(refresher.fresh(key))).toBe('pool_timeout refreshing_elsewhere');
    expect(time - startedAtMs).toBe(12_000);
  });
});

describe('while the store has trouble', () => {
  test('what the pool gave is written later, by whoever asks next, without a second refresh', async () => {
    await keep(0);
    store.fail('replaceTokens', 1);
    // So that nobody tries in the background before the next one asks.
    later = [() => new Promise(() => {})];
    expect(await outcomeOf(refresher.fresh(key))).toMatch(/^store_unreachable /);
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(presented).toEqual(['refresh 0']);
  });

  test('it is written in the background, which settled() waits for', async () => {
    await keep(0);
    store.fail('replaceTokens', 3);
    await outcomeOf(refresher.fresh(key));
    await refresher.settled(60_000);
    expect((await store.readTokens(key))?.tokens.refreshToken).toBe('refresh 1');
  });

  test('an hour of trouble is outlasted (F-S10)', async () => {
    await keep(0);
    store.fail('replaceTokens');
    await outcomeOf(refresher.fresh(key));
    later = [async () => void (time += hourMs), async () => store.heal()];
    await refresher.settled(2 * hourMs);
    expect((await store.readTokens(key))?.tokens.refreshToken).toBe('refresh 1');
    expect(revoked).toEqual([]);
  });

  test('at the end of the session what could not be kept is revoked (F-S10)', async () => {
    await keep(0, { endsAtMs: time + 2 * hourMs });
    store.fail('replaceTokens');
    await outcomeOf(refresher.fresh(key));
    await refresher.settled(3 * hourMs);
    expect(revoked).toEqual(['refresh 1']);
  });

  test('a refresh that comes later is not given up with an earlier one (F-S10)', async () => {
    await keep(0);
    store.fail('replaceTokens', 1);
    let wake = (): void => undefined;
    // The attempts in the background stand still, and somebody who asks saves what is left.
    later = [() => new Promise<void>((resolve) => (wake = resolve))];
    await outcomeOf(refresher.fresh(key));
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    time += hourMs;
    store.fail('replaceTokens', 200);
    await outcomeOf(refresher.fresh(key));
    wake();
    await refresher.settled(hourMs);
    expect((await store.readTokens(key))?.tokens.refreshToken).toBe('refresh 2');
  });

  test('a write that was done and whose answer got lost is no loss', async () => {
    await keep(0);
    store.loseAnswer('replaceTokens', 1);
    await outcomeOf(refresher.fresh(key));
    await refresher.settled(60_000);
    expect((await store.readTokens(key))?.tokens.refreshToken).toBe('refresh 1');
    expect(told()).toEqual(['refresh_failed store_fault', 'tokens_refreshed']);
  });

  test('a store that fails again while it is asked what it has is asked again', async () => {
    await keep(0);
    store.loseAnswer('replaceTokens', 1);
    later = [async () => store.fail('readTokens', 1)];
    await outcomeOf(refresher.fresh(key));
    await refresher.settled(60_000);
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(presented).toEqual(['refresh 0']);
  });
});

test('who signs out while the pool answers stays signed out, and the new refresh token is revoked', async () => {
  await keep(0);
  answers = [
    async () => {
      await store.end(key);
      return rotated();
    },
  ];
  expect(await outcomeOf(refresher.fresh(key))).toBe('over');
  expect(revoked).toEqual(['refresh 1']);
});
