import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SessionStore } from '../../src/auth/store.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { describeWithRedis, startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore, openRedisStore } from '../support/redis-store.js';
import type { OpenedStore } from '../support/redis-store.js';
import { newKey, sampleSession, sampleSignIn } from '../support/sample-session.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { expectEveryCallToFail, outcomeOf } from './outages.js';

// Half a second is the deadline; a busy machine gets its time beyond that, but nothing hangs.
const inTime = 3000;
const recoveryMs = 6_000;

describeWithRedis('when Redis is in trouble', () => {
  let server: RedisServer;
  let opened: OpenedStore;
  let store: SessionStore;
  const others: (() => Promise<void>)[] = [];
  const alsoStop = <T extends { stop(): Promise<void> }>(other: T): T => {
    others.push(() => other.stop());
    return other;
  };
  const alsoClose = (other: OpenedStore): OpenedStore => {
    others.push(() => other.store.close());
    return other;
  };

  beforeEach(async () => {
    server = await startRedis();
    opened = await openReadyRedisStore(server.url);
    ({ store } = opened);
  });
  afterEach(async () => {
    server.resume();
    await store.close();
    await server.stop();
    await Promise.all(others.splice(0).map((stop) => stop()));
  });

  test('R-03, R-05, R-06: a server that is gone fails every call at once, and one that comes back empty is used again', async () => {
    const key = newKey();
    await store.create(key, sampleSession());
    await server.kill();
    await eventually(async () => expect((await outcomeOf(store.check())).reason).toBe('refused'));
    await expectEveryCallToFail(store, { within: 400, reasons: ['refused', 'offline'] });
    await server.restart();
    await eventually(() => store.check(), recoveryMs);
    expect(await store.read(key)).toBeUndefined();
    await store.create(key, sampleSession());
    expect(await store.read(key)).toBeDefined();
  });

  test('R-05: what was asked of a server that was away is not done when it is back', async () => {
    await server.kill();
    await eventually(async () => expect((await outcomeOf(store.check())).reason).toBe('refused'));
    expect((await outcomeOf(store.claim('while it was away', 60_000))).reason).toBe('refused');
    await server.restart();
    await eventually(() => store.check(), recoveryMs);
    expect(await store.claim('while it was away', 60_000)).toBe(true);
  });

  test('R-03: a site that starts before its Redis works as soon as Redis is there', async () => {
    const port = await freePort();
    const early = alsoClose(openRedisStore(`redis://127.0.0.1:${port}`));
    await eventually(async () => expect((await outcomeOf(early.store.check())).reason).toBe('refused'));
    alsoStop(await startRedis({ port }));
    await eventually(() => early.store.check(), recoveryMs);
  });

  test('R-04, J-12: a server that accepts and says nothing fails every call within the deadline, and is used again', async () => {
    const key = newKey();
    await store.create(key, sampleSession());
    server.pause();
    await expectEveryCallToFail(store, { within: inTime, reasons: ['timeout', 'offline'] });
    await eventually(async () => expect((await outcomeOf(store.read(key))).tookMs).toBeLessThan(400));
    await expectEveryCallToFail(store, { within: 400, reasons: ['timeout', 'offline'] });
    server.resume();
    await eventually(() => store.check(), recoveryMs);
    expect(await store.read(key)).toBeDefined();
  });

  test('a connection that has died silently is replaced, however much is written to it', async () => {
    const proxy = alsoStop(await startTcpProxy(server.port));
    const through = alsoClose(await openReadyRedisStore(`redis://127.0.0.1:${proxy.port}`));
    proxy.freezeOpen();
    const traffic = setInterval(() => void outcomeOf(through.store.claim(newKey(), 1000)), 20);
    await eventually(() => through.store.check(), recoveryMs);
    clearInterval(traffic);
    expect(through.troubles).toEqual(['timeout']);
  });

  test('R-07: a read-only server refuses what writes, serves what reads, and makes no half sign-in', async () => {
    const [before, during] = [newKey(), newKey()];
    await store.create(before, sampleSession());
    await server.command('REPLICAOF', '127.0.0.1', '1');
    const { user } = sampleSignIn();
    const attempt = store.create(during, sampleSession({ signIn: sampleSignIn({ user }) }));
    expect((await outcomeOf(attempt)).reason).toBe('read_only');
    expect((await outcomeOf(store.check())).reason).toBe('read_only');
    expect((await outcomeOf(store.end(before))).reason).toBe('read_only');
    expect(await store.read(before)).toBeDefined();
    expect(await store.read(during)).toBeUndefined();
    expect(await store.keysOf(user)).toEqual([]);
    await server.command('REPLICAOF', 'NO', 'ONE');
    await eventually(() => store.check(), recoveryMs);
    expect(opened.troubles).toEqual(['read_only']);
  });

  test('R-07: when the primary has become a replica, the name is followed to where it leads by now', async () => {
    const promoted = alsoStop(await startRedis());
    const proxy = alsoStop(await startTcpProxy(server.port));
    const through = alsoClose(await openReadyRedisStore(`redis://127.0.0.1:${proxy.port}`));
    await server.command('REPLICAOF', '127.0.0.1', String(promoted.port));
    proxy.leadTo(promoted.port);
    await eventually(() => through.store.check(), recoveryMs);
    const key = newKey();
    await through.store.create(key, sampleSession());
    expect(await promoted.command('EXISTS', `auth:session:{${key}}`)).toBe(1);
  });

  test('a server that is loading its data is waited for', async () => {
    await server.stop();
    await store.close();
    server = await startRedis({
      args: ['--enable-debug-command', 'local', '--loading-process-events-interval-bytes', '1024'],
    });
    ({ store } = await openReadyRedisStore(server.url));
    const key = newKey();
    for (let made = 0; made < 20; made += 1) await store.create(newKey(), sampleSession());
    await store.create(key, sampleSession());
    await server.command('CONFIG', 'SET', 'key-load-delay', '50000');
    const reload = server.command('DEBUG', 'RELOAD');
    await eventually(async () => expect((await outcomeOf(store.check())).reason).toBe('loading'));
    await eventually(() => store.check(), recoveryMs);
    await reload;
    expect(await store.read(key)).toBeDefined();
  });

  test('closing does not wait longer than a call may take, and may be done twice', async () => {
    server.pause();
    const waiting = outcomeOf(store.read(newKey()));
    const { tookMs } = await outcomeOf(store.close());
    expect(tookMs).toBeLessThan(inTime);
    expect((await waiting).reason).toBeDefined();
    await store.close();
    expect((await outcomeOf(store.read(newKey()))).reason).toBe('offline');
  });
});
