import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createSealer } from '../../src/auth/seal.js';
import { keptPastLimitMs, type SessionStore } from '../../src/auth/store.js';
import { describeWithRedis, startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore, testSecrets } from '../support/redis-store.js';
import { newKey, sampleSession, sampleSignIn, sampleTokens } from '../support/sample-session.js';

const hashOf = (key: string): string => `auth:session:{${key}}`;

describeWithRedis('what lies in Redis', () => {
  let server: RedisServer;
  let store: SessionStore;
  beforeAll(async () => {
    server = await startRedis();
    store = (await openReadyRedisStore(server.url)).store;
  });
  beforeEach(() => server.command('FLUSHALL'));
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  test('nothing that says who is signed in, and no token, can be read there', async () => {
    const sessionId = randomBytes(24).toString('base64url');
    const key = createHash('sha256').update(sessionId).digest('base64url');
    const signIn = sampleSignIn();
    const tokens = sampleTokens();
    await store.create(key, sampleSession({ signIn, tokens, appData: { note: 'canary-in-app-data' } }));
    await store.claim('canary-of-a-claim', 60_000);
    await store.leases.take(`refresh:canary-of-a-lease`, 'holder', 60_000);
    const everything = await dump(server);
    const { user, userAgent, address, openedBy } = signIn;
    const canaries = [
      ...Object.values(tokens),
      user.id,
      user.issuer,
      user.email,
      user.name,
      user.username,
      ...user.groups,
    ]
      .concat(userAgent, address, openedBy, sessionId, 'canary', 'aws.cognito', 'Quality')
      .filter((canary) => canary !== undefined);
    expect(canaries.length).toBeGreaterThan(14);
    for (const canary of canaries) {
      expect(everything).not.toContain(canary);
      expect(everything).not.toContain(Buffer.from(canary).toString('base64url').slice(0, -2));
    }
    expect(everything).toContain(key);
  });

  test('everything there leaves by itself', async () => {
    await store.create(newKey(), sampleSession());
    await store.claim('name', 60_000);
    await store.leases.take('name', 'holder', 60_000);
    await store.check();
    const names = await keysIn(server);
    expect(names).toHaveLength(4);
    for (const name of names) expect(await server.command('PTTL', name)).toBeGreaterThan(0);
  });

  test('a person’s list forgets sessions that are over, and is over with the last of them', async () => {
    const { user } = sampleSignIn();
    const add = async (endsAtMs: number) =>
      store.create(newKey(), sampleSession({ signIn: sampleSignIn({ user, endsAtMs }) }));
    const lastEndsAtMs = Date.now() + 7_200_000;
    await add(Date.now() - keptPastLimitMs - 1);
    await add(lastEndsAtMs);
    await add(Date.now() + 3_600_000);
    const list = (await keysIn(server)).find((name) => name.includes('person:')) ?? '';
    expect(await server.command('ZCARD', list)).toBe(2);
    expect(Number(await server.command('PTTL', list)) / 1000).toBeCloseTo(
      (lastEndsAtMs + keptPastLimitMs - Date.now()) / 1000,
      0,
    );
  });

  test('a record does not open in the place of another, nor a field in the place of another', async () => {
    const [mine, theirs] = [newKey(), newKey()];
    await store.create(mine, sampleSession());
    await store.create(theirs, sampleSession());
    await server.command('COPY', hashOf(theirs), hashOf(mine), 'REPLACE');
    expect(await store.read(mine)).toBeUndefined();
    expect(await store.readTokens(mine)).toBeUndefined();
    expect(await store.read(theirs)).toBeDefined();
    await copyField(server, hashOf(theirs), { from: 'tokens', to: 'appData' });
    expect(await store.read(theirs)).toBeUndefined();
  });

  test('tokens do not open beside the sign-in of another version', async () => {
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    await server.command(
      'EVAL',
      `redis.call('HSET', KEYS[1], 'kept', redis.call('HGET', KEYS[1], 'tokens'))`,
      '1',
      hashOf(key),
    );
    const signIn = { ...session.signIn, tokensVersion: 2 };
    expect(await store.replaceTokens(key, { fromVersion: 1, signIn, tokens: sampleTokens() })).toBe(true);
    await copyField(server, hashOf(key), { from: 'kept', to: 'tokens' });
    expect(await store.readTokens(key)).toBeUndefined();
    expect(await store.read(key)).toBeDefined();
  });

  test('J-09: whoever writes to Redis cannot lengthen a session beyond its absolute limit', async () => {
    const key = newKey();
    const signIn = sampleSignIn();
    let time = Date.now();
    const { store: clocked } = await openReadyRedisStore(server.url, { now: () => time });
    await clocked.create(key, sampleSession({ signIn }));
    await server.command('HSET', hashOf(key), 'lastSeen', String(signIn.endsAtMs + 9e9), 'version', '99');
    await server.command('PERSIST', hashOf(key));
    time = signIn.endsAtMs - 1;
    expect((await clocked.read(key))?.signIn.endsAtMs).toBe(signIn.endsAtMs);
    time = signIn.endsAtMs + keptPastLimitMs - 1;
    const justOver = await clocked.readTokens(key);
    time += 1;
    const gone = [await clocked.read(key), await clocked.readTokens(key)];
    await clocked.close();
    // For whoever ends it and revokes: the limit itself is sealed.
    expect(justOver?.signIn.endsAtMs).toBe(signIn.endsAtMs);
    expect(gone).toEqual([undefined, undefined]);
  });

  test('J-13: a record that is damaged in whatever way is no session, and no error', async () => {
    const field = fc.constantFrom('signIn', 'appData', 'lastSeen', 'tokens', 'version');
    const damage = fc.record({ field, value: fc.option(fc.string({ minLength: 1 }), { nil: undefined }) });
    await fc.assert(
      fc.asyncProperty(damage, async ({ field: name, value }) => {
        const key = newKey();
        await store.create(key, sampleSession());
        if (value === undefined) await server.command('HDEL', hashOf(key), name);
        else await server.command('HSET', hashOf(key), name, value);
        const seen = await store.read(key);
        if (['signIn', 'appData'].includes(name)) expect(seen).toBeUndefined();
        await store.readTokens(key);
        await store.end(key);
        expect(await store.read(key)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  test('J-13: a key of another type is no session, and no error', async () => {
    const key = newKey();
    await server.command('SET', hashOf(key), '{"cookie":');
    expect(await store.read(key)).toBeUndefined();
    expect(await store.readTokens(key)).toBeUndefined();
    expect(await store.writeAppData(key, {})).toBe(false);
    expect(await store.markSeen(key, { lastSeenAtMs: 1, expiresAtMs: Date.now() + 60_000 })).toBe(false);
    const { signIn, tokens } = sampleSession();
    expect(await store.replaceTokens(key, { fromVersion: 1, signIn, tokens })).toBe(false);
    expect(await store.end(key)).toBeUndefined();
  });

  test('J-14: records stay readable when the secret changes, until the old secret is dropped', async () => {
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    const open = async (secrets: readonly string[]) =>
      (await openReadyRedisStore(server.url, { sealer: createSealer(secrets) })).store;
    const newSecret = 'another secret, which is as long as it must be';
    const rotated = await open([newSecret, ...testSecrets]);
    const dropped = await open([newSecret]);
    expect((await rotated.readTokens(key))?.tokens).toEqual(session.tokens);
    expect(await dropped.read(key)).toBeUndefined();
    await rotated.create(key, session);
    expect(await store.read(key)).toBeUndefined();
    expect((await dropped.readTokens(key))?.tokens).toEqual(session.tokens);
    await Promise.all([rotated.close(), dropped.close()]);
  });
});

const keysIn = async (server: RedisServer): Promise<string[]> => {
  const names = await server.command('KEYS', '*');
  return Array.isArray(names) ? names.map(String) : [];
};

const readers: Readonly<Record<string, (name: string) => readonly string[]>> = {
  hash: (name) => ['HGETALL', name],
  string: (name) => ['GET', name],
  zset: (name) => ['ZRANGE', name, '0', '-1', 'WITHSCORES'],
};

/** Every key and value, as text. What is no text is there byte by byte, so that text within it would show. */
const dump = async (server: RedisServer): Promise<string> => {
  const parts: string[] = [];
  for (const name of await keysIn(server)) {
    const read = readers[String(await server.command('TYPE', name))];
    if (read === undefined) throw new Error(`no reader for ${name}`);
    parts.push(name, JSON.stringify(await server.command(...read(name))));
  }
  return parts.join('\n');
};

const copyField = (
  server: RedisServer,
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<unknown> =>
  server.command(
    'EVAL',
    `redis.call('HSET', KEYS[1], ARGV[2], redis.call('HGET', KEYS[1], ARGV[1]))`,
    '1',
    name,
    from,
    to,
  );
