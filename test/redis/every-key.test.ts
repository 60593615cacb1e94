import { beforeEach, describe, expect, test } from '@jest/globals';
import { createEveryKey } from '../../src/redis/every-key.js';
import { RedisFailure } from '../../src/redis/failure.js';
import type { RedisConnection } from '../../src/redis/index.js';
import { openForAllTests } from '../support/opened.js';
import { describeWithRedis, redisForAllTests } from '../support/redis-server.js';
import { openReadyCalls } from '../support/redis-store.js';

class Unavailable extends Error {}

const unavailable = (reason: string): Error => new Unavailable(reason);

/** All the keys that are named, and in how many pieces. */
const namedBy = async (connection: Pick<RedisConnection, 'primaries'>, keyPrefix = 'auth:') => {
  const pieces: (readonly string[])[] = [];
  for await (const piece of createEveryKey({ connection, keyPrefix, unavailable })()) pieces.push(piece);
  return { keys: new Set(pieces.flat()), pieces };
};

describeWithRedis('the keys of all sessions', () => {
  const server = redisForAllTests();
  const calls = openForAllTests(() => openReadyCalls(server.url));
  beforeEach(() => server.command('FLUSHALL'));

  const set = (...names: readonly string[]): Promise<unknown> =>
    server.command('MSET', ...names.flatMap((name) => [name, '1']));

  test('are named in pieces, and nothing else that is there', async () => {
    const keys = Array.from({ length: 500 }, (_, index) => `key-${index}`);
    await set(...keys.map((key) => `auth:session:{${key}}`));
    await set('auth:person:a', 'auth:session:none', 'other:session:{b}', 'xauth:session:{c}');
    const named = await namedBy(calls.connection);
    expect(named.keys).toEqual(new Set(keys));
    expect(named.pieces.length).toBeGreaterThan(1);
    expect(named.pieces.every((piece) => piece.length > 0 && piece.length < 250)).toBe(true);
  });

  test('are none where there is nothing', async () => {
    expect(await namedBy(calls.connection)).toEqual({ keys: new Set(), pieces: [] });
  });

  test.each(['a*b:', 'a?b:', 'a[b]:', 'a^b:', String.raw`a\b:`])(
    'are those of the prefix %s as it is written: no sign in it is a pattern',
    async (keyPrefix) => {
      await set(
        `${keyPrefix}session:{mine}`,
        'axb:session:{other}',
        'ab:session:{other}',
        'aXXb:session:{other}',
      );
      expect((await namedBy(calls.connection, keyPrefix)).keys).toEqual(new Set(['mine']));
    },
  );
});

describe('looking for the keys of all sessions', () => {
  type Ask = ReturnType<RedisConnection['primaries']>[number];

  test('asks one primary after the other, each to its end', async () => {
    const asked: (readonly unknown[])[] = [];
    const primary =
      (name: string, ...replies: readonly unknown[]): Ask =>
      async (command) => {
        asked.push([name, command[1]]);
        return replies[asked.filter(([who]) => who === name).length - 1];
      };
    const connection = {
      primaries: () => [
        primary('first', ['7', ['auth:session:{a}']], ['0', []]),
        primary('second', ['0', ['auth:session:{b}']]),
      ],
    };
    expect((await namedBy(connection)).pieces).toEqual([['a'], ['b']]);
    expect(asked).toEqual([
      ['first', '0'],
      ['first', '7'],
      ['second', '0'],
    ]);
  });

  test.each([[undefined], ['OK'], [[]], [['0']], [[0, []]], [['0', 'a']]])(
    'fails where the reply %j says nothing of the kind, and does not ask for ever',
    async (reply) => {
      await expect(namedBy({ primaries: () => [async () => reply] })).rejects.toThrow(
        new Unavailable('failed'),
      );
    },
  );

  test('fails with the error of the host app where Redis is away; any other mistake shows itself', async () => {
    const failing = (why: Error) => namedBy({ primaries: () => [() => Promise.reject(why)] });
    await expect(failing(new RedisFailure('loading'))).rejects.toThrow(new Unavailable('loading'));
    const mistake = new RangeError('of our own');
    await expect(failing(mistake)).rejects.toBe(mistake);
    const away = () => {
      throw new RedisFailure('offline');
    };
    await expect(namedBy({ primaries: away })).rejects.toThrow(new Unavailable('offline'));
  });
});
