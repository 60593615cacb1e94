import { Router, type RequestHandler } from 'express';
import type { Auth } from '../auth/index.js';
import { bearerOf } from '../auth/index.js';
import { allowOrigins } from './cors.js';

export interface ApiOptions {
  readonly auth: Pick<Auth, 'requireBearer'>;
  /** Whose pages may call from a browser, beside those of this site. */
  readonly allowedOrigins: readonly string[];
}

/** The API: bearer tokens only. It is mounted before the session and never looks at a cookie. */
export const createApi = ({ auth, allowedOrigins }: ApiOptions): Router => {
  const router = Router();

  router.use(function neverCached(_request, response, next) {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.use(allowOrigins(allowedOrigins));

  router
    .route('/me')
    .get(auth.requireBearer(), function showMe(request, response) {
      const { sub, username, clientId, scopes, groups } = bearerOf(request);
      response.json({ sub, username, clientId, scopes, groups });
    })
    .all(onlyReading);

  router
    .route('/orders')
    .get(auth.requireBearer({ allScopes: ['orders/read'] }), function showOrders(_request, response) {
      response.json({ orders });
    })
    .all(onlyReading);

  // What is not here is nowhere: no page of the site answers under this path, signed in or not.
  router.use(refuseUnknownPath);
  return router;
};

export interface ResourceMetadataOptions {
  readonly auth: Pick<Auth, 'resourceMetadata'>;
  readonly allowedOrigins: readonly string[];
  /** What the API is called. */
  readonly resource: string;
}

/**
 * Where a caller without a token finds out where to get one (RFC 9728), below `/.well-known/oauth-protected-resource`. An API
 * that is called by a path is looked for under that path (section 3.1).
 */
export const createResourceMetadata = ({
  auth,
  allowedOrigins,
  resource,
}: ResourceMetadataOptions): Router => {
  const router = Router();
  // A caller that knows the API by its path puts that behind the address, and one that was challenged does not.
  const paths = new Set(['/', new URL(resource).pathname]);
  router.use(function refuseOtherResources(request, _response, next) {
    next(paths.has(request.path) ? undefined : refusal(404));
  });
  router.use(allowOrigins(allowedOrigins));
  router.route('/{*path}').get(auth.resourceMetadata()).all(onlyReading);
  return router;
};

// What a shop would look up: enough to see who may and who may not.
const orders = [
  { id: 'A-1001', item: 'A field guide to redirects', quantity: 1 },
  { id: 'A-1002', item: 'Cookies, a box of twelve', quantity: 2 },
] as const;

const onlyReading: RequestHandler = (request, response, next) => {
  response.setHeader('Allow', 'GET, HEAD');
  if (request.method === 'OPTIONS') return void response.status(204).end();
  next(refusal(405));
};

const refuseUnknownPath: RequestHandler = (_request, _response, next) => next(refusal(404));

const refusal = (status: number): Error => Object.assign(new Error(`answered with ${status}`), { status });
