import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createKeySet,
  keysIn,
  type FetchedKeys,
  type Keys,
  type KeySet,
} from '../../../src/auth/tokens/key-set.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let time = 1_000_000;
let uptime = 5_000_000;
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
    waiting: {
      uptimeMs: () => uptime,
      sleep: async (ms) => {
        uptime += ms;
      },
    },
  });
});

const current = async (): Promise<Keys> => (await keySet.current()).keys;
const keysOf = async (fetched: Promise<FetchedKeys | undefined>): Promise<Keys | undefined> =>
  (await fetched)?.keys;

const down = async (): Promise<never> => {
  throw new Error('down');
};
/** Lets what goes on in the background come to its end. */
const settled = () => new Promise(setImmediate);

test('keys are fetched on first use, once for everybody who asks meanwhile (E-04)', async () => {
  expect(loads).toBe(0);
  const all = await Promise.all(Array.from({ length: 50 }, current));
  expect(new Set(all)).toEqual(new Set([keys('keys 1')]));
  expect(loads).toBe(1);
});

test('keys at hand are used without asking for ten minutes', async () => {
  await keySet.current();
  time += 10 * minuteMs;
  expect(await current()).toBe(keys('keys 1'));
  await settled();
  expect(loads).toBe(1);
});

test('older keys are used at once and fetched again behind the scenes, once', async () => {
  await keySet.current();
  time += 10 * minuteMs + 1;
  expect(await Promise.all([current(), current(), current()])).toEqual([
    keys('keys 1'),
    keys('keys 1'),
    keys('keys 1'),
  ]);
  await settled();
  expect(loads).toBe(2);
  expect(await current()).toBe(keys('keys 2'));
});

describe('a key that is not among them, of a token that the pool gave us,', () => {
  test('has the set fetched again (E-01)', async () => {
    const seen = await keySet.current();
    expect(await keysOf(keySet.after(seen))).toBe(keys('keys 2'));
    expect(await current()).toBe(keys('keys 2'));
  });

  test('waits for a second after the last fetch of that kind, once for everybody (E-02, F-S1)', async () => {
    const seen = await keySet.after(await keySet.current());
    const before = uptime;
    const all = await Promise.all(Array.from({ length: 50 }, () => keysOf(keySet.after(seen))));
    expect(new Set(all)).toEqual(new Set([keys('keys 3')]));
    expect(uptime - before).toBe(1000);
  });

  test('does not wait for what strangers began, nor for a first fetch (F-S1)', async () => {
    const first = await keySet.current();
    time += minuteMs;
    const seen = await keySet.forStrangers.after(first);
    if (seen === undefined) throw new Error('Strangers were to have the keys fetched.');
    const before = uptime;
    expect(await keysOf(keySet.after(seen))).toBe(keys('keys 3'));
    expect(uptime).toBe(before);
  });

  test('looks first at what was fetched meanwhile', async () => {
    const seen = await keySet.current();
    await keySet.after(seen);
    expect(await keysOf(keySet.after(seen))).toBe(keys('keys 2'));
    expect(loads).toBe(2);
  });

  test('hears that the keys cannot be had, and may ask again', async () => {
    const seen = await keySet.current();
    answer = down;
    await expect(keySet.after(seen)).rejects.toThrow('down');
    answer = async () => keys('new keys');
    expect(await keysOf(keySet.after(seen))).toBe(keys('new keys'));
  });
});

describe('a key that is not among them, of a token that anybody may have made up,', () => {
  test('has the set fetched again', async () => {
    const seen = await keySet.current();
    time += 10_000;
    expect(await keysOf(keySet.forStrangers.after(seen))).toBe(keys('keys 2'));
  });

  test('has the set fetched again although the clock was set back since the last attempt (R-08)', async () => {
    const seen = await keySet.current();
    time -= hourMs;
    expect(await keysOf(keySet.forStrangers.after(seen))).toBe(keys('keys 2'));
  });

  test('has to wait ten seconds after the last attempt (E-03)', async () => {
    const seen = await keySet.current();
    time += 9999;
    expect(await keySet.forStrangers.after(seen)).toBeUndefined();
    time += 1;
    expect(await keysOf(keySet.forStrangers.after(seen))).toBe(keys('keys 2'));
  });

  test('made up a thousand times costs one fetch in ten seconds (E-03)', async () => {
    let seen = await keySet.current();
    time += minuteMs;
    await Promise.all(Array.from({ length: 1000 }, () => keySet.forStrangers.after(seen)));
    expect(loads).toBe(2);
    seen = await keySet.current();
    for (let index = 0; index < 1000; index += 1) await keySet.forStrangers.after(seen);
    expect(loads).toBe(2);
  });

  test('does not count a failed attempt as none: a pool in trouble is left alone as well (E-03)', async () => {
    const seen = await keySet.current();
    time += minuteMs;
    answer = down;
    await expect(keySet.forStrangers.after(seen)).rejects.toThrow('down');
    expect(await keySet.forStrangers.after(seen)).toBeUndefined();
    expect(loads).toBe(2);
  });
});

describe('before there are any keys', () => {
  test('strangers cause one attempt in ten seconds, and hear of its failure (F-S23)', async () => {
    answer = down;
    for (let index = 0; index < 100; index += 1)
      await expect(keySet.forStrangers.current()).rejects.toThrow('down');
    expect(loads).toBe(1);
    time += 10_000;
    answer = async () => keys('keys');
    expect(await keysOf(keySet.forStrangers.current())).toBe(keys('keys'));
  });

  test('strangers who come while they are fetched wait for them', async () => {
    const all = await Promise.all([keySet.forStrangers.current(), keySet.forStrangers.current()]);
    expect(all.map((fetched) => fetched.keys)).toEqual([keys('keys 1'), keys('keys 1')]);
    expect(loads).toBe(1);
  });

  test('who comes from the pool does not have to wait for that (F-S23)', async () => {
    answer = down;
    await expect(keySet.forStrangers.current()).rejects.toThrow('down');
    answer = async () => keys('keys');
    expect(await current()).toBe(keys('keys'));
  });
});

describe('while the keys cannot be fetched', () => {
  test('those at hand are used for a day, and the pool is asked at most every ten seconds (E-05, E-06)', async () => {
    await keySet.current();
    answer = down;
    for (let hour = 1; hour <= 24; hour += 1) {
      time += hourMs - 10_000;
      expect(await current()).toBe(keys('keys 1'));
      await settled();
      expect(await current()).toBe(keys('keys 1'));
      await settled();
      time += 10_000;
    }
    expect(loads).toBe(25);
    expect(failures).toHaveLength(24);
  });

  test('strangers are judged by those at hand as well', async () => {
    await keySet.current();
    answer = down;
    time += minuteMs;
    await expect(keySet.forStrangers.after(await keySet.current())).rejects.toThrow('down');
    expect(await keysOf(keySet.forStrangers.current())).toBe(keys('keys 1'));
  });

  test('after a day nobody is believed any more (E-06)', async () => {
    await keySet.current();
    answer = down;
    time += 24 * hourMs;
    expect(await current()).toBe(keys('keys 1'));
    await settled();
    time += 1;
    await expect(keySet.current()).rejects.toThrow('down');
  });

  test('an unusable answer leaves the good keys in place, and a good one takes over (E-08)', async () => {
    await keySet.current();
    answer = down;
    time += 11 * minuteMs;
    await keySet.current();
    await settled();
    expect(await current()).toBe(keys('keys 1'));
    answer = async () => keys('new keys');
    time += 10_000;
    await keySet.current();
    await settled();
    expect(await current()).toBe(keys('new keys'));
  });

  test('a first failure is passed on and forgotten, and everybody hears of it once', async () => {
    answer = down;
    const all = await Promise.allSettled([keySet.current(), keySet.current()]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(failures).toHaveLength(1);
    answer = async () => keys('keys');
    expect(await current()).toBe(keys('keys'));
  });
});

describe('a key set is refused where it', () => {
  const rsa = { kty: 'RSA', kid: 'a', n: 'AQAB', e: 'AQAB' };
  const ec = { kty: 'EC', kid: 'b' };
  test.each<readonly [string, unknown]>([
    ['is missing', undefined],
    ['is null', null],
    ['is a text', 'keys'],
    ['has no keys', {}],
    ['has keys that are no list', { keys: { 0: rsa, length: 1 } }],
    ['is empty', { keys: [] }],
    ['has something else among its keys', { keys: [rsa, 'a key'] }],
    ['has nothing among its keys', { keys: [rsa, null] }],
    ['has a key without a kind', { keys: [{ ...rsa, kty: undefined }] }],
    ['has an RSA key without a modulus', { keys: [rsa, { ...rsa, n: undefined }] }],
    ['has an RSA key without an exponent', { keys: [rsa, { ...rsa, e: 65_537 }] }],
  ])('%s: it must not take the place of one that is good (E-08)', (_what, document) => {
    expect(() => keysIn(document)).toThrow(
      expect.objectContaining({ code: 'pool_rejected', reason: 'keys_unusable' }),
    );
  });

  test('and not for keys of another kind, which are nobody’s business here', () => {
    expect(() => keysIn({ keys: [ec, rsa] })).not.toThrow();
    expect(() => keysIn({ keys: [ec] })).not.toThrow();
  });
});
