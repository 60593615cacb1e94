import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

declare module 'http' {
  interface IncomingMessage {
    /** Names this request in the log, in the answer's `X-Request-Id` and on error pages. */
    id: string;
  }
}

/** A request that has been answered, or whose caller has gone. */
export interface Answered {
  readonly method: string;
  /** Within the site: without the path prefix of the public address, and without the query. */
  readonly path: string;
  /** The route as it was written, such as `/account/sign-ins/:id/end`; undefined when none fitted. */
  readonly route: string | undefined;
  readonly status: number;
  readonly durationMs: number;
  /** False when the connection closed before the answer was out. */
  readonly isComplete: boolean;
  readonly contentType: string | undefined;
}

export type Observer = (answered: Answered, request: Request) => void;

const shapeOfId = /^[A-Za-z0-9-]{8,64}$/;

/** Gives every request its id, and tells the observers once when it has been answered. */
export const observeRequests = (observers: readonly Observer[]): RequestHandler =>
  function observeRequest(request, response, next) {
    const startedAtMs = performance.now();
    // Routers take `req.url` apart on the way down, and `req.originalUrl` has the path prefix.
    const path = pathOf(request.url);
    request.id = idFromProxy(request) ?? randomUUID();
    response.setHeader('X-Request-Id', request.id);
    response.once('close', () => {
      const contentType = response.getHeader('content-type');
      const answered: Answered = {
        method: request.method,
        path,
        route: routeOf(request, path),
        status: response.statusCode,
        durationMs: performance.now() - startedAtMs,
        isComplete: response.writableFinished,
        contentType: typeof contentType === 'string' ? contentType : undefined,
      };
      for (const observe of observers) observe(answered, request);
    });
    next();
  };

// Anybody can send the header; only what our own proxy says is worth following through the logs.
const idFromProxy = (request: Request): string | undefined => {
  const id = request.headers['x-request-id'];
  return typeof id === 'string' && shapeOfId.test(id) && isFromTrustedProxy(request) ? id : undefined;
};

/** Whether the caller's own address, not what it forwards, is one of the trusted proxies. */
const isFromTrustedProxy = (request: Request): boolean => {
  const isTrusted: unknown = request.app.get('trust proxy fn');
  return typeof isTrusted === 'function' && isTrusted(request.socket.remoteAddress, 0) === true;
};

const pathOf = (url: string): string => {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
};

/**
 * The pattern that answered, with the place where its router is mounted. When an error handler answers,
 * `req.baseUrl` is gone already, so the place is what the pattern leaves over of the path.
 */
const routeOf = (request: Request, path: string): string | undefined => {
  const pattern: unknown = request.route?.path;
  if (typeof pattern !== 'string') return undefined;
  if (pattern === path) return path;
  const segments = segmentsOf(path.toLowerCase());
  const place = segments.slice(0, Math.max(0, segments.length - segmentsOf(pattern).length));
  return `/${[...place, ...segmentsOf(pattern)].join('/')}`;
};

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');
