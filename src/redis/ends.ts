import type { Person, SessionStore } from '../auth/index.js';
import type { Call, Redis } from './calls.js';
import { unlessWrongType } from './calls.js';
import { personDigest } from './people.js';
import { markEnd } from './scripts.js';

export interface EndsOptions {
  readonly call: Call;
  readonly keyPrefix: string;
}

/** When the sign-ins of a person, or of everybody, were last ended: a moment under a key of its own, that is forgotten by itself. */
export const createEnds = ({
  call,
  keyPrefix,
}: EndsOptions): Pick<SessionStore, 'markEnded' | 'endedAtMs'> => {
  const everybody = `${keyPrefix}ended:everybody`;
  const keyOf = (person: Person): string => `${keyPrefix}ended:${personDigest(person)}`;

  const momentAt = async (redis: Redis, key: string): Promise<readonly number[]> => {
    const reply = await unlessWrongType(redis.read(key, ['GET', key]));
    const moment = Buffer.isBuffer(reply) ? Number(reply.toString()) : Number.NaN;
    return Number.isFinite(moment) ? [moment] : [];
  };

  return {
    async markEnded(whose, atMs, forMs) {
      const key = whose === 'everybody' ? everybody : keyOf(whose);
      await call((redis) => redis.run(markEnd, key, String(Math.ceil(atMs)), String(Math.ceil(forMs))));
    },

    async endedAtMs(person) {
      const moments = await call((redis) =>
        Promise.all([keyOf(person), everybody].map((key) => momentAt(redis, key))),
      );
      return moments
        .flat()
        .reduce<number | undefined>((latest, one) => Math.max(latest ?? one, one), undefined);
    },
  };
};
