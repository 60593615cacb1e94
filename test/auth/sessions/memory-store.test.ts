import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { keptPastLimitMs, type SessionStore } from '../../../src/auth/store.js';
import { newKey, sampleSession, sampleSignIn } from '../../support/sample-session.js';

const minuteMs = 60_000;
let time = Date.now();
const now = (): number => time;
const lasting = (ms: number) => sampleSession({ expiresAtMs: time + ms });

let store: SessionStore;
beforeEach(() => {
  store = createMemoryStore({ maxSessions: 3, now });
});

describe('a store in memory that is full', () => {
  beforeEach(async () => {
    for (const key of ['a', 'b', 'c']) await store.create(key, lasting(minuteMs));
  });

  test('refuses the next session rather than end one', async () => {
    await expect(store.create('d', lasting(minuteMs))).rejects.toMatchObject({
      code: 'store_unreachable',
      reason: 'memory_full',
      status: 503,
    });
    expect(await store.read('a')).toBeDefined();
    expect(await store.read('d')).toBeUndefined();
  });

  test('takes one when another has been ended', async () => {
    await store.end('b');
    await store.create('d', lasting(minuteMs));
    expect(await store.read('d')).toBeDefined();
  });

  test('makes room of what has expired, without being told to', async () => {
    time += minuteMs + keptPastLimitMs;
    for (const key of ['d', 'e', 'f']) await store.create(key, lasting(minuteMs));
    expect(
      await Promise.all(['a', 'd', 'e', 'f'].map(async (key) => (await store.read(key)) !== undefined)),
    ).toEqual([false, true, true, true]);
  });
});

test('one that is full looks for what has expired at every new session, and not every minute only', async () => {
  for (const key of ['a', 'b', 'c']) await store.create(key, lasting(1000 - keptPastLimitMs));
  time += 1000;
  await store.create('d', lasting(minuteMs));
  expect(await store.read('d')).toBeDefined();
});

test('a session is there until its time, and not at its time', async () => {
  await store.create('a', lasting(minuteMs));
  time += minuteMs + keptPastLimitMs - 1;
  expect(await store.read('a')).toBeDefined();
  time += 1;
  expect(await store.read('a')).toBeUndefined();
});

test('all sessions are named in pieces of a hundred at most, of which none is empty', async () => {
  const many = createMemoryStore({ now });
  const sizes = async (): Promise<readonly number[]> => {
    const found: number[] = [];
    for await (const keys of many.everyKey()) found.push(keys.length);
    return found;
  };
  expect(await sizes()).toEqual([]);
  for (let count = 0; count < 200; count += 1) await many.create(newKey(), lasting(minuteMs));
  expect(await sizes()).toEqual([100, 100]);
  await many.create(newKey(), lasting(minuteMs));
  expect(await sizes()).toEqual([100, 100, 1]);
});

test('an end that is marked twice for one moment lasts as long as it was said last', async () => {
  const { user } = sampleSignIn();
  await store.markEnded(user, time, 1000);
  await store.markEnded(user, time, 5000);
  time += 4000;
  expect(await store.endedAtMs(user)).toBe(time - 4000);
});

test('expired sessions are forgotten by their person too', async () => {
  const signIn = sampleSignIn();
  await store.create('a', { ...lasting(minuteMs), signIn });
  await store.create('b', { ...lasting(3 * minuteMs + keptPastLimitMs), signIn });
  expect([...(await store.keysOf(signIn.user))].sort()).toEqual(['a', 'b']);
  time += 2 * minuteMs + keptPastLimitMs;
  expect(await store.keysOf(signIn.user)).toEqual(['b']);
});

test('a store lives through many more sessions than it has room for, when they end', async () => {
  for (let count = 0; count < 20; count += 1) {
    const key = newKey();
    await store.create(key, lasting(minuteMs));
    if (count % 2 === 0) await store.end(key);
    else time += minuteMs + keptPastLimitMs;
  }
  await store.create('last', lasting(minuteMs));
  expect(await store.read('last')).toBeDefined();
});

describe('claims', () => {
  test('are given to the first one only, until they run out', async () => {
    expect(await store.claim('code', minuteMs)).toBe(true);
    expect(await store.claim('code', minuteMs)).toBe(false);
    time += minuteMs;
    expect(await store.claim('code', minuteMs)).toBe(true);
    expect(await store.claim('code', minuteMs)).toBe(false);
  });

  test('are bounded: the oldest is forgotten first', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await store.claim(name, minuteMs);
    expect(await store.claim('d', minuteMs)).toBe(false);
    expect(await store.claim('c', minuteMs)).toBe(false);
  });
});

test('a lease that ran out before it was given back is anybody’s', async () => {
  expect(await store.leases.take('refresh', 'a holder that was killed', 3000)).toBe(true);
  time += 3000;
  expect(await store.leases.take('refresh', 'another', 3000)).toBe(true);
});

test('what a page changes in its copy of the data does not change the session', async () => {
  await store.create('a', { ...lasting(minuteMs), appData: { cart: ['book'] } });
  const first = await store.read('a');
  Object.assign(first?.appData ?? {}, { cart: [] });
  expect((await store.read('a'))?.appData).toEqual({ cart: ['book'] });
});
