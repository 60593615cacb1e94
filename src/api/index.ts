import { Router } from 'express';
import type { Auth } from '../auth/index.js';
import { bearerOf } from '../auth/index.js';

export interface ApiOptions {
  readonly auth: Pick<Auth, 'requireBearer'>;
}

/** The API: bearer tokens only. It is mounted before the session and never looks at a cookie. */
export const createApi = ({ auth }: ApiOptions): Router => {
  const router = Router();

  router.use(function neverCached(_req, res, next) {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });

  router
    .route('/me')
    .get(auth.requireBearer(), function showMe(req, res) {
      const { sub, username, clientId, scopes, groups } = bearerOf(req);
      res.json({ sub, username, clientId, scopes, groups });
    })
    .all(function refuseOtherMethods(req, res, next) {
      res.setHeader('Allow', 'GET, HEAD');
      if (req.method === 'OPTIONS') return void res.status(204).end();
      next(refusal(405));
    });

  // What is not here is nowhere: no page of the site answers under this path, signed in or not.
  router.use(function refuseUnknownPath(_req, _res, next) {
    next(refusal(404));
  });
  return router;
};

const refusal = (status: number): Error => Object.assign(new Error(`answered with ${status}`), { status });
