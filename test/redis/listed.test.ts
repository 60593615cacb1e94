import { beforeEach, expect, test } from '@jest/globals';
import { createListed } from '../../src/redis/listed.js';
import { createPeople } from '../../src/redis/people.js';
import { makeForEachTest, openForAllTests } from '../support/opened.js';
import { countCommands, describeWithRedis, redisForAllTests } from '../support/redis-server.js';
import { openReadyCalls } from '../support/redis-store.js';

const hourMs = 3_600_000;
const ada = { issuer: 'https://pool.example', id: 'ada' };

describeWithRedis('the sessions of a person that are there', () => {
  const server = redisForAllTests();
  const calls = openForAllTests(() => openReadyCalls(server.url));
  beforeEach(() => server.command('FLUSHALL'));

  const people = createPeople({ keyPrefix: 'auth:', now: Date.now });
  const nameOf = (key: string): string => `auth:session:{${key}}`;
  const listed = makeForEachTest(() => ({ read: createListed({ call: calls.call, people, nameOf }) }));

  /** So many sessions, `s0` the newest; those of which `isThere` says no are listed only. */
  const make = async (count: number, isThere: (index: number) => boolean = () => true): Promise<void> => {
    const endsAtMs = Date.now() + hourMs;
    for (let index = 0; index < count; index += 1) {
      const session = { key: `s${index}`, endsAtMs: endsAtMs - index };
      await calls.call((redis) => people.add(redis, ada, session));
      if (isThere(index)) await server.command('SET', nameOf(session.key), '1');
    }
  };
  const names = (from: number, to: number): readonly string[] =>
    Array.from({ length: to - from }, (_, index) => `s${from + index}`);
  const listLength = async (): Promise<unknown> => {
    const [list = ''] = Object.values(Object(await server.command('KEYS', 'auth:person:*'))).map(String);
    return server.command('ZCARD', list);
  };

  test('are named, the newest first', async () => {
    await make(3);
    expect(await listed.read(ada)).toEqual(['s0', 's1', 's2']);
    expect(await listed.read({ ...ada, id: 'grace' })).toEqual([]);
  });

  test('are named in pieces', async () => {
    await make(5);
    expect(await listed.read(ada, { most: 2 })).toEqual(names(0, 2));
    expect(await listed.read(ada, { skip: 2, most: 2 })).toEqual(names(2, 4));
    expect(await listed.read(ada, { skip: 4 })).toEqual(['s4']);
    expect(await listed.read(ada, { skip: 5 })).toEqual([]);
    expect(await listed.read(ada, { skip: 9 })).toEqual([]);
  });

  test('are not looked for beyond the end of the list', async () => {
    await make(5);
    const commands = await countCommands(server, () => listed.read(ada, { skip: 5 }));
    expect(commands.map(([name]) => name)).toEqual(['ZRANGE']);
  });

  test('are told from those that are gone, whose names are taken out', async () => {
    await make(4, (index) => index % 2 === 1);
    expect(await listed.read(ada)).toEqual(['s1', 's3']);
    expect(await listLength()).toBe(2);
    const commands = await countCommands(server, () => listed.read(ada));
    expect(commands.map(([name]) => name)).toEqual(['ZRANGE', 'EXISTS', 'EXISTS']);
  });

  test('are all found behind a hundred that are gone, and a hundred that are not', async () => {
    await make(230, (index) => index < 10 || index >= 120);
    const there = [...names(0, 10), ...names(120, 230)];
    expect(await listed.read(ada)).toEqual(there);
    expect(await listLength()).toBe(there.length);
    expect(await listed.read(ada, { skip: 105, most: 10 })).toEqual(there.slice(105, 115));
  }, 60_000);

  test('are asked for a hundred at a time, and no more often than it takes', async () => {
    await make(100);
    const rangesOf = async (work: () => Promise<unknown>): Promise<number> =>
      (await countCommands(server, work)).filter(([name]) => name === 'ZRANGE').length;
    expect(await rangesOf(() => listed.read(ada, { most: 5 }))).toBe(1);
    expect(await rangesOf(() => listed.read(ada, { skip: 60, most: 40 }))).toBe(1);
    expect(await rangesOf(() => listed.read(ada))).toBe(2);
  }, 60_000);

  test('are named although the names of others cannot be taken out just now, and are passed over once', async () => {
    await make(180, (index) => index >= 50);
    await server.command('CONFIG', 'SET', 'min-replicas-to-write', '1');
    try {
      const commands = await countCommands(server, async () => {
        expect(await listed.read(ada)).toEqual(names(50, 180));
      });
      expect(commands.filter(([name]) => name === 'ZRANGE')).toHaveLength(2);
    } finally {
      await server.command('CONFIG', 'SET', 'min-replicas-to-write', '0');
    }
    expect(await listLength()).toBe(180);
  }, 60_000);
});
