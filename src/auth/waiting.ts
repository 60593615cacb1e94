/** How time passes while something is waited for. It comes from outside, so that tests need not wait. */
export interface Waiting {
  readonly sleep: (ms: number) => Promise<void>;
  /** The same, for work in the background: a process that has nothing else to do need not go on for it. */
  readonly rest: (ms: number) => Promise<void>;
  /** Milliseconds by a clock that nobody sets: only differences mean something. */
  readonly uptimeMs: () => number;
}

/** Time as it passes. */
export const realWaiting: Waiting = {
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  rest: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
  uptimeMs: () => performance.now(),
};
