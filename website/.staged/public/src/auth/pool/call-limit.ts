import { AuthError } from '../errors.js';

/** What a call to the pool is for: a sign-in, or people who are signed in. */
export type CallFor = 'sign-in' | 'signed-in';

/** Bounds the calls to the pool that are under way in this process. */
export interface CallLimit {
  /** Does `call` if there is a place for it. Throws `AuthError` `pool_unreachable` at once where there is none. */
  within<Value>(callFor: CallFor, call: () => Promise<Value>): Promise<Value>;
}

const mostAtOnce = 64;
// Whoever signs in waits for a pool that is slow, and can try again. Whoever is signed in has work to lose.
const keptFromSignIns = 16;

/** 64 calls at once; of these, sign-ins get 48, so that a flood of them does not keep refreshes and sign-outs waiting. */
export const createCallLimit = (): CallLimit => {
  const underWay = { 'sign-in': 0, 'signed-in': 0 };

  const hasPlace = (callFor: CallFor): boolean =>
    underWay['sign-in'] + underWay['signed-in'] < mostAtOnce &&
    (callFor === 'signed-in' || underWay['sign-in'] < mostAtOnce - keptFromSignIns);

  return {
    async within(callFor, call) {
      if (!hasPlace(callFor))
        throw new AuthError('pool_unreachable', { reason: 'too_many_pool_calls', retryAfterSeconds: 1 });
      underWay[callFor] += 1;
      try {
        return await call();
      } finally {
        underWay[callFor] -= 1;
      }
    },
  };
};
