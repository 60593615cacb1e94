import { createHash } from 'node:crypto';
import type { Person, Piece } from '../auth/index.js';
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
  remove(redis: Redis, person: Person, ...keys: readonly [string, ...string[]]): Promise<unknown>;
  /** Some of the keys, the one that is over last first. A caller that wants many asks in pieces. */
  keysOf(redis: Redis, person: Person, piece: Required<Piece>): Promise<readonly string[]>;
}

/** What stands for a person in the name of a key. */
export const personDigest = ({ issuer, id }: Person): string =>
  createHash('sha256')
    .update(JSON.stringify([issuer, id]))
    .digest('base64url');

export const createPeople = ({
  keyPrefix,
  now,
}: {
  readonly keyPrefix: string;
  readonly now: () => number;
}): People => {
  const keyOf = (person: Person): string => `${keyPrefix}person:${personDigest(person)}`;

  return {
    add: (redis, person, { key, endsAtMs }) =>
      redis.run(listSession, keyOf(person), String(now()), String(Math.ceil(endsAtMs)), key),
    remove: (redis, person, ...keys) => redis.write(keyOf(person), ['ZREM', keyOf(person), ...keys]),
    async keysOf(redis, person, { skip, most }) {
      const name = keyOf(person);
      const latestFirst = ['ZRANGE', name, '+inf', `(${now()}`, 'BYSCORE', 'REV'];
      const reply = await redis.read(name, [...latestFirst, 'LIMIT', String(skip), String(most)]);
      return partsOf(reply).flatMap((key) => key?.toString() ?? []);
    },
  };
};
