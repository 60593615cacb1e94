import { AuthError } from '../../src/auth/errors.js';
import { createSealer } from '../../src/auth/seal.js';
import type { SessionStore } from '../../src/auth/store.js';
import { createCall, type Unavailable } from '../../src/redis/calls.js';
import { connectRedis, createRedisStore } from '../../src/redis/index.js';
import type { ConnectOptions, RedisConnection, RedisStoreOptions } from '../../src/redis/index.js';
import { eventually } from './eventually.js';

export const testSecrets = ['a secret of the tests, long enough to be one'];

/**
 * For tests of what a store does and not of how long it may take: with other tests on the same few cores, and half a
 * second for a hundred calls at once, a machine that is busy would look like a server that is away.
 */
export const patient = { deadlineMs: 10_000 } as const;

export interface OpenedStore {
  readonly store: SessionStore;
  readonly connection: RedisConnection;
  /** What the connection reported as trouble, in order. */
  readonly troubles: readonly string[];
}

/** A store on the given servers, as one process of the site opens it. */
export const openRedisStore = (
  url: ConnectOptions['url'],
  options: Partial<ConnectOptions & RedisStoreOptions> = {},
): OpenedStore => {
  const troubles: string[] = [];
  const connection = connectRedis({ url, onError: (trouble) => troubles.push(trouble), ...options });
  const store = createRedisStore({
    connection,
    sealer: createSealer(testSecrets),
    unavailable: (reason) => new AuthError('store_unreachable', { reason }),
    ...options,
  });
  return { store, connection, troubles };
};

/** The same, once it is connected. */
export const openReadyRedisStore = async (
  ...args: Parameters<typeof openRedisStore>
): Promise<OpenedStore> => {
  const opened = openRedisStore(...args);
  await eventually(() => opened.store.check());
  return opened;
};

/** Calls as the store makes them, straight to a server: for what stands between the two. */
export const openCalls = (url: string, deadlineMs = 2_000) => {
  const connection = connectRedis({ url, deadlineMs, onError: () => undefined });
  const unavailable: Unavailable = (reason) => new AuthError('store_unreachable', { reason });
  return {
    connection,
    call: createCall({ connection, deadlineMs, unavailable }),
    close: () => connection.close(),
  };
};

/** The same, once the server has answered. */
export const openReadyCalls = async (url: string) => {
  const opened = openCalls(url);
  await eventually(() => opened.connection.send(['PING'], { key: '' }));
  return opened;
};
