import { AuthError } from '../errors.js';
import type { Settings } from '../options.js';

/** Remembers for a moment that the pool did not answer, so that no browser is sent to a host that is not there. */
export interface PoolSilence {
  /** Waits for a call, and takes note of how it went. */
  heardIn<Value>(call: Promise<Value>): Promise<Value>;
  /** Throws the failure of a call of a moment ago that got no answer, unless another has got one since. */
  refuse(): void;
}

// As long as a sign-out takes from revoking to the address that it ends at, and a little more.
const rememberedMs = 5000;

/** One memory for a process, because the pool is one. */
export const createPoolSilence = ({ now }: Pick<Settings, 'now'>): PoolSilence => {
  let last: { readonly error: AuthError; readonly atMs: number } | undefined;

  return {
    async heardIn(call) {
      try {
        const value = await call;
        last = undefined;
        return value;
      } catch (error) {
        if (wasMade(error)) last = isSilence(error) ? { error, atMs: now() } : undefined;
        throw error;
      }
    },
    refuse() {
      // In both directions: a clock that was set back must not make it last until it has caught up.
      if (last !== undefined && Math.abs(now() - last.atMs) < rememberedMs) throw last.error;
    },
  };
};

// A call for which there was no place here says nothing of the pool.
const wasMade = (error: unknown): boolean =>
  !(error instanceof AuthError && error.reason === 'too_many_pool_calls');

// A host that throttles answers, if not to everybody: a browser that is sent there finds somebody.
const isSilence = (error: unknown): error is AuthError =>
  error instanceof AuthError &&
  (error.code === 'pool_timeout' || (error.code === 'pool_unreachable' && error.reason !== 'pool_throttles'));
