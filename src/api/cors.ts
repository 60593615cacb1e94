import type { Request, RequestHandler } from 'express';

/**
 * Lets pages of the named origins call (CORS, Fetch Standard section 3.2). Never with cookies: the API takes none, and so
 * `Access-Control-Allow-Credentials` is never sent. To every other page the browser shows nothing of an answer.
 */
export const allowOrigins = (origins: readonly string[]): RequestHandler => {
  const allowed = new Set(origins);
  return function allowOtherOrigins(request, response, next) {
    if (allowed.size === 0) return next();
    // Whatever stands in between must not show one origin the answer for another.
    response.vary('Origin');
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return next();
    response.setHeader('Access-Control-Allow-Origin', origin);
    // Why a call was refused, and when to call again, is for the caller's eyes as well.
    response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate, Retry-After, X-Request-Id');
    if (!isPreflight(request)) return next();
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization');
    response.setHeader('Access-Control-Max-Age', '600');
    response.status(204).end();
  };
};

const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
