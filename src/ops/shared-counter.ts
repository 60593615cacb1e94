import { createLocalCounter, type Count, type Counter } from './limits.js';
import { throttled } from './throttled.js';

/** Sends one command to Redis or Valkey. `key` tells a cluster where to. Rejects when there is no answer in time. */
export type SendCommand = (command: readonly string[], options: { readonly key: string }) => Promise<unknown>;

// The window begins with the first hit, and the key leaves by itself at its end.
const countScript = `local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { hits, redis.call('PTTL', KEYS[1]) }`;

/**
 * Counts requests for all processes together. When Redis does not answer, each process counts for itself: a limit
 * that is too generous for a while is better than a sign-in that nobody can use.
 */
export const createSharedCounter = ({
  send,
  keyPrefix = 'limit:',
  onUnavailable,
  now = Date.now,
}: {
  readonly send: SendCommand;
  /** Begins the name of every counter. Sites that share a server must not share these. */
  readonly keyPrefix?: string;
  /** Told at most every half a minute. */
  readonly onUnavailable: () => void;
  readonly now?: () => number;
}): Counter => {
  const local = createLocalCounter();
  const complain = throttled({ everyMs: 30_000, now });
  let windowMs = 60_000;

  const countShared = async (client: string): Promise<Count> => {
    const key = `${keyPrefix}${client}`;
    const reply = await send(['EVAL', countScript, '1', key, String(windowMs)], { key });
    const [hits, leftMs] = Array.isArray(reply) ? reply.map(Number) : [];
    if (hits === undefined || leftMs === undefined || !(hits > 0))
      throw new TypeError('expected a count and a time');
    return { totalHits: hits, resetTime: new Date(now() + Math.max(0, leftMs)) };
  };

  return {
    init(options) {
      windowMs = options.windowMs;
      local.init(options);
    },
    async increment(client) {
      try {
        return await countShared(client);
      } catch {
        complain(onUnavailable);
        return local.increment(client);
      }
    },
    // The limiter takes nothing back, and forgets nobody before the window ends.
    decrement: (client) => local.decrement(client),
    resetKey: (client) => local.resetKey(client),
    shutdown: () => local.shutdown(),
  };
};
