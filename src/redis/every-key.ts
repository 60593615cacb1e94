import type { Unavailable } from './calls.js';
import { RedisFailure } from './failure.js';
import type { RedisConnection } from './keep-connected.js';

export interface EveryKeyOptions {
  readonly connection: Pick<RedisConnection, 'primaries'>;
  readonly keyPrefix: string;
  readonly unavailable: Unavailable;
}

// How many names of any kind the server looks at for one answer, so that nobody else waits for long.
const namesAtOnce = '100';

/** The keys of all sessions, by `SCAN` of one primary after the other. What is there all the while is named for certain. */
export const createEveryKey = ({ connection, keyPrefix, unavailable }: EveryKeyOptions) => {
  const begin = `${keyPrefix}session:{`;
  const pattern = `${begin.replaceAll(/[*?[\]\\^]/g, String.raw`\$&`)}*}`;

  return async function* everyKey(): AsyncGenerator<readonly string[]> {
    try {
      for (const ask of connection.primaries()) {
        let cursor = '0';
        do {
          const reply = await ask(['SCAN', cursor, 'MATCH', pattern, 'COUNT', namesAtOnce]);
          const [next, names] = Array.isArray(reply) ? (reply as readonly unknown[]) : [];
          if (typeof next !== 'string' || !Array.isArray(names)) throw new RedisFailure('failed');
          cursor = next;
          if (names.length > 0) yield names.map((name) => String(name).slice(begin.length, -1));
        } while (cursor !== '0');
      }
    } catch (error) {
      throw error instanceof RedisFailure ? unavailable(error.trouble) : error;
    }
  };
};
