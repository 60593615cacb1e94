import { Router } from 'express';
import type { Auth } from '../auth/index.js';
import { bearerOf } from '../auth/index.js';

export interface ApiOptions {
  readonly auth: Pick<Auth, 'requireBearer'>;
}

/** The API: bearer tokens only. It is mounted before the session and never looks at a cookie. */
export const createApi = ({ auth }: ApiOptions): Router => {
  const router = Router();

  router.use(function neverCached(_request, response, next) {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });

  router
    .route('/me')
    .get(auth.requireBearer(), function showMe(request, response) {
      const { sub, username, clientId, scopes, groups } = bearerOf(request);
      response.json({ sub, username, clientId, scopes, groups });
    })
    .all(function refuseOtherMethods(request, response, next) {
      response.setHeader('Allow', 'GET, HEAD');
      if (request.method === 'OPTIONS') return void response.status(204).end();
      next(refusal(405));
    });

  // What is not here is nowhere: no page of the site answers under this path, signed in or not.
  router.use(function refuseUnknownPath(_request, _response, next) {
    next(refusal(404));
  });
  return router;
};

const refusal = (status: number): Error => Object.assign(new Error(`answered with ${status}`), { status });
