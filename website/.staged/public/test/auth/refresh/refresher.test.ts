import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TokenResponse } from '../../../src/auth/pool/pool.js';
import { createRefresher, type Refresher } from '../../../src/auth/refresh/refresher.js';
import type { SignIn } from '../../../src/auth/store.js';
import {
  createRefreshWorld,
  hourMs,
  key,
  outcomeOf,
  refusal,
  trouble,
  type RefreshWorld,
} from './support.js';

// The refresher alone: its pool is a list of answers, its time is a number that sleeping moves.

let world: RefreshWorld;
let refresher: Refresher;
beforeEach(() => {
  world = createRefreshWorld();
  refresher = createRefresher(world.deps);
});

/** Gives the pool its answers from now on. */
const answerWith = (...answers: RefreshWorld['answers']): void =>
  void world.answers.splice(0, Infinity, ...answers);
/** What others do from now on, while the refresher sleeps. */
const meanwhile = (...later: RefreshWorld['later']): void => void world.later.splice(0, Infinity, ...later);

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
  if (one.answer !== undefined) answerWith(one.answer);
  await world.keep(one.leftMs, one.signIn, one.lifeMs);
  expect(await outcomeOf(refresher.fresh(key))).toBe(one.outcome);
  expect(world.presented).toHaveLength(one.asked);
  expect(world.told()).toEqual(one.told);
  expect((await world.store.readTokens(key)) === undefined).toBe(one.outcome === 'over');
});

test('a session that is not there is over, and the pool is not asked', async () => {
  expect(await outcomeOf(refresher.fresh(key))).toBe('over');
  expect(world.presented).toEqual([]);
});

test('fifty who ask at once are one refresh', async () => {
  await world.keep(0);
  const all = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(refresher.fresh(key))));
  expect(new Set(all)).toEqual(new Set(['version 2']));
  expect(world.presented).toEqual(['refresh 0']);
  // None of them stood in line for the lease.
  expect(world.slept).toEqual([]);
  expect(world.told()).toEqual(['tokens_refreshed', ...Array.from({ length: 49 }, () => 'refresh_waited')]);
});

test('who waits for a refresh of another request is told, with how long it took', async () => {
  await world.keep(0);
  answerWith(() => {
    world.clock.ms += 700;
    return world.rotated();
  });
  await Promise.all([refresher.fresh(key), refresher.fresh(key)]);
  expect(world.events.filter(({ type }) => type === 'refresh_waited')).toMatchObject([
    { durationMs: 700, isElsewhere: false },
  ]);
});

describe('who wants newer tokens than those of a version', () => {
  test('gets them, however long the others would hold', async () => {
    await world.keep(hourMs);
    expect(await outcomeOf(refresher.fresh(key, 1))).toBe('version 2');
    expect(world.presented).toEqual(['refresh 0']);
  });

  test.each([0, 2])('gets what there is where that is another one (%i)', async (outdated) => {
    await world.keep(hourMs);
    expect(await outcomeOf(refresher.fresh(key, outdated))).toBe('version 1');
    expect(world.presented).toEqual([]);
  });

  test('gets what there is where nothing can be refreshed', async () => {
    await world.keep(hourMs, { isRefreshable: false });
    expect(await outcomeOf(refresher.fresh(key, 1))).toBe('version 1');
  });

  test('is not content with what somebody found who wanted nothing new', async () => {
    await world.keep(hourMs);
    const all = await Promise.all([undefined, 1, 1, 7].map((one) => outcomeOf(refresher.fresh(key, one))));
    expect(all).toEqual(['version 1', 'version 2', 'version 2', 'version 1']);
    expect(world.presented).toEqual(['refresh 0']);
  });

  test('shares the refresh of those who came before', async () => {
    await world.keep(0);
    const all = await Promise.all([undefined, 1].map((one) => outcomeOf(refresher.fresh(key, one))));
    expect(all).toEqual(['version 2', 'version 2']);
    expect(world.presented).toEqual(['refresh 0']);
  });

  test('hears with the others that the session is over', async () => {
    const all = await Promise.all([undefined, 1].map((one) => outcomeOf(refresher.fresh(key, one))));
    expect(all).toEqual(['over', 'over']);
  });
});

test.each([
  [true, undefined],
  [false, 'refresh 0'],
])(
  'a record at its end that says isRefreshable: %s, with the refresh token %s, is over, and the pool is not asked',
  async (isRefreshable, refreshToken) => {
    const { signIn, tokens } = await world.keep(0);
    const next = {
      signIn: { ...signIn, isRefreshable, tokensVersion: 2 },
      tokens: { ...tokens, refreshToken },
    };
    await world.store.replaceTokens(key, { fromVersion: 1, ...next });
    expect(await outcomeOf(refresher.fresh(key))).toBe('over');
    expect([world.presented, world.told()]).toEqual([[], ['session_ended tokens_ended']]);
  },
);

describe('after trouble at the pool', () => {
  test.each([
    ['a network error', trouble('pool_unreachable', 'network'), 2000],
    ['a deadline', trouble('pool_timeout', 'deadline'), 2000],
    ['a 429', trouble('pool_unreachable', 'pool_throttles'), 500],
    ['too many calls of our own', trouble('pool_unreachable', 'too_many_pool_calls'), 500],
  ])('%s: everybody hears of it, and the pool is asked again after a pause', async (_what, answer, ms) => {
    answerWith(answer, world.rotated);
    await world.keep(0);
    const first = await outcomeOf(refresher.fresh(key));
    world.clock.ms += ms - 1;
    expect(await outcomeOf(refresher.fresh(key))).toBe(first);
    expect(world.presented).toHaveLength(1);
    world.clock.ms += 1;
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
  });

  test('that is one person’s alone the pool is asked at once', async () => {
    answerWith(trouble('pool_rejected', 'unusable_answer'), world.rotated);
    await world.keep(0);
    await outcomeOf(refresher.fresh(key));
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
  });

  test('a clock that is set back does not make the pause longer', async () => {
    answerWith(trouble('pool_unreachable', 'network'), world.rotated);
    await world.keep(0);
    await outcomeOf(refresher.fresh(key));
    world.clock.ms -= 3000;
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
  });
});

test('no refresh token is used up while there are no keys to verify with what it would bring (F-M6)', async () => {
  await world.keep(0);
  world.keys.areThere = false;
  expect(await outcomeOf(refresher.fresh(key))).toBe('pool_unreachable network');
  expect(world.presented).toEqual([]);
  world.keys.areThere = true;
  world.clock.ms += 2000;
  expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
});

describe('what the pool grants with a refresh', () => {
  test('is what the person may do from then on: fewer scopes than before (F-M7)', async () => {
    await world.keep(0, { scopes: ['openid', 'email', 'profile'] });
    answerWith(() => ({ ...world.rotated(), scopes: ['openid'] }));
    expect((await refresher.fresh(key))?.signIn.scopes).toEqual(['openid']);
  });

  test.each([
    ['as long as it says', 120, 120_000],
    ['a day at the most', 10 ** 9, 24 * hourMs],
    ['an hour where it does not say', undefined, hourMs],
  ])('holds for %s (F-M7)', async (_what, expiresInSeconds, ms) => {
    await world.keep(0);
    answerWith(() => ({ ...world.rotated(), expiresInSeconds }));
    expect((await refresher.fresh(key))?.signIn.accessTokenEndsAtMs).toBe(world.clock.ms + ms);
  });
});

describe('with other processes', () => {
  test('a session that got newer tokens after the last look is not ended (F-M6)', async () => {
    const session = await world.keep(0);
    answerWith(refusal);
    meanwhile(
      async () => {},
      async () => {},
      async () => {},
      () => world.refreshElsewhere(session),
    );
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(world.told()).toEqual(['refresh_failed']);
  });

  test('who holds a session for too long holds up one page, and not each of them (F-S1)', async () => {
    await world.keep(0);
    const hold = async (): Promise<void> => {
      await world.store.leases.take(`refresh:${key}`, 'a slow process', 3000);
      await world.store.leases.renew(`refresh:${key}`, 'a slow process', 3000);
      world.later.push(hold);
    };
    await hold();
    await outcomeOf(refresher.fresh(key));
    const startedAtMs = world.clock.ms;
    expect(await outcomeOf(refresher.fresh(key))).toBe('pool_timeout refreshing_elsewhere');
    expect(world.clock.ms - startedAtMs).toBe(50);
  });

  test('a refusal is not believed when another process wrote newer tokens meanwhile (F-M6)', async () => {
    const session = await world.keep(0);
    answerWith(refusal);
    meanwhile(
      async () => {},
      () => world.refreshElsewhere(session),
    );
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect((await world.store.readTokens(key))?.tokens.accessToken).toBe('of another process');
    expect(world.told()).not.toContain('refresh_failed');
  });

  test('a refusal is believed after a second of looking', async () => {
    await world.keep(0);
    answerWith(refusal);
    const startedAtMs = world.clock.ms;
    await refresher.fresh(key);
    expect(world.clock.ms - startedAtMs).toBe(1000);
  });

  test('one that holds the lease is waited for, and what it wrote is used', async () => {
    const session = await world.keep(0);
    await world.store.leases.take(`refresh:${key}`, 'another process', 3000);
    meanwhile(
      async () => {},
      async () => {},
      () => world.refreshElsewhere(session),
    );
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(world.presented).toEqual([]);
    expect(world.events).toMatchObject([{ type: 'refresh_waited', durationMs: 150, isElsewhere: true }]);
  });

  test('one that ends the session while it is waited for ends the waiting', async () => {
    await world.keep(0);
    await world.store.leases.take(`refresh:${key}`, 'another process', 3000);
    meanwhile(async () => void (await world.store.end(key)));
    expect(await outcomeOf(refresher.fresh(key))).toBe('over');
    expect([world.slept, world.told()]).toEqual([[50], []]);
  });

  test('each session that was waited for in vain is remembered by itself', async () => {
    const session = await world.keep(0);
    const keys = [key, 'the key of another session'];
    await world.store.create('the key of another session', {
      ...session,
      appData: {},
      lastSeenAtMs: world.clock.ms,
      expiresAtMs: world.clock.ms + hourMs,
    });
    const hold = async (): Promise<void> => {
      for (const one of keys) {
        await world.store.leases.take(`refresh:${one}`, 'a slow process', 3000);
        await world.store.leases.renew(`refresh:${one}`, 'a slow process', 3000);
      }
      world.later.push(hold);
    };
    await hold();
    for (const one of keys) await outcomeOf(refresher.fresh(one));
    const startedAtMs = world.clock.ms;
    for (const one of keys) await outcomeOf(refresher.fresh(one));
    expect(world.clock.ms - startedAtMs).toBe(100);
  });

  test('one that was killed with the lease costs the rest of it, and no sign-out', async () => {
    await world.keep(0);
    await world.store.leases.take(`refresh:${key}`, 'a process that was killed', 3000);
    const startedAtMs = world.clock.ms;
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(world.clock.ms - startedAtMs).toBe(3000);
  });

  test('one that never comes to an end is waited for twelve seconds', async () => {
    await world.keep(0);
    const hold = async (): Promise<void> => {
      await world.store.leases.take(`refresh:${key}`, 'a slow process', 3000);
      await world.store.leases.renew(`refresh:${key}`, 'a slow process', 3000);
      world.later.push(hold);
    };
    await hold();
    const startedAtMs = world.clock.ms;
    expect(await outcomeOf(refresher.fresh(key))).toBe('pool_timeout refreshing_elsewhere');
    expect(world.clock.ms - startedAtMs).toBe(12_000);
  });
});

describe('while the store has trouble', () => {
  test('what the pool gave is written later, by whoever asks next, without a second refresh', async () => {
    await world.keep(0);
    world.store.fail('replaceTokens', 1);
    // So that nobody tries in the background before the next one asks.
    meanwhile(() => new Promise(() => {}));
    expect(await outcomeOf(refresher.fresh(key))).toMatch(/^store_unreachable /);
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(world.presented).toEqual(['refresh 0']);
  });

  test('no other process may refresh: the lease is held until it is written', async () => {
    await world.keep(0);
    world.store.fail('replaceTokens', 1);
    let wake = (): void => undefined;
    meanwhile(() => new Promise<void>((resolve) => (wake = resolve)));
    await outcomeOf(refresher.fresh(key));
    const take = () => world.store.leases.take(`refresh:${key}`, 'another process', 1);
    expect(await take()).toBe(false);
    wake();
    await refresher.settled(60_000);
    // It is given back right after.
    await new Promise(setImmediate);
    expect(await take()).toBe(true);
  });

  test('what was held for so long that it is time again is written, and refreshed', async () => {
    await world.keep(0);
    world.store.fail('replaceTokens', 1);
    let wake = (): void => undefined;
    meanwhile(() => new Promise<void>((resolve) => (wake = resolve)));
    await outcomeOf(refresher.fresh(key));
    world.clock.ms += hourMs;
    const late = outcomeOf(refresher.fresh(key));
    wake();
    expect(await late).toBe('version 3');
    expect(world.presented).toEqual(['refresh 0', 'refresh 1']);
  });

  test('a session that is ended while its tokens are held is over', async () => {
    await world.keep(0);
    world.store.fail('replaceTokens', 1);
    meanwhile(() => new Promise(() => {}));
    await outcomeOf(refresher.fresh(key));
    await world.store.end(key);
    expect(await outcomeOf(refresher.fresh(key))).toBe('over');
    expect(world.revoked).toEqual(['refresh 1']);
  });

  test('it is written in the background, which settled() waits for', async () => {
    await world.keep(0);
    world.store.fail('replaceTokens', 3);
    await outcomeOf(refresher.fresh(key));
    await refresher.settled(60_000);
    expect((await world.store.readTokens(key))?.tokens.refreshToken).toBe('refresh 1');
  });

  test('an hour of trouble is outlasted (F-S10)', async () => {
    await world.keep(0);
    world.store.fail('replaceTokens');
    await outcomeOf(refresher.fresh(key));
    meanwhile(
      async () => void (world.clock.ms += hourMs),
      async () => world.store.heal(),
    );
    await refresher.settled(2 * hourMs);
    expect((await world.store.readTokens(key))?.tokens.refreshToken).toBe('refresh 1');
    expect(world.revoked).toEqual([]);
  });

  test('at the end of the session what could not be kept is revoked (F-S10)', async () => {
    await world.keep(0, { endsAtMs: world.clock.ms + 2 * hourMs });
    world.store.fail('replaceTokens');
    await outcomeOf(refresher.fresh(key));
    await refresher.settled(3 * hourMs);
    expect(world.revoked).toEqual(['refresh 1']);
  });

  test('a refresh that comes later is not given up with an earlier one (F-S10)', async () => {
    await world.keep(0);
    world.store.fail('replaceTokens', 1);
    let wake = (): void => undefined;
    // The attempts in the background stand still, and somebody who asks saves what is left.
    meanwhile(() => new Promise<void>((resolve) => (wake = resolve)));
    await outcomeOf(refresher.fresh(key));
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    world.clock.ms += hourMs;
    world.store.fail('replaceTokens', 200);
    await outcomeOf(refresher.fresh(key));
    wake();
    await refresher.settled(hourMs);
    expect((await world.store.readTokens(key))?.tokens.refreshToken).toBe('refresh 2');
  });

  test('a write that was done and whose answer got lost is no loss', async () => {
    await world.keep(0);
    world.store.loseAnswer('replaceTokens', 1);
    await outcomeOf(refresher.fresh(key));
    await refresher.settled(60_000);
    expect((await world.store.readTokens(key))?.tokens.refreshToken).toBe('refresh 1');
    expect(world.told()).toEqual(['refresh_failed store_fault', 'tokens_refreshed']);
  });

  test('a store that fails again while it is asked what it has is asked again', async () => {
    await world.keep(0);
    world.store.loseAnswer('replaceTokens', 1);
    meanwhile(async () => world.store.fail('readTokens', 1));
    await outcomeOf(refresher.fresh(key));
    await refresher.settled(60_000);
    expect(await outcomeOf(refresher.fresh(key))).toBe('version 2');
    expect(world.presented).toEqual(['refresh 0']);
  });
});

test('who signs out while the pool answers stays signed out, and the new refresh token is revoked', async () => {
  await world.keep(0);
  answerWith(async () => {
    await world.store.end(key);
    return world.rotated();
  });
  expect(await outcomeOf(refresher.fresh(key))).toBe('over');
  expect(world.revoked).toEqual(['refresh 1']);
});

describe('a process that stops', () => {
  test('does not wait where nothing is under way', async () => {
    await refresher.settled(60_000);
    expect(world.slept).toEqual([]);
  });

  test('waits for a refresh that is under way', async () => {
    await world.keep(0);
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    answerWith(async () => {
      await answered;
      return world.rotated();
    });
    const under = outcomeOf(refresher.fresh(key));
    meanwhile(
      async () => {},
      async () => answer(),
    );
    await refresher.settled(60_000);
    expect(world.slept.slice(0, 2)).toEqual([50, 50]);
    expect(await under).toBe('version 2');
    expect((await world.store.readTokens(key))?.tokens.refreshToken).toBe('refresh 1');
  });

  test('waits as long as it was told, and names the sessions for which that was not enough', async () => {
    await world.keep(0);
    world.store.fail('replaceTokens');
    meanwhile(() => new Promise(() => {}));
    await outcomeOf(refresher.fresh(key));
    const startedAtMs = world.clock.ms;
    await refresher.settled(1000);
    expect(world.clock.ms - startedAtMs).toBe(1000);
    expect(world.told().at(-1)).toBe('revoke_failed never_decided');
  });
});
