import { beforeEach, expect, test } from '@jest/globals';
import { createEnds } from '../../src/redis/ends.js';
import { personDigest } from '../../src/redis/people.js';
import { makeForEachTest, openForAllTests } from '../support/opened.js';
import { describeWithRedis, redisForAllTests } from '../support/redis-server.js';
import { openReadyCalls } from '../support/redis-store.js';

const hourMs = 3_600_000;
const ada = { issuer: 'https://pool.example', id: 'ada' };
const grace = { ...ada, id: 'grace' };
const keyOfAda = `auth:ended:${personDigest(ada)}`;

describeWithRedis('when sign-ins were last ended', () => {
  const server = redisForAllTests();
  const calls = openForAllTests(() => openReadyCalls(server.url));
  beforeEach(() => server.command('FLUSHALL'));
  const ends = makeForEachTest(() => createEnds({ call: calls.call, keyPrefix: 'auth:' }));

  test('is not known of whoever never ended any', async () => {
    expect(await ends.endedAtMs(ada)).toBeUndefined();
  });

  test('is known of one person, and of nobody else', async () => {
    await ends.markEnded(ada, 1000, hourMs);
    expect(await ends.endedAtMs(ada)).toBe(1000);
    expect(await ends.endedAtMs(grace)).toBeUndefined();
  });

  test('counts for everybody where everybody’s were, and the later of the two for one person', async () => {
    await ends.markEnded('everybody', 1000, hourMs);
    expect([await ends.endedAtMs(ada), await ends.endedAtMs(grace)]).toEqual([1000, 1000]);
    await ends.markEnded(ada, 2000, hourMs);
    expect([await ends.endedAtMs(ada), await ends.endedAtMs(grace)]).toEqual([2000, 1000]);
    await ends.markEnded('everybody', 3000, hourMs);
    expect([await ends.endedAtMs(ada), await ends.endedAtMs(grace)]).toEqual([3000, 3000]);
  });

  test('never moves back', async () => {
    await ends.markEnded(ada, 2000, hourMs);
    await ends.markEnded(ada, 1000, hourMs);
    expect(await ends.endedAtMs(ada)).toBe(2000);
  });

  test('is known to the millisecond, a part of one counts as one', async () => {
    await ends.markEnded(ada, 999.5, hourMs);
    expect(await ends.endedAtMs(ada)).toBe(1000);
  });

  test('is forgotten by itself, after the time that was asked for', async () => {
    await ends.markEnded(ada, 1000, hourMs - 0.5);
    const left = Number(await server.command('PTTL', keyOfAda));
    expect(left).toBeGreaterThan(hourMs - 60_000);
    expect(left).toBeLessThanOrEqual(hourMs);
  });

  test('stands under keys that name nobody', async () => {
    await ends.markEnded(ada, 1000, hourMs);
    await ends.markEnded('everybody', 1000, hourMs);
    expect(new Set(Object.values(Object(await server.command('KEYS', '*'))))).toEqual(
      new Set([keyOfAda, 'auth:ended:everybody']),
    );
  });

  test('is not known from what is no moment', async () => {
    await server.command('SET', keyOfAda, 'yesterday');
    expect(await ends.endedAtMs(ada)).toBeUndefined();
    await server.command('DEL', keyOfAda);
    await server.command('HSET', keyOfAda, 'a', '1');
    expect(await ends.endedAtMs(ada)).toBeUndefined();
    await ends.markEnded('everybody', 1000, hourMs);
    expect(await ends.endedAtMs(ada)).toBe(1000);
  });
});
