import { describeWithRedis, startRedis } from '../support/redis-server.js';
import { openReadyRedisStore, patient } from '../support/redis-store.js';
import { sessionStoreContract } from './contract/session-store.js';

describeWithRedis('one Redis server', () =>
  sessionStoreContract('sessions in Redis', async () => {
    const server = await startRedis();
    const { store } = await openReadyRedisStore(server.url, patient);
    const { store: elsewhere } = await openReadyRedisStore(server.url, patient);
    return { store, elsewhere, cleanUp: () => server.stop() };
  }),
);
