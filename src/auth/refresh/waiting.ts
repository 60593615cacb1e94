/** How time passes while something is waited for. It comes from outside, so that tests need not wait. */
export interface Waiting {
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds by a clock that nobody sets: only differences mean something. */
  readonly uptimeMs: () => number;
}

/** Time as it passes. */
export const realWaiting: Waiting = {
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  uptimeMs: () => performance.now(),
};
