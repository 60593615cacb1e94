import type { RequestHandler } from 'express';
import { httpError } from './http-errors.js';
import type { DemoPool } from './page-locals.js';
import { readForm } from './self-service/context.js';

/** Breaks the pool by one fault of the list, or mends it (`fault=none`). Behind `requireSameOrigin`. */
export const breakPool = (pool: DemoPool, basePath: string): readonly RequestHandler[] => [
  readForm,
  function breakOrMend(request, response, next) {
    const { fault } = Object(request.body) as { readonly fault?: unknown };
    if (fault === 'none') pool.mend();
    else if (typeof fault !== 'string' || !pool.breakBy(fault)) return next(httpError(400));
    response.redirect(303, `${basePath}/#break`);
  },
];
