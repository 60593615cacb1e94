import type { Revocable } from '../store.js';
import { parsed, type PoolAnswer } from './pool-fetch.js';

/** Takes note of an answer of the token endpoint, and hands it on. */
export type Hear = (answer: PoolAnswer) => PoolAnswer;

/**
 * Calls the token endpoint by `grant`. When that throws, a refresh token that came all the same goes to `discard`.
 *
 * The protocol library gives out an answer of the token endpoint when all of it is right, and otherwise throws: whatever
 * refresh token came with a wrong nonce or audience is then in nobody's hands, and good. So our own fetch hears of it on the way,
 * in the memory of this one call and nowhere else: not in an error, not in a log.
 */
export const orDiscard = async <Answer>(
  discard: (tokens: Revocable) => void,
  grant: (hear: Hear) => Promise<Answer>,
): Promise<Answer> => {
  let heard: PoolAnswer | undefined;
  const hear: Hear = (answer) => (heard = answer);
  try {
    return await grant(hear);
  } catch (error) {
    const refreshToken = heard && refreshTokenIn(heard);
    if (refreshToken !== undefined) discard({ refreshToken });
    throw error;
  }
};

// Whatever the status: a good token may come with a wrong one.
const refreshTokenIn = ({ text }: PoolAnswer): string | undefined => {
  const token: unknown = Object(parsed(text))['refresh_token'];
  return typeof token === 'string' && token !== '' ? token : undefined;
};
