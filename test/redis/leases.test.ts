import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from '@jest/globals';
import { createLeases } from '../../src/redis/leases.js';
import { makeForEachTest, openForAllTests } from '../support/opened.js';
import { describeWithRedis, redisForAllTests } from '../support/redis-server.js';
import { openReadyCalls } from '../support/redis-store.js';

const digestOf = (name: string): string => createHash('sha256').update(name).digest('base64url');

describeWithRedis('claims and leases in Redis', () => {
  const server = redisForAllTests();
  const calls = openForAllTests(() => openReadyCalls(server.url));
  beforeEach(() => server.command('FLUSHALL'));
  const made = makeForEachTest(() => createLeases({ call: calls.call, keyPrefix: 'auth:' }));

  const timeLeft = async (kind: string, name = 'name'): Promise<number> =>
    Number(await server.command('PTTL', `auth:${kind}:${digestOf(name)}`));

  test('a name is claimed once, for the time that was asked for', async () => {
    expect(await made.claim('name', 60_000)).toBe(true);
    expect(await made.claim('name', 60_000)).toBe(false);
    expect(await made.claim('another', 60_000)).toBe(true);
    expect(await timeLeft('claim')).toBeGreaterThan(50_000);
    expect(await timeLeft('claim')).toBeLessThanOrEqual(60_000);
  });

  test('a lease is taken by one holder', async () => {
    expect(await made.leases.take('name', 'me', 60_000)).toBe(true);
    expect(await made.leases.take('name', 'you', 60_000)).toBe(false);
    expect(await timeLeft('lease')).toBeGreaterThan(50_000);
  });

  test('a lease is prolonged by its holder, and nobody is told that it is theirs when it is not', async () => {
    await made.leases.take('name', 'me', 1000);
    expect(await made.leases.renew('name', 'you', 60_000)).toBe(false);
    expect(await timeLeft('lease')).toBeLessThanOrEqual(1000);
    expect(await made.leases.renew('name', 'me', 60_000)).toBe(true);
    expect(await timeLeft('lease')).toBeGreaterThan(50_000);
    expect(await made.leases.renew('another', 'me', 60_000)).toBe(false);
  });

  test('a lease that its holder gives back is free at once', async () => {
    await made.leases.take('name', 'me', 60_000);
    await made.leases.release('name', 'you');
    expect(await made.leases.take('name', 'you', 60_000)).toBe(false);
    await made.leases.release('name', 'me');
    expect(await made.leases.take('name', 'you', 60_000)).toBe(true);
  });

  test('a time below a millisecond, or none, is a millisecond: Redis takes nothing less', async () => {
    expect(await made.claim('short', 0)).toBe(true);
    expect(await made.leases.take('short', 'me', -5)).toBe(true);
    expect(await made.claim('part', 59_999.5)).toBe(true);
    expect(await timeLeft('claim', 'part')).toBeGreaterThan(50_000);
  });

  test('no name can be read in Redis, and a claim and a lease of one name do not meet', async () => {
    expect(await made.claim('state of somebody', 60_000)).toBe(true);
    expect(await made.leases.take('state of somebody', 'me', 60_000)).toBe(true);
    const keys = ['claim', 'lease'].map((kind) => `auth:${kind}:${digestOf('state of somebody')}`);
    expect(new Set(Object(await server.command('KEYS', '*')))).toEqual(new Set(keys));
  });
});
