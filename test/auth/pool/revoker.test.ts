import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { createRevoker, type Revoker } from '../../../src/auth/pool/revoker.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import type { Session } from '../../../src/auth/store.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';
import { refreshed, sampleSession, sampleSignIn, sampleTokens } from '../../support/sample-session.js';

const key = 'the key of a session';

let store: FaultyStore;
let events: AuthEvent[];
let revoked: string[];
let answer: () => Promise<void>;
let revoker: Revoker;

beforeEach(() => {
  store = createFaultyStore(createMemoryStore());
  events = [];
  revoked = [];
  answer = async () => undefined;
  revoker = createRevoker({
    store,
    pool: {
      revoke: (refreshToken) => {
        revoked.push(refreshToken);
        return answer();
      },
    },
    events: createEvents((event) => events.push(event)),
  });
});

const away = async (): Promise<never> => {
  throw new AuthError('pool_unreachable', { reason: 'network' });
};

const keep = async (): Promise<Session> => {
  const session = { signIn: sampleSignIn(), tokens: sampleTokens({ refreshToken: 'refresh' }) };
  await store.create(key, { ...sampleSession(), ...session });
  return session;
};

/** What lies behind promises that nobody waits for. */
const settled = () => new Promise(setImmediate);

const named = ({ signIn }: Session) => ({ session: key.slice(0, 8), userId: signIn.user.id });
const failed = { type: 'revoke_failed', code: 'pool_unreachable', reason: 'network', poolError: undefined };

describe('ending a session', () => {
  test('takes it out of the store, revokes its refresh token, and hands it out', async () => {
    const session = await keep();
    const ended = await revoker.endSession(key);
    expect(ended).toMatchObject(session);
    await ended?.revoked;
    expect(revoked).toEqual(['refresh']);
    expect(await store.readTokens(key)).toBeUndefined();
    expect(events).toEqual([]);
  });

  test('that is not there ends none', async () => {
    expect(await revoker.endSession(key)).toBeUndefined();
    expect(revoked).toEqual([]);
  });

  test('is done by one of many who try', async () => {
    await keep();
    const all = await Promise.all(Array.from({ length: 10 }, () => revoker.endSession(key)));
    expect(all.filter((one) => one !== undefined)).toHaveLength(1);
    expect(revoked).toEqual(['refresh']);
  });

  test('whose tokens must have a version leaves it alone when they have another', async () => {
    const session = await keep();
    expect(await revoker.endSession(key, { ifVersion: 2 })).toBeUndefined();
    expect(await store.readTokens(key)).toEqual(session);
    expect(await revoker.endSession(key, { ifVersion: 1 })).toMatchObject(session);
  });

  test('that is refreshed meanwhile ends it with its newer tokens', async () => {
    const { signIn } = await keep();
    let looks = 0;
    const racing = {
      ...store,
      readTokens: async (name: string) => {
        const seen = await store.readTokens(name);
        looks += 1;
        if (looks === 1)
          await store.replaceTokens(key, {
            fromVersion: 1,
            signIn: refreshed(signIn),
            tokens: sampleTokens({ refreshToken: 'newer' }),
          });
        return seen;
      },
    };
    const racingRevoker = createRevoker({
      store: racing,
      pool: { revoke: async (token) => void revoked.push(token) },
      events: createEvents(undefined),
    });
    expect((await racingRevoker.endSession(key))?.tokens.refreshToken).toBe('newer');
    expect(revoked).toEqual(['newer']);
    expect(looks).toBe(2);
  });

  /** A revoker at a store in which the tokens are refreshed again whenever they have just been read. */
  const racingAlways = () => {
    let looks = 0;
    const readTokens = async (name: string) => {
      const seen = await store.readTokens(name);
      looks += 1;
      if (seen !== undefined)
        await store.replaceTokens(name, {
          fromVersion: seen.signIn.tokensVersion,
          signIn: refreshed(seen.signIn),
          tokens: sampleTokens({ refreshToken: `newer ${looks}` }),
        });
      return seen;
    };
    const pool = { revoke: async (token: string) => void revoked.push(token) };
    const racing = createRevoker({
      store: { ...store, readTokens },
      pool,
      events: createEvents(undefined),
    });
    return { racing, looks: () => looks };
  };

  test('that is always being refreshed is over all the same, with whatever it has then', async () => {
    await keep();
    const { racing, looks } = racingAlways();
    expect((await racing.endSession(key))?.tokens.refreshToken).toBe('newer 3');
    expect([revoked, looks()]).toEqual([['newer 3'], 3]);
    expect(await store.readTokens(key)).toBeUndefined();
  });

  test('that must have a version, and is refreshed just then, goes on', async () => {
    await keep();
    const { racing } = racingAlways();
    expect(await racing.endSession(key, { ifVersion: 1 })).toBeUndefined();
    expect(revoked).toEqual([]);
    expect(await store.readTokens(key)).toBeDefined();
  });

  test('whose tokens cannot be read leaves nothing in the store, unless a version was asked for', async () => {
    const session = await keep();
    const unreadable = createRevoker({
      store: { ...store, readTokens: async () => undefined },
      pool: { revoke: async () => undefined },
      events: createEvents(undefined),
    });
    expect(await unreadable.endSession(key, { ifVersion: 1 })).toBeUndefined();
    expect(await store.readTokens(key)).toEqual(session);
    expect(await unreadable.endSession(key)).toMatchObject(session);
    expect(await store.readTokens(key)).toBeUndefined();
  });

  test('is over although the pool is away, which an event says of this session', async () => {
    const session = await keep();
    answer = away;
    await (
      await revoker.endSession(key)
    )?.revoked;
    expect(events).toEqual([{ ...failed, ...named(session) }]);
  });

  test('that the store does not confirm revokes all the same, and throws', async () => {
    await keep();
    store.fail('end');
    await expect(revoker.endSession(key)).rejects.toMatchObject({ code: 'store_unreachable' });
    await settled();
    expect(revoked).toEqual(['refresh']);
  });

  test('that neither the store nor the pool confirms is told of by its name', async () => {
    const session = await keep();
    store.fail('end');
    answer = away;
    await expect(revoker.endSession(key)).rejects.toMatchObject({ code: 'store_unreachable' });
    await settled();
    expect(events).toEqual([{ ...failed, ...named(session) }]);
  });

  test('without a refresh token asks nothing of the pool', async () => {
    await store.create(key, { ...sampleSession(), tokens: sampleTokens({ refreshToken: undefined }) });
    await (
      await revoker.endSession(key)
    )?.revoked;
    expect(revoked).toEqual([]);
  });
});

describe('tokens that nobody keeps', () => {
  test('are revoked, and nobody waits for it', async () => {
    let isAnswered = (): void => undefined;
    answer = () =>
      new Promise((resolve) => {
        isAnswered = resolve;
      });
    revoker.discard({ refreshToken: 'left over' });
    expect([revoked, revoker.isBusy()]).toEqual([['left over'], true]);
    isAnswered();
    await settled();
    expect(revoker.isBusy()).toBe(false);
  });

  test('are named by their session, where they have one, when the pool is away', async () => {
    answer = away;
    const session = { signIn: sampleSignIn(), tokens: sampleTokens() };
    revoker.discard({ refreshToken: 'of nobody' });
    revoker.discard({ refreshToken: 'of somebody' }, { key, signIn: session.signIn });
    await settled();
    expect(events).toEqual([failed, { ...failed, ...named(session) }]);
    expect(revoker.isBusy()).toBe(false);
  });

  test('that are none are nothing to do', () => {
    revoker.discard({ refreshToken: undefined });
    expect([revoked, revoker.isBusy()]).toEqual([[], false]);
  });

  test('are told of and not revoked when they are given up', () => {
    const signIn = sampleSignIn();
    const why = new AuthError('pool_rejected', { reason: 'superseded' });
    revoker.giveUp({ refreshToken: undefined }, { key, signIn }, why);
    expect(events).toEqual([]);
    revoker.giveUp({ refreshToken: 'superseded' }, { key, signIn }, why);
    expect(revoked).toEqual([]);
    expect(events).toEqual([
      {
        type: 'revoke_failed',
        code: 'pool_rejected',
        reason: 'superseded',
        poolError: undefined,
        ...named({ signIn, tokens: sampleTokens() }),
      },
    ]);
  });
});

describe('keeping tokens', () => {
  test('that succeeds revokes nothing', async () => {
    expect(await revoker.discardUnless({ refreshToken: 'kept' }, async () => 'done')).toBe('done');
    expect(revoked).toEqual([]);
  });

  test('that fails discards them, and the failure goes on', async () => {
    const failure = new AuthError('store_unreachable');
    const keeping = revoker.discardUnless({ refreshToken: 'not kept' }, async () => {
      throw failure;
    });
    await expect(keeping).rejects.toBe(failure);
    expect(revoked).toEqual(['not kept']);
  });
});
