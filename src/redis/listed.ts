import type { Person, Piece } from '../auth/index.js';
import type { Call, Redis } from './calls.js';
import type { People } from './people.js';

export interface ListedOptions {
  readonly call: Call;
  readonly people: People;
  readonly nameOf: (key: string) => string;
}

// What one round trip asks for, so that nobody's list, however long, keeps the server or this process from the others.
const namesAtOnce = 100;

/**
 * The sessions that a person's list names and that are there. The list cannot know of a session that was idle for too
 * long, so whoever reads it looks, and takes out the names of those that are gone.
 */
export const createListed =
  ({ call, people, nameOf }: ListedOptions) =>
  async (person: Person, { skip = 0, most = Infinity }: Piece = {}): Promise<readonly string[]> => {
    const found = new Set<string>();
    let passed = 0;
    for (;;) {
      const keys = await call((redis) => people.keysOf(redis, person, { skip: passed, most: namesAtOnce }));
      const isLastPiece = keys.length < namesAtOnce;
      if (isLastPiece && found.size + keys.length <= skip) return [];
      const there = await call((redis) => areThere(redis, keys.map(nameOf)));
      for (const key of keys.filter((_, index) => there[index])) found.add(key);
      const areForgotten = await forget(
        keys.filter((_, index) => !there[index]),
        (...gone) => call((redis) => people.remove(redis, person, ...gone)),
      );
      passed += areForgotten ? there.filter(Boolean).length : keys.length;
      if (isLastPiece || found.size >= skip + most) return [...found].slice(skip, skip + most);
    }
  };

// One by one, because the nodes of a Cluster share them; they travel together all the same.
const areThere = (redis: Redis, names: readonly string[]): Promise<readonly boolean[]> =>
  Promise.all(names.map(async (name) => (await redis.read(name, ['EXISTS', name])) === 1));

// A server that cannot be written to just now can be read: its old names stay.
const forget = async (
  [first, ...others]: readonly string[],
  remove: (...keys: readonly [string, ...string[]]) => Promise<unknown>,
): Promise<boolean> =>
  first === undefined ||
  remove(first, ...others).then(
    () => true,
    () => false,
  );
