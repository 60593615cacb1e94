import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SessionStore } from '../../src/auth/store.js';
import { startBareSite } from '../support/bare-site.js';
import { createBrowser } from '../support/browser.js';
import { closeAfterEach } from '../support/closing.js';
import { callbackOf } from '../support/people.js';
import { countCommands, describeWithRedis, startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore, patient } from '../support/redis-store.js';
import { newKey, sampleSession } from '../support/sample-session.js';

const mostBytesPerSession = 6_000;

describeWithRedis('what a session costs in Redis', () => {
  let server: RedisServer;
  let store: SessionStore;
  beforeAll(async () => {
    server = await startRedis();
    store = (await openReadyRedisStore(server.url)).store;
    // The first use of each script carries its text.
    await store.create('warm', sampleSession());
    await store.end('warm');
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const closing = closeAfterEach();
  const namesOf = async (work: () => Promise<unknown>): Promise<readonly (string | undefined)[]> =>
    (await countCommands(server, work)).map(([name]) => name);

  test('a page view is one command that writes nothing and reads no token', async () => {
    const key = newKey();
    await store.create(key, sampleSession());
    const commands = await countCommands(server, () => store.read(key));
    expect(commands).toEqual([['HMGET', `auth:session:{${key}}`, 'signIn', 'appData', 'lastSeen']]);
  });

  test('a sign-in is a claim and two scripts, a sign-out a script and a line less in the list', async () => {
    const key = newKey();
    const signIn = async () => {
      await store.claim(`state of ${key}`, 60_000);
      await store.create(key, sampleSession());
    };
    expect(await namesOf(signIn)).toEqual(['SET', 'EVALSHA', 'EVALSHA']);
    expect(await namesOf(() => store.end(key))).toEqual(['EVALSHA', 'ZREM']);
  });

  test('a sign-in at a site asks once for the marks of ended sign-ins, and its callback is six commands (F-S27)', async () => {
    const own = await openReadyRedisStore(server.url, patient);
    const site = closing(await startBareSite({ store: () => own.store }));
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    expect(await namesOf(() => browser.send(callback))).toEqual(
      'SET EVALSHA EVALSHA GET GET ZRANGE'.split(' '),
    );
  });

  test('a readiness check is one write, of nothing', async () => {
    expect(await namesOf(() => store.check())).toEqual(['DEL']);
  });

  test('whether a person has too many sessions is one command, where there are not (F-S12)', async () => {
    const { signIn, ...session } = sampleSession();
    for (let made = 0; made < 3; made += 1) await store.create(newKey(), { ...session, signIn });
    expect(await namesOf(() => store.keysOf(signIn.user, { skip: 3, most: 100 }))).toEqual(['ZRANGE']);
    expect(await namesOf(() => store.keysOf(signIn.user, { skip: 1, most: 1 }))).toEqual([
      'ZRANGE',
      'EXISTS',
      'EXISTS',
      'EXISTS',
    ]);
  });

  test('nothing that is asked of the server names more than a hundred sessions (F-S12)', async () => {
    const { signIn, ...session } = sampleSession();
    for (let made = 0; made < 6; made += 1)
      await Promise.all(
        Array.from({ length: 40 }, () => store.create(newKey(), { ...session, signIn, expiresAtMs: 1 })),
      );
    const lengths = (await countCommands(server, () => store.keysOf(signIn.user))).map(
      (command) => command.length,
    );
    expect(Math.max(...lengths)).toBe(102);
    expect(await store.keysOf(signIn.user)).toEqual([]);
  });

  test('a server that forgot the scripts is told them again', async () => {
    await server.command('SCRIPT', 'FLUSH');
    const key = newKey();
    await store.create(key, sampleSession());
    expect(await store.writeAppData(key, { a: 1 })).toBe(true);
    expect((await store.read(key))?.appData).toEqual({ a: 1 });
  });

  test(`two thousand sessions take less than ${mostBytesPerSession} bytes each`, async () => {
    const count = 2_000;
    const atOnce = 50;
    // What is measured is room, so a machine that is busy with other tests may take its time.
    const patient = await openReadyRedisStore(server.url, { deadlineMs: 20_000 });
    const before = await usedBytes(server);
    for (let made = 0; made < count; made += atOnce) {
      await Promise.all(
        Array.from({ length: atOnce }, () => patient.store.create(newKey(), sampleSession())),
      );
    }
    await patient.store.close();
    expect((await usedBytes(server)) - before).toBeLessThan(count * mostBytesPerSession);
  }, 60_000);
});

const usedBytes = async (server: RedisServer): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(String(await server.command('INFO', 'memory')))?.[1]);
