import { AuthError, type AuthEventListener, type SessionStore } from '../auth/index.js';
import type { AwsCall } from '../aws/index.js';
import { countAuthEvents } from './metrics/auth-events.js';
import { createFamilies } from './metrics/families.js';
import { exposition } from './metrics/instruments.js';
import { nothing, reasonLabel, type AccountEventName } from './metrics/label-values.js';
import { createProcessMetrics } from './metrics/process.js';
import { measureStore } from './metrics/store-calls.js';
import type { Observer } from './requests.js';
import type { Closed } from './server-limits.js';

export interface Metrics {
  readonly observeRequest: Observer;
  readonly countAuthEvent: AuthEventListener;
  /** Counts what people change about their own account. */
  readonly countAccountEvent: (event: { readonly type: AccountEventName }) => void;
  /** Counts a call of the AWS SDK that is over. */
  readonly countAwsCall: (call: AwsCall) => void;
  /** Counts an error that a request ended in: by its code where it is a failure, and by the limit that it ran into. */
  readonly countFailure: (failed: { readonly error: unknown; readonly status: number }) => void;
  /** The same store, with its calls measured. */
  readonly measureStore: (store: SessionStore) => SessionStore;
  /** Says whether a part of readiness is well, as `readyz` last saw it. */
  readonly setReady: (part: string, isReady: boolean) => void;
  /** Counts a connection that was closed by a limit. */
  readonly countClosed: (reason: Closed) => void;
  /** Begins to watch the process, where that is asked for. Otherwise the first look at the text does. */
  readonly watchProcess: () => Promise<void>;
  /** The text that Prometheus reads. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  readonly withProcess?: boolean;
  /** How many lines the log of this process has lost so far. */
  readonly linesLost?: () => number;
}

/**
 * Counters of one site. No label ever holds anything that came from outside: routes are patterns, and
 * reasons are our own words. `withProcess` adds memory, CPU and event loop, once per process.
 */
export const createMetrics = ({ withProcess = false, linesLost = () => 0 }: MetricsOptions = {}): Metrics => {
  const families = createFamilies();
  const process = withProcess ? createProcessMetrics() : undefined;
  // There from the start, so that the first one is an increase.
  families.failures.of({ code: 'unexpected', reason: nothing });
  let linesCounted = 0;

  const countLinesLost = (): void => {
    const lost = linesLost();
    families.linesLost.of({}).add(lost - linesCounted);
    linesCounted = lost;
  };

  return {
    observeRequest: ({ method, route = 'none', status, durationMs }) =>
      families.requests.of({ method, route, status: String(status) }).observe(durationMs / 1000),
    countAuthEvent: countAuthEvents(families),
    countAccountEvent: ({ type }) => families.accountEvents.of({ event: type }).add(),
    countAwsCall: ({ operation, outcome, reason = nothing, durationMs }) =>
      families.awsCalls.of({ operation, outcome, reason }).observe(durationMs / 1000),
    countFailure: ({ error, status }) => {
      const { code, reason } = error instanceof AuthError ? error : { code: 'unexpected' };
      // Being stopped by a limit is no failure of the site: most of them answer 429.
      const limit = limitOf[reason ?? nothing];
      if (limit !== undefined) families.limits.of({ limit }).add();
      if (status >= 500) families.failures.of({ code, reason: reasonLabel(reason) }).add();
    },
    measureStore: (store) => measureStore(store, families),
    countClosed: (reason) => families.closed.of({ reason }).add(),
    setReady: (part, isReady) => families.ready.of({ part }).set(isReady ? 1 : 0),
    watchProcess: async () => void (await process?.watch()),
    text: async () => {
      countLinesLost();
      return [exposition(Object.values(families)), await process?.text()].join('\n');
    },
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
  };
};

/** Which limit a request ran into, by the reason that it was refused for. */
const limitOf: Readonly<Record<string, string>> = {
  rate: 'requests',
  redirect_loop: 'redirect_loop',
  ending_elsewhere: 'ending',
  memory_full: 'memory_store',
};
