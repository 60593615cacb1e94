import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SessionStore } from '../../src/auth/store.js';
import { createBrowser } from '../support/browser.js';
import { signedIn } from '../support/people.js';
import { describeWithRedis, startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore } from '../support/redis-store.js';
import type { OpenedStore } from '../support/redis-store.js';
import { newKey, refreshed, sampleSession, sampleTokens } from '../support/sample-session.js';
import { startWholeSite, type WholeSite } from '../support/whole-site.js';
import { outcomeOf } from './outages.js';

const minuteMs = 60_000;
const fill = (server: RedisServer): Promise<unknown> => server.command('CONFIG', 'SET', 'maxmemory', '1');
const makeRoom = (server: RedisServer): Promise<unknown> => server.command('CONFIG', 'SET', 'maxmemory', '0');

describeWithRedis('a full Redis (maxmemory, noeviction)', () => {
  let server: RedisServer;
  let opened: OpenedStore;
  let store: SessionStore;
  beforeEach(async () => {
    server = await startRedis();
    opened = await openReadyRedisStore(server.url);
    ({ store } = opened);
  });
  afterEach(async () => {
    await store.close();
    await server.stop();
  });

  test('R-07: makes no half sign-in, keeps nothing new, and lets people sign out', async () => {
    const [before, during] = [newKey(), newKey()];
    const session = sampleSession();
    const late = sampleSession();
    await store.create(before, session);
    await fill(server);
    expect((await outcomeOf(store.claim('state', 60_000))).reason).toBe('out_of_memory');
    expect((await outcomeOf(store.create(during, late))).reason).toBe('out_of_memory');
    expect((await outcomeOf(store.writeAppData(before, { a: 1 }))).reason).toBe('out_of_memory');
    expect(await store.read(during)).toBeUndefined();
    expect(await store.keysOf(late.signIn.user)).toEqual([]);
    expect((await store.end(before))?.tokens).toEqual(session.tokens);
    expect(await store.keysOf(session.signIn.user)).toEqual([]);
    await makeRoom(server);
    expect(await store.claim('state', 60_000)).toBe(true);
    await store.create(during, late);
  });

  test('keeps up the sessions that are there: they are seen and refreshed, by one process at a time (F-S32)', async () => {
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    await fill(server);
    const lastSeenAtMs = session.lastSeenAtMs + minuteMs;
    expect(await store.markSeen(key, { lastSeenAtMs, expiresAtMs: Date.now() + minuteMs })).toBe(true);
    expect(await store.leases.take(key, 'one', 3000)).toBe(true);
    expect(await store.leases.take(key, 'other', 3000)).toBe(false);
    expect(await store.leases.renew(key, 'one', 3000)).toBe(true);
    const next = { signIn: refreshed(session.signIn), tokens: sampleTokens() };
    expect(await store.replaceTokens(key, { fromVersion: 1, ...next })).toBe(true);
    await store.leases.release(key, 'one');
    expect(await store.leases.take(key, 'other', 3000)).toBe(true);
    expect(await store.readTokens(key)).toEqual(next);
    expect((await store.read(key))?.lastSeenAtMs).toBe(lastSeenAtMs);
  });

  test('is ready, and is told as trouble once, until it takes something again (F-S32)', async () => {
    await fill(server);
    for (let round = 0; round < 3; round += 1) {
      await store.check();
      expect((await outcomeOf(store.claim(newKey(), 1000))).reason).toBe('out_of_memory');
    }
    expect(opened.troubles).toEqual(['out_of_memory']);
    await makeRoom(server);
    expect(await store.claim(newKey(), 1000)).toBe(true);
    await fill(server);
    expect((await outcomeOf(store.claim(newKey(), 1000))).reason).toBe('out_of_memory');
    expect(opened.troubles).toEqual(['out_of_memory', 'out_of_memory']);
  });

  test('does not keep a session that could not be listed', async () => {
    const key = newKey();
    const session = sampleSession();
    await store.create(newKey(), session);
    // The list is no list any more, so that the second half of the sign-in fails.
    const [list = ''] = (await server.command('KEYS', 'auth:person:*')) as string[];
    await server.command('SET', list, 'no list');
    await expect(store.create(key, session)).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(await store.read(key)).toBeUndefined();
  });

  describeWithRedis('and the site', () => {
    let site: WholeSite;
    let offsetMs: number;
    beforeEach(async () => {
      offsetMs = 0;
      site = await startWholeSite({
        env: { REDIS_URL: server.url },
        pool: { accessTokenSeconds: 300, idTokenSeconds: 300 },
        now: () => Date.now() + offsetMs,
      });
    });
    afterEach(() => site.close());
    const passes = (ms: number): void => {
      offsetMs += ms;
      site.pool.clock.advance(ms);
    };

    test('goes on for those who are signed in, past the end of their tokens and the grace, and is ready; nobody new gets in (F-S32)', async () => {
      const browser = await signedIn(site);
      await fill(server);
      for (let round = 1; round <= 4; round += 1) {
        passes(10 * minuteMs);
        expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
        expect(site.log.events('tokens_refreshed')).toHaveLength(round);
      }
      expect((await createBrowser().send(`${site.origin}/readyz`)).status).toBe(200);
      await expect(signedIn(site)).rejects.toThrow('Could not sign in: 503');
      expect(site.log.events('redis_trouble')).toMatchObject([{ reason: 'out_of_memory' }]);
      await makeRoom(server);
      await signedIn(site);
    }, 30_000);
  });
});
