import type { Request } from 'express';
import { describeError, plainText, type Log } from './log.js';
import { pathOf, type Observer } from './requests.js';

/** One line per request: never its query, its headers or its cookies. */
export const logRequests =
  (log: Log): Observer =>
  ({ method, route, status, durationMs, isComplete }, req) => {
    log(status >= 500 ? 'error' : 'info', 'request', {
      requestId: req.id,
      method,
      ...(route === undefined ? { path: plainText(pathOf(req), 128) } : { route }),
      status,
      durationMs: Math.round(durationMs * 10) / 10,
      ...(!isComplete && { isComplete }),
    });
  };

/** One line for each request that ended in our own failure; what was the caller's is in the request's line. */
export const logFailures =
  (log: Log) =>
  ({
    error,
    status,
    request,
  }: {
    readonly error: unknown;
    readonly status: number;
    readonly request: Request;
  }): void => {
    if (status >= 500)
      log('error', 'request_failed', { requestId: request.id, ...describeError(error), status });
    else if (error instanceof Error && 'code' in error) {
      log('info', 'request_refused', { requestId: request.id, ...describeError(error) });
    }
  };
