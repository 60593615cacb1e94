import { beforeEach, describe, expect, test } from '@jest/globals';
import { createKeySet, keysIn, type Keys, type KeySet } from '../../../src/auth/tokens/key-set.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let time = 1_000_000;
let loads = 0;
let failures: unknown[] = [];
let answer: () => Promise<Keys>;
let keySet: KeySet;

const made = new Map<string, Keys>();
/** The keys of that name: the same ones whenever they are asked for. */
const keys = (name: string): Keys => {
  const known = made.get(name) ?? keysIn({ keys: [{ kty: 'RSA', kid: name, n: 'AQAB', e: 'AQAB' }] });
  made.set(name, known);
  return known;
};
beforeEach(() => {
  loads = 0;
  failures = [];
  answer = async () => keys(`keys ${loads}`);
  keySet = createKeySet({
    load: () => {
      loads += 1;
      return answer();
    },
    onFailure: (error) => failures.push(error),
    now: () => time,
  });
});

const down = async (): Promise<never> => {
  throw new Error('down');
};
/** Lets what goes on in the background come to its end. */
const settled = () => new Promise(setImmediate);

test('keys are fetched on first use, once for everybody who asks meanwhile (E-04)', async () => {
  expect(loads).toBe(0);
  const all = await Promise.all(Array.from({ length: 50 }, () => keySet.current()));
  expect(new Set(all)).toEqual(new Set([keys('keys 1')]));
  expect(loads).toBe(1);
});

test('keys at hand are used without asking for ten minutes', async () => {
  await keySet.current();
  time += 10 * minuteMs;
  expect(await keySet.current()).toBe(keys('keys 1'));
  await settled();
  expect(loads).toBe(1);
});

test('older keys are used at once and fetched again behind the scenes, once', async () => {
  await keySet.current();
  time += 10 * minuteMs + 1;
  expect(await Promise.all([keySet.current(), keySet.current(), keySet.current()])).toEqual([
    keys('keys 1'),
    keys('keys 1'),
    keys('keys 1'),
  ]);
  await settled();
  expect(loads).toBe(2);
  expect(await keySet.current()).toBe(keys('keys 2'));
});

describe('a key that is not among them', () => {
  test('has the set fetched again (E-01)', async () => {
    await keySet.current();
    time += 10_000;
    expect(await keySet.newer()).toBe(keys('keys 2'));
    expect(await keySet.current()).toBe(keys('keys 2'));
  });

  test('has the set fetched again although the clock was set back since the last attempt (R-08)', async () => {
    await keySet.current();
    time -= hourMs;
    expect(await keySet.newer()).toBe(keys('keys 2'));
  });

  test('has to wait ten seconds after the last attempt (E-02)', async () => {
    await keySet.current();
    time += 9999;
    expect(await keySet.newer()).toBeUndefined();
    time += 1;
    expect(await keySet.newer()).toBe(keys('keys 2'));
  });

  test('made up a thousand times costs one fetch in ten seconds (E-03)', async () => {
    await keySet.current();
    time += minuteMs;
    await Promise.all(Array.from({ length: 1000 }, () => keySet.newer()));
    expect(loads).toBe(2);
    for (let index = 0; index < 1000; index += 1) await keySet.newer();
    expect(loads).toBe(2);
  });

  test('does not count a failed attempt as none: a pool in trouble is left alone as well (E-03)', async () => {
    await keySet.current();
    time += minuteMs;
    answer = down;
    await expect(keySet.newer()).rejects.toThrow('down');
    expect(await keySet.newer()).toBeUndefined();
    expect(loads).toBe(2);
  });
});

describe('while the keys cannot be fetched', () => {
  test('those at hand are used for a day, and the pool is asked at most every ten seconds (E-05, E-06)', async () => {
    await keySet.current();
    answer = down;
    for (let hour = 1; hour <= 24; hour += 1) {
      time += hourMs - 10_000;
      expect(await keySet.current()).toBe(keys('keys 1'));
      await settled();
      expect(await keySet.current()).toBe(keys('keys 1'));
      await settled();
      time += 10_000;
    }
    expect(loads).toBe(25);
    expect(failures).toHaveLength(24);
  });

  test('after a day nobody is believed any more (E-06)', async () => {
    await keySet.current();
    answer = down;
    time += 24 * hourMs + 1;
    await expect(keySet.current()).rejects.toThrow('down');
  });

  test('an unusable answer leaves the good keys in place, and a good one takes over (E-08)', async () => {
    await keySet.current();
    answer = down;
    time += 11 * minuteMs;
    await keySet.current();
    await settled();
    expect(await keySet.current()).toBe(keys('keys 1'));
    answer = async () => keys('new keys');
    time += 10_000;
    await keySet.current();
    await settled();
    expect(await keySet.current()).toBe(keys('new keys'));
  });

  test('a first failure is passed on and forgotten, and everybody hears of it once', async () => {
    answer = down;
    const all = await Promise.allSettled([keySet.current(), keySet.current()]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(failures).toHaveLength(1);
    answer = async () => keys('keys');
    expect(await keySet.current()).toBe(keys('keys'));
  });
});
