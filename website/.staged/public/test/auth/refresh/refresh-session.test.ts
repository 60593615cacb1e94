import { beforeEach, describe, expect, test } from '@jest/globals';
import { createRefreshSession, type RefreshSession } from '../../../src/auth/refresh/refresh-session.js';
import { createTokenKeeper } from '../../../src/auth/refresh/token-keeper.js';
import type { Session } from '../../../src/auth/store.js';
import { createRefreshWorld, key, outcomeOf, refusal, trouble, type RefreshWorld } from './support.js';

let world: RefreshWorld;
let session: Session;
let refreshSession: RefreshSession;

beforeEach(async () => {
  world = createRefreshWorld();
  session = await world.keep(0);
  refreshSession = createRefreshSession({ ...world.deps, keeper: createTokenKeeper(world.deps) });
});

const answerWith = (...answers: RefreshWorld['answers']): void =>
  void world.answers.splice(0, Infinity, ...answers);
const refresh = (): Promise<string> => outcomeOf(refreshSession.refresh(key, session, 'refresh 0'));
const named = () => ({ session: key.slice(0, 8), userId: session.signIn.user.id });

describe('a refresh', () => {
  test('shows the pool the refresh token, and what comes of it is what the store has', async () => {
    expect(await refresh()).toBe('version 2');
    expect(world.presented).toEqual(['refresh 0']);
    expect((await world.store.readTokens(key))?.tokens.refreshToken).toBe('refresh 1');
    expect(world.told()).toEqual(['tokens_refreshed']);
  });

  test('says how long the pool and the store took', async () => {
    answerWith(() => {
      world.clock.ms += 70;
      return world.rotated();
    });
    await refresh();
    expect(world.events).toMatchObject([{ type: 'tokens_refreshed', durationMs: 70 }]);
  });

  test('counts the life of the tokens from when they came, not from when they were asked for', async () => {
    answerWith(() => {
      world.clock.ms += 1000;
      return world.rotated();
    });
    const next = await refreshSession.refresh(key, session, 'refresh 0');
    expect(next?.signIn.accessTokenEndsAtMs).toBe(world.clock.ms + 3_600_000);
  });

  test('does not begin while there is no key to verify with what it would bring (F-M6)', async () => {
    world.keys.areThere = false;
    expect(await refresh()).toBe('pool_unreachable network');
    expect(world.presented).toEqual([]);
  });

  test('revokes a refresh token of an answer that cannot be used, and names the session (F-S4)', async () => {
    const pool = {
      refresh: async (_token: string, discard: (tokens: { readonly refreshToken: string }) => void) => {
        discard({ refreshToken: 'of a broken answer' });
        return trouble('pool_rejected', 'unusable_answer')();
      },
    };
    world.deps.pool.revoke = async (token) => {
      world.revoked.push(token);
      return trouble('pool_unreachable', 'network')();
    };
    refreshSession = createRefreshSession({ ...world.deps, pool, keeper: createTokenKeeper(world.deps) });
    expect(await refresh()).toBe('pool_rejected unusable_answer');
    expect(world.revoked).toEqual(['of a broken answer']);
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'revoke_failed', ...named() }));
  });
});

describe('a refusal of the pool', () => {
  beforeEach(() => answerWith(refusal));

  test('ends the session after four looks, a quarter of a second apart', async () => {
    expect(await refresh()).toBe('over');
    expect(world.slept).toEqual([250, 250, 250, 250]);
    expect(world.events).toMatchObject([
      { type: 'refresh_failed', isTransient: false, code: 'invalid_grant', ...named() },
      { type: 'session_ended', reason: 'refresh_token_refused', ...named() },
    ]);
    expect(await world.store.readTokens(key)).toBeUndefined();
    expect(world.revoked).toEqual(['refresh 0']);
  });

  test('is none where another process has newer tokens, at once or in the meantime (F-M6)', async () => {
    world.later.push(
      async () => {},
      () => world.refreshElsewhere(session),
    );
    expect(await refresh()).toBe('version 2');
    expect(world.slept).toHaveLength(2);
    expect(world.events).toEqual([]);
  });

  test('does not end a session that gets newer tokens after the last look (F-M6)', async () => {
    world.later.push(...Array.from({ length: 3 }, () => async () => {}), () =>
      world.refreshElsewhere(session),
    );
    expect(await refresh()).toBe('version 2');
    expect(world.told()).toEqual(['refresh_failed']);
  });

  test('of a session that somebody has ended is nobody’s business any more', async () => {
    await world.store.end(key);
    expect(await refresh()).toBe('over');
    expect(world.slept).toEqual([]);
    expect(world.events).toEqual([]);
  });
});

describe('while the pool is in trouble', () => {
  test('each one hears why, an event tells it, and the session goes on', async () => {
    answerWith(trouble('pool_timeout', 'deadline'));
    expect(await refresh()).toBe('pool_timeout deadline');
    expect(world.events).toMatchObject([
      { type: 'refresh_failed', isTransient: true, code: 'pool_timeout', reason: 'deadline', ...named() },
    ]);
    expect(await world.store.readTokens(key)).toEqual(session);
  });

  test('it is left alone for two seconds, and nothing is told a second time', async () => {
    answerWith(trouble('pool_unreachable', 'network'), world.rotated);
    await refresh();
    world.clock.ms += 1999;
    expect(await refresh()).toBe('pool_unreachable network');
    expect(world.presented).toHaveLength(1);
    expect(world.events).toHaveLength(1);
    world.clock.ms += 1;
    expect(await refresh()).toBe('version 2');
  });

  test('that is one person’s alone, the next one is not kept waiting', async () => {
    answerWith(trouble('pool_rejected', 'unusable_answer'), world.rotated);
    await refresh();
    expect(world.events).toMatchObject([{ type: 'refresh_failed', isTransient: false }]);
    expect(await refresh()).toBe('version 2');
  });

  test('an answer ends the pause, whatever the clock says', async () => {
    answerWith(trouble('pool_unreachable', 'network'), world.rotated);
    await refresh();
    world.clock.ms += 2000;
    session = (await refreshSession.refresh(key, session, 'refresh 0')) ?? session;
    world.clock.ms -= 1000;
    expect(await refresh()).toBe('version 3');
  });

  test('what is held is left alone with it', async () => {
    answerWith(trouble('pool_unreachable', 'network'));
    await refresh();
    expect(await outcomeOf(refreshSession.keepAgain(key, session))).toBe('pool_unreachable network');
    world.clock.ms += 2000;
    expect(await outcomeOf(refreshSession.keepAgain(key, session))).toBe('version 1');
  });
});

test('a mistake of our own goes on as it is: no event, no pause', async () => {
  const mistake = new TypeError('a mistake');
  answerWith(() => Promise.reject(mistake), world.rotated);
  const failed: Promise<unknown> = refreshSession.refresh(key, session, 'refresh 0');
  await expect(failed).rejects.toBe(mistake);
  expect(world.events).toEqual([]);
  expect(await refresh()).toBe('version 2');
});

test('a store that is away when what came is to be kept is told like trouble at the pool, and makes no pause', async () => {
  world.later.push(() => new Promise(() => {}));
  world.store.fail('replaceTokens', 1);
  expect(await refresh()).toBe('store_unreachable store_fault');
  expect(world.events).toMatchObject([{ type: 'refresh_failed', isTransient: true, reason: 'store_fault' }]);
  expect(await outcomeOf(refreshSession.keepAgain(key, session))).toBe('version 2');
  expect(world.presented).toHaveLength(1);
});

describe('ending a session', () => {
  test('is told with its reason, and its refresh token is revoked', async () => {
    expect(await outcomeOf(refreshSession.end(key, session, 'tokens_ended'))).toBe('over');
    expect(world.events).toMatchObject([{ type: 'session_ended', reason: 'tokens_ended', ...named() }]);
    expect(world.revoked).toEqual(['refresh 0']);
  });

  test('that has other tokens by now leaves it as it is, and gives it as it is', async () => {
    await world.refreshElsewhere(session);
    expect(await outcomeOf(refreshSession.end(key, session, 'tokens_ended'))).toBe('version 2');
    expect(world.events).toEqual([]);
    expect(world.revoked).toEqual([]);
  });
});
