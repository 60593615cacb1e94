import { startRedisCluster } from '../support/redis-cluster.js';
import { describeWithRedis } from '../support/redis-server.js';
import { openReadyRedisStore, patient } from '../support/redis-store.js';
import { sessionStoreContract } from './contract/session-store.js';

describeWithRedis('a Redis Cluster of three nodes', () =>
  sessionStoreContract('sessions in a Redis Cluster', async () => {
    const cluster = await startRedisCluster();
    const { store } = await openReadyRedisStore(cluster.urls, patient);
    const { store: elsewhere } = await openReadyRedisStore(cluster.urls.toReversed(), patient);
    return { store, elsewhere, cleanUp: () => cluster.stop() };
  }),
);
