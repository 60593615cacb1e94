import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SessionStore } from '../../src/auth/store.js';
import { connectRedis } from '../../src/redis/connect.js';
import { closeAfterEach } from '../support/closing.js';
import { eventually } from '../support/eventually.js';
import { startRedisCluster } from '../support/redis-cluster.js';
import type { RedisCluster } from '../support/redis-cluster.js';
import { describeWithRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore, openRedisStore } from '../support/redis-store.js';
import { newKey, sampleSession } from '../support/sample-session.js';
import { outcomeOf } from './outages.js';

const inTime = 3000;
// The Cluster of the tests takes a master for dead after a second, and then elects.
const failoverMs = 20_000;

describeWithRedis('a Redis Cluster in trouble', () => {
  const closing = closeAfterEach();
  let cluster: RedisCluster;
  let store: SessionStore;
  let first: RedisServer;
  beforeEach(async () => {
    cluster = await startRedisCluster({ replicas: 1 });
    ({ store } = await openReadyRedisStore(cluster.urls));
    [first] = cluster.nodes;
  }, 60_000);
  afterEach(async () => {
    for (const node of cluster.nodes) node.resume();
    await store.close();
    await cluster.stop();
  });

  /** Keys of sessions on the first node, and on the others. */
  const keysByNode = async () => {
    const found = { first: '', other: '' };
    while (found.first === '' || found.other === '') {
      const key = newKey();
      const slot = Number(await first.command('CLUSTER', 'KEYSLOT', `{${key}}`));
      found[slot < 5461 ? 'first' : 'other'] = key;
    }
    return found;
  };

  // What the replica does not have yet is lost with its master: nothing a store could do about it.
  const isReplicated = async (): Promise<void> => {
    const written = await first.command('DBSIZE');
    await eventually(async () => expect(await cluster.replicas[0]?.command('DBSIZE')).toBe(written));
  };

  test('R-05: after a failover, sessions of the lost master are there again, and the others never went away', async () => {
    const keys = await keysByNode();
    await store.create(keys.first, sampleSession());
    await store.create(keys.other, sampleSession());
    await isReplicated();
    await first.kill();
    const { reason, tookMs } = await outcomeOf(store.read(keys.first));
    expect(['offline', 'refused', 'timeout']).toContain(reason);
    expect(tookMs).toBeLessThan(inTime);
    await eventually(async () => expect(await store.read(keys.first)).toBeDefined(), failoverMs);
    expect(await store.writeAppData(keys.first, { written: 'after' })).toBe(true);
    expect(await store.read(keys.other)).toBeDefined();
    expect(await store.end(keys.first)).toBeDefined();
  }, 60_000);

  test('of many sessions that end at once, those of a lost node fail and the others hand their tokens out (F-S3)', async () => {
    const keys = await keysByNode();
    const sessions = { first: sampleSession(), other: sampleSession() };
    await store.create(keys.first, sessions.first);
    await store.create(keys.other, sessions.other);
    await cluster.replicas[0]?.kill();
    await first.kill();
    const [lost, ended] = await Promise.allSettled([store.end(keys.first), store.end(keys.other)]);
    const { signIn, tokens } = sessions.other;
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'store_unreachable' } });
    expect(ended).toEqual({ status: 'fulfilled', value: { signIn, tokens } });
  }, 60_000);

  test('R-04: a silent master fails its own sessions in time, and no others', async () => {
    const keys = await keysByNode();
    await store.create(keys.first, sampleSession());
    await store.create(keys.other, sampleSession());
    await isReplicated();
    first.pause();
    const { reason, tookMs } = await outcomeOf(store.read(keys.first));
    expect(reason).toBe('timeout');
    expect(tookMs).toBeLessThan(inTime);
    expect((await outcomeOf(store.read(keys.other))).tookMs).toBeLessThan(450);
    await eventually(async () => expect(await store.read(keys.first)).toBeDefined(), failoverMs);
  }, 60_000);

  test('R-05: what was asked of a node that was away is not done when it is back', async () => {
    const { first: key } = await keysByNode();
    await cluster.replicas[0]?.kill();
    await store.create(key, sampleSession());
    await store.writeAppData(key, { at: 'first' });
    const { store: fresh } = openRedisStore(cluster.urls.slice(1));
    first.pause();
    const write = async () => (await outcomeOf(fresh.writeAppData(key, { at: 'late' }))).reason;
    await eventually(async () => expect(await write()).toBe('timeout'));
    first.resume();
    await eventually(
      async () => expect(await fresh.read(key)).toMatchObject({ appData: { at: 'first' } }),
      failoverMs,
    );
    await fresh.close();
  }, 60_000);

  test('of which no node answers is told of once for each time that it is away, and of its end', async () => {
    const told: string[] = [];
    const connection = closing(
      connectRedis({
        url: cluster.urls,
        onError: () => told.push('away'),
        onReady: () => told.push('there'),
      }),
    );
    const ask = () => connection.send(['EXISTS', 'a'], { key: 'a' });
    await eventually(ask);
    for (let outage = 0; outage < 2; outage += 1) {
      await Promise.all([...cluster.nodes, ...cluster.replicas].map((node) => node.kill()));
      await eventually(() => expect(told.at(-1)).toBe('away'));
      await Promise.all([...cluster.nodes, ...cluster.replicas].map((node) => node.restart()));
      await eventually(ask, failoverMs);
      await eventually(() => expect(told.at(-1)).toBe('there'));
    }
    expect(told.filter((word, index) => word === told[index - 1])).toEqual([]);
  }, 60_000);

  test('one node of a Cluster, given as if it were alone, is recognised', async () => {
    const { store: alone } = openRedisStore(first.url);
    await eventually(async () =>
      expect((await outcomeOf(alone.claim(newKey(), 1000))).reason).toBe('is_a_cluster'),
    );
    await alone.close();
  }, 60_000);
});
