import { setTimeout as pause } from 'node:timers/promises';

/** Tries until it succeeds, for at most `withinMs`; then fails with what went wrong last. */
export const eventually = async <T>(attempt: () => T | Promise<T>, withinMs = 10_000): Promise<T> => {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
      await pause(20);
    }
  }
};
