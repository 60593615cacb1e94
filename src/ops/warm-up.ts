export interface WarmUp {
  readonly stop: () => void;
}

const longestPauseMs = 30_000;

/**
 * Tries something until it succeeds once, with growing pauses, without keeping the process alive for it: whoever comes
 * first then finds it done.
 */
export const warmUp = (attempt: () => Promise<unknown>, firstPauseMs = 1000): WarmUp => {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const run = (pauseMs: number): void => {
    attempt().catch(() => {
      if (isStopped) return;
      timer = setTimeout(run, pauseMs, Math.min(pauseMs * 2, longestPauseMs)).unref();
    });
  };
  run(firstPauseMs);

  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
