import type { Server } from 'node:http';

export interface StopOptions {
  readonly servers: readonly Server[];
  /** Says "not ready" before anything else happens. */
  readonly startStopping: () => void;
  /**
   * Finishes what requests left over and releases what they needed, after the last of them. `leftMs`: what is left of
   * the grace, and never less than `settleMs`.
   */
  readonly close: (leftMs: number) => Promise<void>;
  /** How long to go on answering while load balancers notice, in milliseconds. */
  readonly noticeMs: number;
  /** How long all this may take from the beginning, in milliseconds. */
  readonly graceMs?: number;
  /** The part of the grace that connections cannot use up, in milliseconds: what they leave over has to be saved. */
  readonly settleMs?: number;
}

/**
 * Stops without losing a request: unready first, then no new connections, requests in flight finish,
 * and only then the store closes. Connections that take longer than the grace allows are cut off while there is still
 * time for what their requests left over: one caller that does not read must not cost others their refreshed tokens.
 */
export const stopGracefully = async (options: StopOptions): Promise<void> => {
  const { servers, startStopping, close, noticeMs, graceMs = 10_000, settleMs = 3_000 } = options;
  const startedAtMs = performance.now();
  startStopping();
  await delay(noticeMs);
  const cutOff = setTimeout(
    () => {
      for (const server of servers) server.closeAllConnections();
    },
    Math.max(0, graceMs - noticeMs - settleMs),
  );
  await Promise.all(servers.map(closed));
  clearTimeout(cutOff);
  await close(Math.max(settleMs, graceMs - (performance.now() - startedAtMs)));
};

const delay = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

// A connection that is busy now will be idle, but open, after its answer: it has to be looked for again.
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });

/** Stops the process on SIGTERM and SIGINT with exit code 0; a second signal ends it at once. */
export const stopOnSignals = (stop: () => Promise<void>): void => {
  let isStopping = false;
  const onSignal = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};
