import { AuthError, createMemoryStore, createSealer, type SessionStore } from './auth/index.js';
import type { Config } from './config.js';
import type { Counter } from './ops/limits.js';
import type { Log } from './ops/log.js';
import { createSharedCounter } from './ops/shared-counter.js';

/** Where this process keeps sessions, and where it counts requests when it shares the counting. */
export interface Storage {
  readonly store: SessionStore;
  readonly counter: Counter | undefined;
}

/** Memory, or Redis for many processes. With Redis it returns at once and connects meanwhile. */
export const openStorage = async (
  { redisUrls, isRedisPassedOver, redisPrefix, sessionSecrets }: Config,
  log: Log,
): Promise<Storage> => {
  if (isRedisPassedOver) log('warn', 'redis_passed_over', { hint: passedOver });
  if (redisUrls === undefined) return { store: createMemoryStore(), counter: undefined };
  // A third of what there is to load at the start, and of no use to a site without Redis.
  const { connectRedis, createRedisStore } = await import('./redis/index.js');
  const connection = connectRedis({
    url: redisUrls,
    onError: (trouble) => log('error', 'redis_trouble', { reason: trouble }),
    onReady: () => log('info', 'redis_ready'),
  });
  const store = createRedisStore({
    connection,
    sealer: createSealer(sessionSecrets),
    prefix: redisPrefix,
    unavailable: (reason) => new AuthError('store_unreachable', { reason }),
  });
  const counter = createSharedCounter({
    send: (command, options) => connection.send(command, options),
    keyPrefix: counterPrefix(redisPrefix),
    onUnavailable: () => log('warn', 'limits_not_shared', { reason: 'store_unreachable' }),
  });
  return { store, counter };
};

const passedOver =
  'REDIS_URL is set, and SESSION_STORE=memory wins: sessions live in this process alone, and end with it. Leave SESSION_STORE out to use Redis.';

// Counters had names without a prefix before there was a setting for it, and processes of both kinds count together
// while one release takes the place of the other.
const counterPrefix = (prefix: string): string => (prefix === 'auth:' ? 'limit:' : `${prefix}limit:`);
