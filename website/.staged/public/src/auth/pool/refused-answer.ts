import { AsyncLocalStorage } from 'node:async_hooks';
import type { Revocable } from '../store.js';

/**
 * The protocol library gives out an answer of the token endpoint when all of it is right, and otherwise throws: whatever
 * refresh token came with a wrong nonce or audience is then in nobody's hands, and good. So our own fetch hears of it on the way,
 * in the memory of this one call and nowhere else: not in an error, not in a log.
 */
export interface RefusedAnswers {
  /** Calls the token endpoint by `grant`. When that throws, a refresh token that came all the same goes to `discard`. */
  orDiscard<Answer>(discard: (tokens: Revocable) => void, grant: () => Promise<Answer>): Promise<Answer>;
  /** Takes note of what came. The answer can still be read afterwards. */
  hear(answer: Response): Promise<Response>;
}

interface Heard {
  refreshToken?: string | undefined;
}

/** What is heard belongs to the call that it is heard in, however many are under way. */
export const createRefusedAnswers = (): RefusedAnswers => {
  const calls = new AsyncLocalStorage<Heard>();
  return {
    async orDiscard(discard, grant) {
      const heard: Heard = {};
      try {
        return await calls.run(heard, grant);
      } catch (error) {
        if (heard.refreshToken !== undefined) discard({ refreshToken: heard.refreshToken });
        throw error;
      }
    },

    async hear(answer) {
      const heard = calls.getStore();
      if (heard !== undefined) heard.refreshToken = refreshTokenIn(await jsonOf(answer.clone()));
      return answer;
    },
  };
};

const jsonOf = (answer: Response): Promise<unknown> => answer.json().catch(() => undefined);

const refreshTokenIn = (body: unknown): string | undefined => {
  const token: unknown = Object(body)['refresh_token'];
  return typeof token === 'string' && token !== '' ? token : undefined;
};
