export interface Clock {
  /** ms since 1970, as the pool sees it. */
  now(): number;
  /** Moves the pool's time; a negative number moves it back. */
  advance(ms: number): void;
  /** Calls back once so much of the pool's time has passed, by itself or by `advance`; the answer calls it off. */
  after(ms: number, call: () => void): () => void;
}

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

export const createClock = (now: () => number = Date.now): Clock => {
  let offsetMs = 0;
  const alarms = new Set<Alarm>();
  const poolNow = (): number => now() + offsetMs;

  const after = (ms: number, call: () => void): (() => void) => {
    const off = (): void => {
      clearTimeout(timer);
      alarms.delete(alarm);
    };
    const ring = (): void => {
      off();
      call();
    };
    const alarm = { at: poolNow() + ms, ring };
    const timer = setTimeout(ring, ms).unref();
    alarms.add(alarm);
    return off;
  };

  return {
    now: poolNow,
    advance: (ms) => {
      offsetMs += ms;
      for (const alarm of alarms) if (alarm.at <= poolNow()) alarm.ring();
    },
    after,
  };
};
