import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { AuthError, type AuthEvent, type AuthEventListener } from '../auth/index.js';
import type { Observer } from './requests.js';
import type { Closed } from './server-limits.js';

export interface Metrics {
  readonly observeRequest: Observer;
  readonly countAuthEvent: AuthEventListener;
  /** Counts an error that a request ended in, by its code. */
  readonly countFailure: (error: unknown) => void;
  /** Says whether a part of readiness is well, as `readyz` last saw it. */
  readonly setReady: (part: string, isReady: boolean) => void;
  /** Counts a connection that was closed by a limit. */
  readonly countClosed: (reason: Closed) => void;
  /** The text that Prometheus reads. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

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
  const registry = new Registry();
  const registers = [registry];
  if (withProcess) collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const events = new Counter({
    name: 'auth_events_total',
    help: 'What happened around signing in, by event, code and reason.',
    labelNames: ['event', 'code', 'reason'],
    registers,
  });
  const poolCalls = new Histogram({
    name: 'pool_call_duration_seconds',
    help: 'How long calls to the user pool took, by endpoint and outcome.',
    labelNames: ['endpoint', 'outcome'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const failures = new Counter({
    name: 'failed_requests_total',
    help: 'Requests that ended in an error of ours or of a part that we depend on, by code and reason.',
    labelNames: ['code', 'reason'],
    registers,
  });
  const ready = new Gauge({
    name: 'site_part_ready',
    help: 'Whether a part that readiness depends on is well: 1 or 0.',
    labelNames: ['part'],
    registers,
  });

  const closed = new Counter({
    name: 'connections_closed_total',
    help: 'Connections that were closed or refused because their callers ask more than they take, by reason.',
    labelNames: ['reason'],
    registers,
  });
  void new Counter({
    name: 'log_lines_lost_total',
    help: 'Lines of the log that could not be written.',
    registers,
    collect() {
      this.reset();
      this.inc(linesLost());
    },
  });

  return {
    observeRequest: ({ method, route, status, durationMs }) => {
      const labels = { method: methods.has(method) ? method : 'other', route: route ?? 'none', status };
      requests.observe(labels, durationMs / 1000);
    },
    countAuthEvent: (event) => {
      if (event.type === 'pool_called') {
        poolCalls.observe({ endpoint: event.endpoint, outcome: event.outcome }, event.durationMs / 1000);
      } else {
        events.inc(labelsOf(event));
      }
    },
    countFailure: (error) => {
      const isForeseen = error instanceof AuthError;
      failures.inc(
        isForeseen ? { code: error.code, reason: error.reason ?? '' } : { code: 'unexpected', reason: '' },
      );
    },
    countClosed: (reason) => closed.inc({ reason }),
    setReady: (part, isReady) => ready.set({ part }, isReady ? 1 : 0),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};

const labelsOf = (event: AuthEvent) => ({
  event: event.type,
  code: 'code' in event ? event.code : '',
  reason: 'reason' in event ? (event.reason ?? '') : '',
});
