// #region redis
import type { Server } from 'node:http';
import { AuthError, createSealer, type Auth, type SessionStore } from '../../../src/auth/index.js';
import { connectRedis, createRedisStore } from '../../../src/redis/index.js';

export const openStore = (url: string, secrets: readonly string[]): SessionStore =>
  createRedisStore({
    connection: connectRedis({ url, onError: (trouble) => console.error('redis', trouble) }),
    sealer: createSealer(secrets),
    unavailable: (reason) => new AuthError('store_unreachable', { reason }),
  });

/** On SIGTERM: no new connections, then what is under way, then refreshed tokens that are not kept yet, then the store. */
export const stop = async (server: Server, auth: Auth, store: SessionStore) => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  await auth.settled({ withinMs: 5000 });
  await store.close();
};
// #endregion
