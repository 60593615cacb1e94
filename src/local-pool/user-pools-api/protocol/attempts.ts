import type { Clock } from '../../base/clock.js';
import { PoolError } from '../../base/errors.js';

const hourMs = 3_600_000;
const keptCounts = 10_000;

/** How often somebody may try something within an hour (Cognito quotas, "per user"). */
export interface Attempts {
  /** Throws LimitExceededException when this is one too many. */
  count(what: string, who: string, timesPerHour: number): void;
}

export const createAttempts = (clock: Clock): Attempts => {
  const made = new Map<string, number[]>();

  const recent = (times: readonly number[] = []): number[] =>
    times.filter((time) => time > clock.now() - hourMs);

  const forgetOld = (): void => {
    for (const [key, times] of made) if (recent(times).length === 0) made.delete(key);
  };

  return {
    count: (what, who, timesPerHour) => {
      if (made.size > keptCounts) forgetOld();
      const key = `${what}/${who}`;
      const times = recent(made.get(key));
      if (times.length >= timesPerHour) {
        throw new PoolError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
      }
      made.set(key, [...times, clock.now()]);
    },
  };
};
