import { withDeadline } from './deadline.js';
import { RedisFailure } from './failure.js';
import type { RedisTrouble } from './failure.js';
import type { RedisConnection } from './keep-connected.js';
import type { RedisCommand } from './link.js';
import type { Script } from './scripts.js';

/** Makes the error that a store call fails with: `(reason) => new AuthError('store_unreachable', { reason })`. */
export type Unavailable = (reason: RedisTrouble) => Error;

/** What one call of the store may do with Redis. All its commands together have one deadline. */
export interface Redis {
  read(key: string, command: RedisCommand): Promise<unknown>;
  write(key: string, command: RedisCommand): Promise<unknown>;
  /** Runs a script on one key, by its digest where the server knows it already. */
  run(script: Script, key: string, ...args: RedisCommand): Promise<unknown>;
}

export type Call = <T>(work: (redis: Redis) => Promise<T>) => Promise<T>;

export interface CallOptions {
  readonly connection: Pick<RedisConnection, 'send'>;
  readonly deadlineMs: number;
  readonly unavailable: Unavailable;
}

/** Gives every call of the store its deadline, and turns what goes wrong into the error of the host app. */
export const createCall =
  ({ connection, deadlineMs, unavailable }: CallOptions): Call =>
  async (work) => {
    try {
      return await withDeadline(deadlineMs, (deadline) => {
        const write: Redis['write'] = (key, command) =>
          connection.send(command, { key, deadline, asBytes: true });
        return work({
          write,
          read: (key, command) => connection.send(command, { key, deadline, asBytes: true, isRead: true }),
          run: (script, key, ...args) => run(script, (name, id) => write(key, [name, id, '1', key, ...args])),
        });
      });
    } catch (error) {
      throw error instanceof RedisFailure ? unavailable(error.trouble) : error;
    }
  };

// A server that was restarted, or to which a Cluster failed over, does not know the scripts yet.
const run = async (
  script: Script,
  evaluate: (command: 'EVALSHA' | 'EVAL', script: string) => Promise<unknown>,
): Promise<unknown> => {
  try {
    return await evaluate('EVALSHA', script.sha1);
  } catch (error) {
    if (!(error instanceof RedisFailure) || error.trouble !== 'no_script') throw error;
    return evaluate('EVAL', script.text);
  }
};

/** The reply, or nothing where the key holds something that is no session at all. */
export const unlessWrongType = async (reply: Promise<unknown>): Promise<unknown> => {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof RedisFailure && error.trouble === 'wrong_type') return undefined;
    throw error;
  }
};

/** The parts of a reply that is a list; `undefined` where it has nothing, or is no list. */
export const partsOf = (reply: unknown): readonly (Buffer | undefined)[] =>
  Array.isArray(reply) ? reply.map((part: unknown) => (Buffer.isBuffer(part) ? part : undefined)) : [];
