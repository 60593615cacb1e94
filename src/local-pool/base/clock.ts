export interface Clock {
  /** ms since 1970, as the pool sees it. */
  now(): number;
  /** Moves the pool's time; a negative number moves it back. */
  advance(ms: number): void;
}

export const createClock = (now: () => number = Date.now): Clock => {
  let offsetMs = 0;
  return {
    now: () => now() + offsetMs,
    advance: (ms) => {
      offsetMs += ms;
    },
  };
};
