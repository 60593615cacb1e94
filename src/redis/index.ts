// The session store for many processes, on Redis, Valkey or a Cluster: version 0.1.0, as is the src/auth that it belongs to.

export { connectRedis } from './connect.js';
export type { ConnectOptions } from './connect.js';
export { RedisFailure } from './failure.js';
export type { RedisTrouble } from './failure.js';
export type { RedisConnection, SendOptions } from './keep-connected.js';
export type { RedisCommand } from './link.js';
export { createRedisStore } from './store.js';
export type { RedisStoreOptions } from './store.js';
