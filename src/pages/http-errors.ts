import type { RequestHandler } from 'express';

/** An error that Express and its middleware understand: it carries the status to answer with. */
export const httpError = (status: number): Error & { readonly status: number } =>
  Object.assign(new Error(`answered with ${status}`), { status });

/** For what no route has answered. */
export const notFound = (): RequestHandler =>
  function refuseUnknownPath(_request, _response, next) {
    next(httpError(404));
  };

/** For the methods that a known path does not have (RFC 9110 §15.5.6). `OPTIONS` is answered here. */
export const allowOnly = (...methods: readonly string[]): RequestHandler => {
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return function refuseOtherMethods(request, response, next) {
    response.setHeader('Allow', allowed);
    if (request.method !== 'OPTIONS') return next(httpError(405));
    response.setHeader('Cache-Control', 'no-store');
    response.statusCode = 204;
    response.end();
  };
};
