import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from '@jest/globals';
import { createPeople } from '../../src/redis/people.js';
import { openForAllTests } from '../support/opened.js';
import { describeWithRedis, redisForAllTests } from '../support/redis-server.js';
import { openReadyCalls } from '../support/redis-store.js';

const hourMs = 3_600_000;

describeWithRedis('which sessions a person has', () => {
  const server = redisForAllTests();
  const calls = openForAllTests(() => openReadyCalls(server.url));
  const start = Date.now();
  let time = start;
  beforeEach(async () => {
    time = start;
    await server.command('FLUSHALL');
  });

  const people = createPeople({ keyPrefix: 'auth:', now: () => time });
  const ada = { issuer: 'https://pool.example', id: 'ada' };
  const add = (key: string, endsAtMs: number, person = ada): Promise<unknown> =>
    calls.call((redis) => people.add(redis, person, { key, endsAtMs }));
  const keysOf = (person = ada, piece = { skip: 0, most: 100 }): Promise<readonly string[]> =>
    calls.call((redis) => people.keysOf(redis, person, piece));

  test('is listed in pieces, the one that is over last first', async () => {
    await add('middle', start + 2 * hourMs);
    await add('late', start + 3 * hourMs);
    await add('early', start + hourMs);
    expect(await keysOf()).toEqual(['late', 'middle', 'early']);
    expect(await keysOf(ada, { skip: 1, most: 1 })).toEqual(['middle']);
    expect(await keysOf(ada, { skip: 3, most: 1 })).toEqual([]);
  });

  test('leaves out those that are over, to the millisecond', async () => {
    await add('a', start + hourMs);
    time = start + hourMs - 1;
    expect(await keysOf()).toEqual(['a']);
    time = start + hourMs;
    expect(await keysOf()).toEqual([]);
  });

  test('counts a part of a millisecond as one', async () => {
    await add('a', start + hourMs - 0.5);
    time = start + hourMs - 1;
    expect(await keysOf()).toEqual(['a']);
  });

  test('loses those that have ended, and only them', async () => {
    await add('a', start + hourMs);
    await add('b', start + hourMs);
    await add('c', start + hourMs);
    await calls.call((redis) => people.remove(redis, ada, 'a', 'c'));
    expect(await keysOf()).toEqual(['b']);
  });

  test('is nobody else’s: a person is an id at an issuer', async () => {
    await add('a', start + hourMs);
    expect(await keysOf({ ...ada, id: 'grace' })).toEqual([]);
    expect(await keysOf({ ...ada, issuer: 'https://other.example' })).toEqual([]);
    // Where one part ends and the next begins is part of the name.
    expect(await keysOf({ issuer: `${ada.issuer}a`, id: 'da' })).toEqual([]);
  });

  test('is kept under a digest, which names nobody', async () => {
    await add('a', start + hourMs);
    const digest = createHash('sha256').update('["https://pool.example","ada"]').digest('base64url');
    expect(await server.command('KEYS', '*')).toEqual([`auth:person:${digest}`]);
  });
});
