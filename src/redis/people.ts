import { createHash } from 'node:crypto';
import type { Person } from '../auth/index.js';
import type { Redis } from './calls.js';
import { partsOf } from './calls.js';
import { listSession } from './scripts.js';

/** Which sessions a person has: a sorted set of session keys by the time when each is over at the latest. */
export interface People {
  add(
    redis: Redis,
    person: Person,
    session: { readonly key: string; readonly endsAtMs: number },
  ): Promise<unknown>;
  remove(redis: Redis, person: Person, key: string): Promise<unknown>;
  keysOf(redis: Redis, person: Person): Promise<readonly string[]>;
}

export const createPeople = ({
  keyPrefix,
  now,
}: {
  readonly keyPrefix: string;
  readonly now: () => number;
}): People => {
  const keyOf = ({ issuer, id }: Person): string => {
    const digest = createHash('sha256')
      .update(JSON.stringify([issuer, id]))
      .digest('base64url');
    return `${keyPrefix}person:${digest}`;
  };

  return {
    add: (redis, person, { key, endsAtMs }) =>
      redis.run(listSession, keyOf(person), String(now()), String(Math.ceil(endsAtMs)), key),
    remove: (redis, person, key) => redis.write(keyOf(person), ['ZREM', keyOf(person), key]),
    async keysOf(redis, person) {
      const reply = await redis.read(keyOf(person), [
        'ZRANGE',
        keyOf(person),
        `(${now()}`,
        '+inf',
        'BYSCORE',
      ]);
      return partsOf(reply).flatMap((key) => key?.toString() ?? []);
    },
  };
};
