import { beforeEach, expect, test } from '@jest/globals';
import { createSealer } from '../../src/auth/index.js';
import { keptPastLimitMs } from '../../src/redis/records.js';
import { createRedisStore } from '../../src/redis/store.js';
import { closeAfterEach } from '../support/closing.js';
import { openForAllTests } from '../support/opened.js';
import { countCommands, describeWithRedis, redisForAllTests } from '../support/redis-server.js';
import { openReadyCalls, openReadyRedisStore, testSecrets } from '../support/redis-store.js';
import { refreshed, sampleSession, sampleSignIn, sampleTokens } from '../support/sample-session.js';

// Short, for one file alone; what every store promises stands in contract/, and this one keeps it in contract.test.ts.
describeWithRedis('sessions in Redis', () => {
  const server = redisForAllTests();
  const store = openForAllTests(async () => (await openReadyRedisStore(server.url)).store);
  const closing = closeAfterEach();
  beforeEach(() => server.command('FLUSHALL'));

  const name = 'auth:session:{key}';
  const endOf = async (): Promise<number> => Number(await server.command('PEXPIRETIME', name));
  const keys = async (): Promise<readonly string[]> =>
    Object.values(Object(await server.command('KEYS', '*'))).map(String);

  test('are one hash each, which Redis forgets at its time', async () => {
    const session = sampleSession({ expiresAtMs: Date.now() + 60_000.5 });
    await store.create('key', session);
    expect(Object.keys(Object(await server.command('HGETALL', name))).toSorted()).toEqual([
      'appData',
      'lastSeen',
      'signIn',
      'tokens',
      'version',
    ]);
    expect(await endOf()).toBe(Math.ceil(session.expiresAtMs + keptPastLimitMs));
    const { signIn, appData, lastSeenAtMs, tokens } = session;
    expect(await store.read('key')).toEqual({ signIn, appData, lastSeenAtMs });
    expect(await store.readTokens('key')).toEqual({ signIn, tokens });
    expect(await store.keysOf(signIn.user)).toEqual(['key']);
  });

  test('that are not there are changed by nothing', async () => {
    const { signIn } = sampleSession();
    expect(await store.read('key')).toBeUndefined();
    expect(await store.readTokens('key')).toBeUndefined();
    expect(await store.end('key')).toBeUndefined();
    expect(await store.writeAppData('key', { a: 1 })).toBe(false);
    expect(await store.markSeen('key', { lastSeenAtMs: 1, expiresAtMs: Date.now() + 1000 })).toBe(false);
    const tokens = sampleTokens();
    expect(await store.replaceTokens('key', { fromVersion: 1, signIn: refreshed(signIn), tokens })).toBe(
      false,
    );
    expect(await keys()).toEqual([]);
  });

  test('keep their end while the app writes, and get another one when they are seen', async () => {
    const session = sampleSession({ expiresAtMs: Date.now() + 60_000 });
    await store.create('key', session);
    expect(await store.writeAppData('key', { a: 1 })).toBe(true);
    expect(await endOf()).toBe(session.expiresAtMs + keptPastLimitMs);
    const seen = { lastSeenAtMs: session.lastSeenAtMs + 5, expiresAtMs: session.expiresAtMs + 4.5 };
    expect(await store.markSeen('key', seen)).toBe(true);
    expect(await endOf()).toBe(session.expiresAtMs + 5 + keptPastLimitMs);
    expect(await store.read('key')).toMatchObject({ appData: { a: 1 }, lastSeenAtMs: seen.lastSeenAtMs });
  });

  test('have the data of the app replaced only while it is what somebody read, if they ask for that', async () => {
    await store.create('key', sampleSession({ appData: { a: 1 } }));
    expect(await store.writeAppData('key', { a: 2 }, { ifStill: { a: 0 } })).toBe(false);
    expect(await store.read('key')).toMatchObject({ appData: { a: 1 } });
    expect(await store.writeAppData('key', { a: 2 }, { ifStill: { a: 1 } })).toBe(true);
    expect(await store.writeAppData('key', {}, { ifStill: { a: 2 } })).toBe(true);
    expect(await store.writeAppData('key', { a: 3 }, { ifStill: {} })).toBe(true);
    expect(await store.read('key')).toMatchObject({ appData: { a: 3 } });
    expect(await store.writeAppData('none', { a: 1 }, { ifStill: {} })).toBe(false);
  });

  test('have their tokens replaced together with the sign-in, by whoever has the newest', async () => {
    const session = sampleSession();
    await store.create('key', session);
    const next = { signIn: refreshed(session.signIn), tokens: sampleTokens() };
    expect(await store.replaceTokens('key', { fromVersion: 2, ...next })).toBe(false);
    expect(await store.replaceTokens('key', { fromVersion: 1, ...next })).toBe(true);
    expect(await store.readTokens('key')).toEqual(next);
    expect(await store.end('key', { ifVersion: 1 })).toBeUndefined();
    expect(await store.end('key', { ifVersion: 2 })).toEqual(next);
    expect(await keys()).toEqual([]);
  });

  test('are no sessions where something is wrong with a field', async () => {
    for (const [field, value] of [
      ['lastSeen', 'soon'],
      ['signIn', 'rubbish'],
      ['appData', 'rubbish'],
    ] as const) {
      await store.create('key', sampleSession());
      await server.command('HSET', name, field, value);
      expect(await store.read('key')).toBeUndefined();
    }
    await server.command('HDEL', name, 'tokens');
    expect(await store.readTokens('key')).toBeUndefined();
  });

  test('are no sessions where the key holds something else', async () => {
    await server.command('SET', name, 'a text');
    expect(await store.read('key')).toBeUndefined();
    expect(await store.readTokens('key')).toBeUndefined();
    expect(await store.writeAppData('key', {})).toBe(false);
    expect(await store.end('key')).toBeUndefined();
  });

  test('end, with their tokens handed over, although the list of the person cannot be written', async () => {
    const session = sampleSession();
    await store.create('key', session);
    const list = (await keys()).find((one) => one.startsWith('auth:person:')) ?? '';
    await server.command('DEL', list);
    await server.command('SET', list, 'a text');
    expect(await store.end('key')).toMatchObject({ tokens: session.tokens });
    expect(await store.read('key')).toBeUndefined();
  });

  test('have claims and leases beside them', async () => {
    expect([await store.claim('name', 1000), await store.claim('name', 1000)]).toEqual([true, false]);
    expect(await store.leases.take('name', 'me', 1000)).toBe(true);
    expect(await store.leases.take('name', 'you', 1000)).toBe(false);
  });

  test('have the marks of ended sign-ins beside them, and are all named, by the prefix of the site', async () => {
    const { signIn, ...rest } = sampleSession();
    await store.create('key', { signIn, ...rest });
    await store.markEnded(signIn.user, 1000, 60_000);
    expect(await store.endedAtMs(signIn.user)).toBe(1000);
    expect((await keys()).every((one) => one.startsWith('auth:'))).toBe(true);
    const named: string[] = [];
    for await (const piece of store.everyKey()) named.push(...piece);
    expect(named).toEqual(['key']);
  });

  test('stay in the list of their person as long as they are there: a minute past their end', async () => {
    const signIn = sampleSignIn({ endsAtMs: Date.now() - 5000 });
    await store.create('old', sampleSession({ signIn, expiresAtMs: signIn.endsAtMs }));
    await store.create('new', sampleSession({ signIn: { ...sampleSignIn(), user: signIn.user } }));
    expect(await store.keysOf(signIn.user)).toEqual(['new', 'old']);
  });

  test('are checked by a write that leaves nothing behind', async () => {
    const commands = await countCommands(server, () => store.check());
    expect(commands).toEqual([['DEL', 'auth:check']]);
    expect(await keys()).toEqual([]);
  });

  test('are not there where they could not be listed', async () => {
    const session = sampleSession();
    await store.create('another', session);
    const list = (await keys()).find((one) => one.startsWith('auth:person:')) ?? '';
    await server.command('DEL', list);
    await server.command('SET', list, 'a text');
    await expect(store.create('key', session)).rejects.toMatchObject({ reason: 'wrong_type' });
    expect(await store.read('key')).toBeUndefined();
  });

  test('stand under the prefix of the site, in which no brace may be: a Cluster would understand it', async () => {
    const { connection } = closing(await openReadyCalls(server.url));
    const options = {
      connection,
      sealer: createSealer(testSecrets),
      unavailable: (reason: string) => new Error(reason),
    };
    const mine = createRedisStore({ ...options, prefix: 'mine:' });
    await mine.create('key', sampleSession());
    expect((await keys()).every((one) => one.startsWith('mine:'))).toBe(true);
    for (const prefix of ['a{', 'a}'])
      expect(() => createRedisStore({ ...options, prefix })).toThrow(
        new TypeError('prefix must not contain { or }'),
      );
    await mine.close();
    await expect(mine.check()).rejects.toThrow('offline');
  });
});
