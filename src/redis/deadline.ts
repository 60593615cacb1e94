import { RedisFailure } from './failure.js';

/** Handed to work that has a deadline, so that a command not yet sent can be taken back. */
export interface Deadline {
  /** Aborts when the deadline passes. Made when first asked for: reads do not need it, and it costs more than the timer. */
  signal(): AbortSignal;
}

/**
 * Runs `work`, and fails with `timeout` when it takes longer than `withinMs`. The client's own timeout ends once a
 * command is on the wire; this one does not.
 */
export const withDeadline = <T>(withinMs: number, work: (deadline: Deadline) => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    let withdrawal: AbortController | undefined;
    const giveUp = (): void => {
      withdrawal?.abort();
      reject(new RedisFailure('timeout'));
    };
    // When this process was busy itself, the answer may lie in the socket already: it gets one turn to be read.
    const timer = setTimeout(() => setImmediate(giveUp), withinMs);
    const deadline = { signal: () => (withdrawal ??= new AbortController()).signal };
    work(deadline)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
