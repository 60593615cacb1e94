import { beforeEach, describe, expect, test } from '@jest/globals';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { createRevoker } from '../../../src/auth/pool/revoker.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { createEndSignIns, type EndSignIns } from '../../../src/auth/sign-in/end-sign-ins.js';
import { createEndedSignIns } from '../../../src/auth/sign-in/ended-sign-ins.js';
import type { SignIn } from '../../../src/auth/store.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';
import { sampleSession, sampleSignIn, sampleTokens } from '../../support/sample-session.js';

// Many sign-ins in the memory store. The pool only notes what is revoked; its time is a number that sleeping moves.

const issuer = 'https://issuer.example';
const ada = { issuer, id: 'ada' };
const grace = { issuer, id: 'grace' };
const hourMs = 3_600_000;

let time: number;
let store: FaultyStore;
let events: AuthEvent[];
let revoked: string[];
let atOnce: { now: number; most: number };
/** When the pool answers. */
let answer: () => Promise<void>;
/** What others do while somebody waits for their turn. */
let meanwhile: () => Promise<unknown>;
let endSignIns: EndSignIns;

const now = (): number => time;

beforeEach(() => {
  time = Date.now();
  store = createFaultyStore(createMemoryStore({ now }));
  events = [];
  revoked = [];
  atOnce = { now: 0, most: 0 };
  answer = () => new Promise(setImmediate);
  meanwhile = async () => {};
  const told = createEvents((event) => events.push(event));
  const pool = {
    revoke: async (refreshToken: string) => {
      atOnce.now += 1;
      atOnce.most = Math.max(atOnce.most, atOnce.now);
      await answer();
      atOnce.now -= 1;
      revoked.push(refreshToken);
    },
  };
  const sleep = async (ms: number): Promise<void> => {
    time += ms;
    await meanwhile();
  };
  endSignIns = createEndSignIns({
    settings: { sessionsPerPerson: 3, issuer, clientId: 'client' },
    store,
    revoker: createRevoker({ store, pool, events: told }),
    endedSignIns: createEndedSignIns({ settings: { now }, store }),
    events: told,
    waiting: { uptimeMs: now, sleep, rest: sleep },
  });
});

/** Somebody signs in, later than everybody before. */
const keep = async (key: string, person = ada, changes: Partial<SignIn> = {}): Promise<void> => {
  time += 1;
  const signIn = sampleSignIn({ endsAtMs: time + 12 * hourMs, ...changes });
  const owned = { ...signIn, user: { ...signIn.user, ...person } };
  const tokens = sampleTokens({ refreshToken: `refresh of ${key}` });
  await store.create(key, { ...sampleSession({ expiresAtMs: time + hourMs }), signIn: owned, tokens });
};

const keepMany = async (names: readonly string[]): Promise<void> => {
  for (const name of names) await keep(name);
};

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `session ${index + 1}`);

const refreshOf = (names: readonly string[]): readonly string[] => names.map((name) => `refresh of ${name}`);

const isThere = async (key: string): Promise<boolean> => (await store.readTokens(key)) !== undefined;

const there = async (names: readonly string[]): Promise<readonly string[]> => {
  const found = await Promise.all(names.map(isThere));
  return names.filter((_, index) => found[index]);
};

const ended = (): readonly string[] =>
  events.map((event) => (event.type === 'session_ended' ? `${event.session} ${event.reason}` : event.type));

describe('ending the sign-ins of a person', () => {
  test('ends and revokes all of them, and nobody else’s', async () => {
    await keepMany(['one', 'two']);
    await keep('of grace', grace);
    expect(await endSignIns.ofPerson(ada)).toBe(2);
    expect(await there(['one', 'two', 'of grace'])).toEqual(['of grace']);
    expect(revoked.toSorted()).toEqual(refreshOf(['one', 'two']));
  });

  test('leaves the one that they are at', async () => {
    await keepMany(['one', 'two', 'three']);
    expect(await endSignIns.ofPerson(ada, { except: 'two' })).toBe(2);
    expect(await there(['one', 'two', 'three'])).toEqual(['two']);
  });

  test('is told for each where it has a reason, and else by whoever asked for it', async () => {
    await keep('one');
    await endSignIns.ofPerson(ada);
    expect(events).toEqual([]);
    await keep('two');
    await endSignIns.ofPerson(ada, { reason: 'ended_by_operator' });
    expect(ended()).toEqual(['two ended_by_operator']);
  });

  test('leaves the mark first, so that who comes back meanwhile meets it', async () => {
    await keep('one');
    store.fail('keysOf', 1);
    await expect(endSignIns.ofPerson(ada)).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(await store.endedAtMs(ada)).toBe(time);
    expect(await store.endedAtMs(grace)).toBeUndefined();
    expect(await isThere('one')).toBe(true);
  });

  test('does nothing where the mark cannot be left (F-S27)', async () => {
    await keep('one');
    store.fail('markEnded', 1);
    await expect(endSignIns.ofPerson(ada)).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(await isThere('one')).toBe(true);
    expect(revoked).toEqual([]);
  });

  test('keeps eight calls to the pool under way and no more, and waits for the last', async () => {
    await keepMany(numbered(20));
    expect(await endSignIns.ofPerson(ada)).toBe(20);
    expect(atOnce).toEqual({ now: 0, most: 8 });
    expect(revoked.toSorted()).toEqual(refreshOf(numbered(20)).toSorted());
  });

  test('leaves what the list names of another issuer or another app client (F-S5)', async () => {
    await keep('of another client', ada, { clientId: 'another' });
    await keep('of ours', ada, { clientId: 'client' });
    expect(await endSignIns.ofPerson(ada)).toBe(1);
    expect(await there(['of another client', 'of ours'])).toEqual(['of another client']);
    await keep('of another issuer', { issuer: 'https://other.example', id: 'ada' });
    expect(await endSignIns.ofPerson({ issuer: 'https://other.example', id: 'ada' })).toBe(0);
    expect(await isThere('of another issuer')).toBe(true);
  });

  test('ends a record that cannot be understood: nobody could say whose it is otherwise', async () => {
    await keep('broken', ada, { tokensRefreshedAtMs: Number.NaN, clientId: 'another' });
    expect(await endSignIns.ofPerson(ada)).toBe(1);
    expect(await isThere('broken')).toBe(false);
  });

  test('does not count one that somebody else has just ended', async () => {
    await keepMany(['one', 'two']);
    const read = store.read.bind(store);
    store.read = async (key) => {
      if (key === 'two') await store.end(key);
      return read(key);
    };
    expect(await endSignIns.ofPerson(ada, { reason: 'ended_by_operator' })).toBe(1);
    expect(ended()).toEqual(['one ended_by_operator']);
  });

  test('goes on to the others where one cannot be ended, and then says what was wrong (F-S3)', async () => {
    await keepMany(numbered(10));
    store.fail('read', 1);
    await expect(endSignIns.ofPerson(ada)).rejects.toMatchObject({ reason: 'store_fault' });
    expect(await there(numbered(10))).toEqual(['session 10']);
    expect(revoked).toHaveLength(9);
  });
});

describe('while they are being ended elsewhere', () => {
  const lease = `end:${JSON.stringify([issuer, 'ada'])}`;

  test('a second one waits, and looks twenty times a second', async () => {
    await keep('one');
    await store.leases.take(lease, 'another process', hourMs);
    const startedAtMs = time;
    meanwhile = async () => {
      if (time - startedAtMs < 200) return;
      await store.leases.release(lease, 'another process');
    };
    expect(await endSignIns.ofPerson(ada)).toBe(1);
    expect(time - startedAtMs).toBe(200);
  });

  test('it waits for ten seconds, and is told to come again', async () => {
    await keep('one');
    await store.leases.take(lease, 'another process', hourMs);
    const startedAtMs = time;
    await expect(endSignIns.ofPerson(ada)).rejects.toMatchObject({
      code: 'too_many_requests',
      reason: 'ending_elsewhere',
      retryAfterSeconds: 5,
    });
    expect(time - startedAtMs).toBe(10_000);
    expect(await isThere('one')).toBe(true);
  });

  test('nobody else has to wait', async () => {
    await keep('of grace', grace);
    await store.leases.take(lease, 'another process', hourMs);
    const startedAtMs = time;
    expect(await endSignIns.ofPerson(grace)).toBe(1);
    expect(time).toBe(startedAtMs);
  });

  test('the turn is given back when it is over', async () => {
    await endSignIns.ofPerson(ada);
    expect(await store.leases.take(lease, 'another process', hourMs)).toBe(true);
  });
});

describe('ending everybody’s sign-ins', () => {
  test('ends and tells each of them, and leaves a mark for all', async () => {
    await keepMany(numbered(120));
    await keep('of grace', grace);
    expect(await endSignIns.ofEverybody('ended_by_operator')).toBe(121);
    expect(events).toHaveLength(121);
    expect(ended()).toContain('of grace ended_by_operator');
    expect(await store.endedAtMs({ issuer, id: 'somebody who has no session' })).toBe(time);
    expect(revoked).toHaveLength(121);
  });

  test('does nothing where the mark cannot be left (F-S27)', async () => {
    await keep('one');
    store.fail('markEnded', 1);
    await expect(endSignIns.ofEverybody('ended_by_operator')).rejects.toMatchObject({
      code: 'store_unreachable',
    });
    expect(await isThere('one')).toBe(true);
  });
});

describe('a person with more sign-ins than they may have', () => {
  test('loses the oldest, each told and revoked, and nobody waits for the pool', async () => {
    await keepMany(['one', 'two', 'three', 'four', 'five']);
    answer = () => new Promise(() => {});
    await endSignIns.beyondCap(ada);
    expect(await there(['one', 'two', 'three', 'four', 'five'])).toEqual(['three', 'four', 'five']);
    expect(ended().toSorted()).toEqual(['one too_many', 'two too_many']);
    expect(atOnce.now).toBe(2);
  });

  test('comes down by twenty with each sign-in', async () => {
    await keepMany(numbered(30));
    await endSignIns.beyondCap(ada);
    expect(await there(numbered(30))).toHaveLength(10);
    await endSignIns.beyondCap(ada);
    expect(await there(numbered(30))).toEqual(numbered(30).slice(27));
  });

  test('is signed in all the same where the store fails: the next sign-in tries again', async () => {
    await keepMany(['one', 'two', 'three', 'four']);
    store.fail('keysOf', 1);
    await endSignIns.beyondCap(ada);
    expect(await isThere('one')).toBe(true);
    await endSignIns.beyondCap(ada);
    expect(await isThere('one')).toBe(false);
  });

  test('is not, over a mistake of our own', async () => {
    store.keysOf = () => Promise.reject(new TypeError('a mistake'));
    await expect(endSignIns.beyondCap(ada)).rejects.toThrow('a mistake');
  });

  test('leaves no mark: what the pool remembers of them is still good', async () => {
    await keepMany(['one', 'two', 'three', 'four']);
    await endSignIns.beyondCap(ada);
    expect(await store.endedAtMs(ada)).toBeUndefined();
  });
});
