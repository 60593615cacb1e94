import { expect, test } from '@jest/globals';
import type { SessionStore, SignIn } from '../../../src/auth/store.js';
import { newKey, sampleSession, sampleSignIn } from '../../support/sample-session.js';
import type { TwoProcesses } from './session-store.js';

const hourMs = 3_600_000;

/** What every store must do about the list of a person's sessions. */
export const peopleContract = (both: TwoProcesses): void => {
  test('a person is listed with the sessions that they have, and with nobody else’s', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    const keys = [newKey(), newKey()];
    for (const key of keys) await store.create(key, sampleSession({ signIn: sampleSignIn({ user }) }));
    await store.create(newKey(), sampleSession());
    const sameIdElsewhere = sampleSignIn({ user: { ...user, issuer: 'https://issuer.example/other' } });
    await store.create(newKey(), sampleSession({ signIn: sameIdElsewhere }));
    expect([...(await elsewhere.keysOf(user))].sort()).toEqual(keys.sort());
  });

  test('a session that has ended is not listed', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    const [ended, kept] = [newKey(), newKey()];
    for (const key of [ended, kept])
      await store.create(key, sampleSession({ signIn: sampleSignIn({ user }) }));
    await store.end(ended);
    expect(await elsewhere.keysOf(user)).toEqual([kept]);
  });

  test('a person who never signed in has no sessions', async () => {
    expect(await both().store.keysOf({ issuer: 'https://issuer.example', id: 'nobody' })).toEqual([]);
  });

  test('the newest sign-in is named first, and any part of the list can be had (F-S12)', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    const oldestFirst = await signInOften(store, user, 7);
    const newestFirst = oldestFirst.toReversed();
    expect(await elsewhere.keysOf(user)).toEqual(newestFirst);
    expect(await elsewhere.keysOf(user, { most: 3 })).toEqual(newestFirst.slice(0, 3));
    expect(await elsewhere.keysOf(user, { skip: 3, most: 2 })).toEqual(newestFirst.slice(3, 5));
    expect(await elsewhere.keysOf(user, { skip: 5 })).toEqual(newestFirst.slice(5));
    expect(await elsewhere.keysOf(user, { skip: 7, most: 2 })).toEqual([]);
    expect(await elsewhere.keysOf(user, { skip: 9, most: 2 })).toEqual([]);
  });

  test('what is beyond a cap is ended in pieces, until nothing is (F-S12)', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    const newestFirst = (await signInOften(store, user, 320)).toReversed();
    expect(await elsewhere.keysOf(user)).toEqual(newestFirst);
    const pieces: number[] = [];
    for (;;) {
      const beyond = await elsewhere.keysOf(user, { skip: 150, most: 70 });
      if (beyond.length === 0) break;
      pieces.push((await Promise.all(beyond.map((key) => elsewhere.end(key)))).filter(Boolean).length);
    }
    expect(pieces).toEqual([70, 70, 30]);
    expect(await store.keysOf(user)).toEqual(newestFirst.slice(0, 150));
  }, 20_000);

  test('sessions that are gone take no place in the list, however they went (F-S12)', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    const kept = await signInOften(store, user, 3);
    // Newer than those, and forgotten for being idle: their list was not told.
    await signInOften(store, user, 130, { fromHour: 100, expiresAtMs: Date.now() - hourMs });
    expect(await elsewhere.keysOf(user, { skip: 1, most: 9 })).toEqual(kept.toReversed().slice(1));
    expect(await elsewhere.keysOf(user)).toEqual(kept.toReversed());
  }, 20_000);

  test('many sessions end at once, and each says what came of it (F-S3)', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    const keys = await signInOften(store, user, 40);
    await store.end(keys[7] ?? '');
    const outcomes = await Promise.allSettled(keys.map((key) => elsewhere.end(key)));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    const handedOut = outcomes.map((each) => each.status === 'fulfilled' && each.value !== undefined);
    expect(handedOut).toEqual(keys.map((_, index) => index !== 7));
    expect(await store.keysOf(user)).toEqual([]);
  });
};

/** Keys of so many sign-ins of one person, an hour after one another, the oldest first. */
const signInOften = async (
  store: SessionStore,
  user: SignIn['user'],
  times: number,
  { fromHour = 1, expiresAtMs = Date.now() + hourMs } = {},
): Promise<readonly string[]> => {
  const keys = Array.from({ length: times }, newKey);
  const create = async (key: string, index: number): Promise<void> => {
    const signIn = sampleSignIn({ user, endsAtMs: Date.now() + (fromHour + index) * hourMs });
    await store.create(key, sampleSession({ signIn, expiresAtMs }));
  };
  for (let from = 0; from < times; from += 40)
    await Promise.all(keys.slice(from, from + 40).map((key, index) => create(key, from + index)));
  return keys;
};
