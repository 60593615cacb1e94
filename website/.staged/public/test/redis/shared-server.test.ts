import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { SessionStore } from '../../src/auth/store.js';
import { startBareSite } from '../support/bare-site.js';
import { signedIn } from '../support/people.js';
import { describeWithRedis, startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore } from '../support/redis-store.js';
import { newKey, sampleSession } from '../support/sample-session.js';
import { sessionIdOf } from '../support/session-cookie.js';
import { startWholeSite } from '../support/whole-site.js';

describeWithRedis('the names of keys in Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  beforeEach(() => server.command('FLUSHALL'));
  afterAll(() => server.stop());

  const names = async (): Promise<readonly string[]> =>
    ((await server.command('KEYS', '*')) as string[]).toSorted();

  test('the site begins them with REDIS_PREFIX, those of its counters too (F-S30)', async () => {
    const site = await startWholeSite({ env: { REDIS_URL: server.url, REDIS_PREFIX: 'shop:' } });
    await signedIn(site);
    await site.close();
    const kinds = (await names()).map((name) => name.split(':').slice(0, 2).join(':'));
    expect([...new Set(kinds)]).toEqual(['shop:claim', 'shop:limit', 'shop:person', 'shop:session']);
  });

  test('without REDIS_PREFIX they are what they were in the release before (F-S30)', async () => {
    const site = await startWholeSite({ env: { REDIS_URL: server.url } });
    await signedIn(site);
    await site.close();
    const known = [
      /^auth:claim:[\w-]{43}$/,
      /^auth:person:[\w-]{43}$/,
      /^auth:session:\{[\w-]{43}\}$/,
      /^limit:/,
    ];
    expect((await names()).filter((name) => !known.some((form) => form.test(name)))).toEqual([]);
    expect(await names()).toHaveLength(known.length);
  });

  test('two sites with prefixes of their own do not see each other’s sign-ins of one person (F-S30)', async () => {
    const { store: shop } = await openReadyRedisStore(server.url, { prefix: 'shop:' });
    const { store: blog } = await openReadyRedisStore(server.url, { prefix: 'blog:' });
    const [inShop, inBlog] = [newKey(), newKey()];
    const session = sampleSession();
    await shop.create(inShop, session);
    await blog.create(inBlog, session);
    const listed = [await shop.keysOf(session.signIn.user), await blog.keysOf(session.signIn.user)];
    const across = [await shop.end(inBlog), await blog.claim('state', 1000), await shop.claim('state', 1000)];
    await Promise.all([shop.close(), blog.close()]);
    expect(listed).toEqual([[inShop], [inBlog]]);
    expect(across).toEqual([undefined, true, true]);
  });

  test('a session is named by the SHA-256 of its id, and the id is nowhere (F-M2)', async () => {
    const { store } = await openReadyRedisStore(server.url);
    const site = await startBareSite({ store: () => store });
    const browser = await signedIn(site);
    const id = await sessionIdOf(browser, site.origin);
    const [name = '', ...others] = (await names()).filter((each) => each.startsWith('auth:session:'));
    const everything = JSON.stringify([await names(), await server.command('HGETALL', name)]);
    await site.close();
    expect(id.length).toBeGreaterThan(30);
    expect([name, ...others]).toEqual([
      `auth:session:{${createHash('sha256').update(id).digest('base64url')}}`,
    ]);
    expect(everything).not.toContain(id);
  });
});

describeWithRedis('the list of a person’s sessions in Redis', () => {
  let server: RedisServer;
  let store: SessionStore;
  beforeAll(async () => {
    server = await startRedis();
    // Hundreds of sign-ins at once take a busy machine longer than a call may usually take.
    ({ store } = await openReadyRedisStore(server.url, { deadlineMs: 20_000 }));
  });
  beforeEach(() => server.command('FLUSHALL'));
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  const list = async (): Promise<string> =>
    ((await server.command('KEYS', 'auth:person:*')) as string[])[0] ?? '';

  test('tokens are handed out to be revoked, though the list cannot be changed (F-M9)', async () => {
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    await server.command('SET', await list(), 'no list, so that ZREM fails');
    expect(await store.end(key)).toEqual({ signIn: session.signIn, tokens: session.tokens });
  });

  test('a name that an end left behind is taken out when somebody looks (F-M9)', async () => {
    const [ended, kept] = [newKey(), newKey()];
    const { signIn, ...session } = sampleSession();
    for (const key of [ended, kept]) await store.create(key, { ...session, signIn });
    await server.command('DEL', `auth:session:{${ended}}`);
    expect(await server.command('ZCARD', await list())).toBe(2);
    expect(await store.keysOf(signIn.user)).toEqual([kept]);
    expect(await server.command('ZRANGE', await list(), '0', '-1')).toEqual([kept]);
  });

  test('a sign-in takes a hundred names out whose time is over, and not all there are (F-M9, F-S12)', async () => {
    const session = sampleSession();
    await store.create(newKey(), session);
    const old = Array.from({ length: 250 }, (_, index) => [String(index + 1), `old ${index}`]).flat();
    await server.command('ZADD', await list(), ...old);
    const left: unknown[] = [];
    for (let round = 0; round < 3; round += 1) {
      await store.create(newKey(), session);
      left.push(await server.command('ZCARD', await list()));
    }
    expect(left).toEqual([152, 53, 4]);
  });

  test('the release before finds what this one has listed, and the other way round', async () => {
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    // As that release asks.
    const asked = ['ZRANGE', await list(), `(${Date.now()}`, '+inf', 'BYSCORE'];
    expect(await server.command(...asked)).toEqual([key]);
    // As that release lists.
    const name = await list();
    await server.command('ZREM', name, key);
    expect(await store.keysOf(session.signIn.user)).toEqual([]);
    await server.command('ZADD', name, String(session.signIn.endsAtMs), key);
    expect(await store.keysOf(session.signIn.user)).toEqual([key]);
  });

  test('a server that cannot be written to names what is there, and goes past what is not', async () => {
    const { signIn, ...session } = sampleSession();
    const keys = Array.from({ length: 250 }, newKey);
    await Promise.all(keys.map((key) => store.create(key, { ...session, signIn })));
    const newestFirst = await store.keysOf(signIn.user);
    // More of the newest than are looked at in one go.
    for (const key of newestFirst.slice(0, 120)) await server.command('DEL', `auth:session:{${key}}`);
    await server.command('REPLICAOF', '127.0.0.1', '1');
    const found = await store.keysOf(signIn.user);
    await server.command('REPLICAOF', 'NO', 'ONE');
    expect(found).toEqual(newestFirst.slice(120));
  });
});
