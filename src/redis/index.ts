export { connectRedis } from './connect.js';
export type { ConnectOptions } from './connect.js';
export { RedisFailure } from './failure.js';
export type { RedisTrouble } from './failure.js';
export type { RedisConnection, SendOptions } from './keep-connected.js';
export type { RedisCommand } from './link.js';
export { createRedisStore } from './store.js';
export type { RedisStoreOptions } from './store.js';
