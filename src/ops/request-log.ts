import type { Request } from 'express';
import { describeError, type Log } from './log.js';
import type { Observer } from './requests.js';

/** One line per request: never its query, its headers or its cookies. */
export const logRequests =
  (log: Log): Observer =>
  ({ method, path, route, status, durationMs, isComplete }, request) => {
    log(status >= 500 ? 'error' : 'info', 'request', {
      requestId: request.id,
      method,
      path: route === undefined ? beginningOf(path) : undefined,
      route,
      status,
      durationMs: Math.round(durationMs * 10) / 10,
      isComplete: isComplete ? undefined : false,
    });
  };

/**
 * What may be logged of a path that fitted no route: its first segment, up to the first sign that is none of a name.
 * People, and links that were put together wrongly, write e-mail addresses and authorization codes into paths.
 */
const beginningOf = (path: string): string => {
  const segment = /^\/[^/]*/.exec(path)?.[0] ?? '';
  const isAddress = /@|%40/i.test(segment);
  const name = isAddress ? '/' : (/^\/(?:[A-Za-z._-]|\d{1,4}(?!\d)){0,24}/.exec(segment)?.[0] ?? '');
  return name === path ? path : `${name}…`;
};

/** A request that ended in an error, as the error handler tells it. */
export interface Failed {
  readonly error: unknown;
  readonly status: number;
  readonly request: Request;
}

/** One line for each request that ended in a failure of ours, and for each that was refused for a reason with a code. */
export const logFailures =
  (log: Log, count: (failed: Failed) => void) =>
  (failed: Failed): void => {
    const { error, status, request } = failed;
    count(failed);
    if (status >= 500) {
      log('error', 'request_failed', { requestId: request.id, ...describeError(error), status });
    } else if (error instanceof Error && 'code' in error) {
      log('info', 'request_refused', { requestId: request.id, ...describeError(error) });
    }
  };
