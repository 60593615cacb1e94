import type { AuthError } from '../errors.js';

/** Leaves a pool that is in trouble alone for a moment, whoever wants something of it. */
export interface OutagePause {
  /** Throws the failure that began the pause, while it lasts. */
  refuse(): void;
  /** Begins a pause, if it is the kind of failure that everybody would meet. */
  beginAfter(error: AuthError): void;
  /** The pool has answered: there is no trouble any more. */
  end(): void;
}

const pauseMs = 2000;
// A pool that throttles still grants its quota: who pauses longer than it counts leaves half of that unused.
const pauseFromTooMuchMs = 500;
const tooMuch: ReadonlySet<string | undefined> = new Set(['pool_throttles', 'too_many_pool_calls']);

/** One pause for a process, because the pool is one. Without it every page of every person would wait for the same deadline. */
export const createOutagePause = ({ now }: { readonly now: () => number }): OutagePause => {
  let pause: { readonly sinceMs: number; readonly forMs: number; readonly error: AuthError } | undefined;

  return {
    refuse() {
      // In both directions: a clock that was set back must not make the pause last until it has caught up.
      if (pause !== undefined && Math.abs(now() - pause.sinceMs) < pause.forMs) throw pause.error;
    },
    beginAfter(error) {
      // One person's unusable tokens are no reason to refuse the others.
      if (error.code !== 'pool_unreachable' && error.code !== 'pool_timeout') return;
      const forMs = tooMuch.has(error.reason) ? pauseFromTooMuchMs : pauseMs;
      pause = { sinceMs: now(), forMs, error };
    },
    end() {
      pause = undefined;
    },
  };
};
