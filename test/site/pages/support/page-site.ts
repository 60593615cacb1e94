import express, { type Express } from 'express';
import { createApi } from '../../../../src/api/index.js';
import {
  AuthError,
  createAuth,
  createMemoryStore,
  type Auth,
  type SessionStore,
} from '../../../../src/auth/index.js';
import { createAwsCredentials, type AwsCredentials } from '../../../../src/aws/index.js';
import type { LocalPool, LocalPoolOptions } from '../../../../src/local-pool/index.js';
import {
  createErrorHandler,
  createPages,
  createViews,
  notFound,
  staticRoots,
  type ErrorReport,
} from '../../../../src/pages/index.js';
import { listen, testSecret } from '../../../support/bare-site.js';
import { startPoolFor } from '../../../support/pool.js';

/** The pages on a free port, with a local user pool to sign in at. */
export interface PageSite {
  readonly origin: string;
  readonly pool: LocalPool;
  readonly auth: Auth;
  readonly reports: ErrorReport[];
  /** The sessions of the site. What is put into it is used from then on. */
  readonly storage: { store: SessionStore };
  advance(ms: number): void;
  close(): Promise<void>;
}

export interface PageSiteOptions {
  /** Routes before what answers everything else. */
  readonly routes?: (app: Express, auth: Auth) => void;
  readonly pool?: LocalPoolOptions;
}

// As strict as the policy of the site itself; a browser complains about whatever does not keep to it.
const policy = (poolOrigin: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self' ${poolOrigin}; base-uri 'none'; frame-ancestors 'none'`;

export const startPageSite = async ({
  routes,
  pool: poolOptions,
}: PageSiteOptions = {}): Promise<PageSite> => {
  let offsetMs = 0;
  const now = (): number => Date.now() + offsetMs;
  const app = express().disable('x-powered-by').disable('etag');
  const server = await listen(app);
  const pool = await startPoolFor(server.origin, poolOptions);
  const storage = { store: createMemoryStore({ now }) };
  const aws = createAwsCredentials({
    identityPoolId: 'us-east-1:11111111-2222-3333-4444-555555555555',
    endpoint: pool.api,
    idToken: (request) => auth.idToken(request),
    failure: (code, details) => new AuthError(code, details),
    now,
  });
  const auth: Auth = createAuth({
    pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
    baseUrl: server.origin,
    secrets: [testSecret],
    store: following(storage),
    onEvent: aws.onAuthEvent,
    now,
  });
  const reports: ErrorReport[] = [];
  app.use((_req, res, next) => {
    res.setHeader('Content-Security-Policy', policy(pool.domain));
    next();
  });
  mount(app, { auth, aws, now, reports, routes });
  return {
    origin: server.origin,
    pool,
    auth,
    reports,
    storage,
    advance(ms) {
      offsetMs += ms;
      pool.clock.advance(ms);
    },
    async close() {
      await server.close();
      await pool.close();
    },
  };
};

interface Mounted {
  readonly auth: Auth;
  readonly aws: AwsCredentials;
  readonly now: () => number;
  readonly reports: ErrorReport[];
  readonly routes: ((app: Express, auth: Auth) => void) | undefined;
}

const mount = (app: Express, { auth, aws, now, reports, routes }: Mounted): void => {
  const views = createViews({
    basePath: '',
    signInUrl: auth.signInUrl(),
    hasAwsPage: true,
    knownPoolOrigin: () => auth.knownPoolOrigin(),
  });
  for (const { path, directory, options } of staticRoots) app.use(path, express.static(directory, options));
  app.use('/api', createApi({ auth, allowedOrigins: [] }));
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.use(createPages({ auth, aws, views, poolIsCognito: auth.poolIsCognito, now }));
  routes?.(app, auth);
  app.use(notFound());
  const log = (report: ErrorReport): void => void reports.push(report);
  app.use(createErrorHandler({ views, log, requestIdOf: () => 'request-1' }));
};

const following = (storage: { readonly store: SessionStore }): SessionStore =>
  new Proxy(storage.store, {
    get: (_first, name) => Reflect.get(storage.store, name) as unknown,
  });
