import { AuthError } from '../errors.js';
import { markFailed, traceparentOf, type Span, type Spans } from '../tracing.js';
import type { PoolFetch, PoolRequest } from './pool-fetch.js';

/** How calls to the pool are traced. */
export interface PoolTracing {
  readonly spans: Spans;
  /** Whether the pool is told which trace a call belongs to. */
  readonly tellsPool: boolean;
}

/** The same fetch, with a span around each call: an HTTP client span of OpenTelemetry's semantic conventions. */
export const traceFetch =
  (poolFetch: PoolFetch, { spans, tellsPool }: PoolTracing): PoolFetch =>
  (endpoint, url, init = {}) => {
    const { hostname, port, protocol, origin, pathname } = new URL(url);
    const method = init.method ?? 'GET';
    const attributes = {
      'http.request.method': method,
      'server.address': hostname,
      'server.port': port === '' ? (usualPorts[protocol] ?? 443) : Number(port),
      // None of these addresses has a query, and none shall ever be told.
      'url.full': `${origin}${pathname}`,
      'cognito.endpoint': endpoint,
    };
    return spans.within(`${method} ${endpoint}`, { kind: 2, attributes }, async (span) => {
      const response = await poolFetch(endpoint, url, tellsPool ? withTrace(init, span) : init).catch(
        (error: unknown) => {
          if (error instanceof AuthError && error.poolStatus !== undefined)
            markStatus(span, error.poolStatus);
          throw error;
        },
      );
      markStatus(span, response.status);
      return response;
    });
  };

const usualPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

const markStatus = (span: Span, status: number): void => {
  span.setAttribute('http.response.status_code', status);
  if (status >= 400) markFailed(span, String(status));
};

const withTrace = (init: PoolRequest, span: Span): PoolRequest => {
  const traceparent = traceparentOf(span);
  return traceparent === undefined ? init : { ...init, headers: { ...init.headers, traceparent } };
};
