export interface WarmUp {
  readonly stop: () => void;
}

export interface WarmUpOptions {
  readonly attempt: () => Promise<unknown>;
  /** Says what a failure is in one word: the same failure is told once, however often it is met. */
  readonly nameOf: (error: unknown) => string;
  readonly onFailure: (error: unknown) => void;
  /** Told after a failure only. */
  readonly onMended: () => void;
  readonly firstPauseMs?: number;
}

const longestPauseMs = 30_000;

/**
 * Tries something until it succeeds once, with growing pauses, without keeping the process alive for it: whoever comes
 * first then finds it done. What it meets meanwhile is told once, and again when it is something else.
 */
export const warmUp = ({
  attempt,
  nameOf,
  onFailure,
  onMended,
  firstPauseMs = 1000,
}: WarmUpOptions): WarmUp => {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let told: string | undefined;

  const run = (pauseMs: number): void => {
    attempt().then(
      () => {
        if (told !== undefined && !isStopped) onMended();
      },
      (error: unknown) => {
        if (isStopped) return;
        timer = setTimeout(run, pauseMs, Math.min(pauseMs * 2, longestPauseMs)).unref();
        const name = nameOf(error);
        if (name !== told) onFailure(error);
        told = name;
      },
    );
  };
  run(firstPauseMs);

  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
