import express, { type Express } from 'express';
import { createApi, createResourceMetadata } from './api/index.js';
import type { Auth } from './auth/index.js';
import type { AwsCredentials } from './aws/index.js';
import { isLoopbackHost } from './config/addresses.js';
import type { Config } from './config.js';
import type { Inspector } from './inspector/index.js';
import { serveHealth, type Health } from './ops/health.js';
import { limitRefusals, limitRequests, type Counter } from './ops/limits.js';
import type { Log } from './ops/log.js';
import { serveMetricsLocally } from './ops/metrics-server.js';
import type { Metrics } from './ops/metrics.js';
import { requireHttps, requirePublicHost, stripPrefix } from './ops/public-address.js';
import { createLoopBreaker } from './ops/redirect-loop.js';
import { logFailures, logRequests } from './ops/request-log.js';
import { observeRequests } from './ops/requests.js';
import { onlyFromThisMachine } from './ops/this-machine.js';
import { securityHeaders } from './ops/security-headers.js';
import { serveStatic } from './ops/static-files.js';
import {
  createErrorHandler,
  createPages,
  createViews,
  notFound,
  passkeyReturn,
  staticRoots,
  type AccountEventListener,
  type DemoHints,
  type SelfServiceOfSite,
} from './pages/index.js';

export interface AppDeps {
  readonly config: Config;
  readonly auth: Auth;
  /** Where the settings name an identity pool. */
  readonly aws?: AwsCredentials | undefined;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Where sign-ins and callbacks are counted; in this process when not given. */
  readonly counter?: Counter | undefined;
  /** What people may do about their own account; nothing when not given. */
  readonly selfService?: SelfServiceOfSite | undefined;
  /** Hears of what people changed about their own account. */
  readonly onAccountEvent?: AccountEventListener | undefined;
  readonly demoHints?: DemoHints | undefined;
  /** Shows each browser what it did. Not in production. */
  readonly inspector?: Inspector | undefined;
  readonly now?: () => number;
}

/** The whole site. Reading it down is reading what happens to a request. It listens to nothing. */
export const createApp = ({
  config,
  auth,
  aws,
  health,
  metrics,
  log,
  counter,
  selfService,
  onAccountEvent,
  demoHints,
  inspector,
  now = Date.now,
}: AppDeps): Express => {
  const { baseUrl, authRequestsPerMinute: perMinute } = config;
  const publicAddress = { baseUrl, trustsProxy: config.trustProxy !== undefined, log, now };
  const loops = createLoopBreaker({ mountPath: '/auth', now });
  const observers = [logRequests(log), metrics.observeRequest, loops.observe];
  const knownPoolOrigin = (): string | undefined => auth.knownPoolOrigin();
  const views = createViews({
    siteName: config.siteName,
    basePath: basePathOf(baseUrl),
    signInUrl: auth.signInUrl(),
    hasAwsPage: aws !== undefined,
    hasInspector: inspector !== undefined,
    idleMinutes: config.sessionIdleMinutes,
    now,
    knownPoolOrigin,
  });

  const app = createExpress(config);
  app.use(securityHeaders({ ...transportOf(baseUrl), poolOrigin: knownPoolOrigin }));
  app.use(serveHealth(health));
  app.use(stripPrefix(baseUrl));
  app.use(observeRequests(observers));
  if (config.metricsPort === undefined) app.get('/metrics', serveMetricsLocally(metrics));
  app.use(requirePublicHost(publicAddress));
  app.use(requireHttps(publicAddress));
  for (const root of staticRoots) app.use(root.path, serveStatic(root));
  app.use('/.well-known/oauth-protected-resource', createResourceMetadata({ auth, ...config.api }));
  app.use('/api', createApi({ auth, ...config.api }), limitRefusals({ perMinute }));
  // Not all of /auth: whoever uses the limit up must not keep his neighbours from signing out.
  app.use(['/auth/sign-in', '/auth/callback'], limitRequests({ perMinute, counter }));
  app.use('/auth/sign-in', loops.guard);
  if (inspector !== undefined) app.use(inspector.watch);
  app.use(auth.session);
  app.use('/auth/callback', passkeyReturn(views));
  app.use('/auth', auth.router);
  if (demoHints?.pool !== undefined) app.use('/demo', onlyFromThisMachine);
  app.use(
    createPages({
      auth,
      aws,
      views,
      poolIsCognito: auth.poolIsCognito,
      ...pageOptions(config),
      selfService,
      onAccountEvent,
      ...(demoHints && { demoHints }),
      ...(inspector !== undefined && { lastSignIn: (request) => inspector.lastSignIn(request) }),
      now,
    }),
  );
  if (inspector !== undefined) app.use(inspector.pages({ auth, views }));
  app.use(notFound());
  app.use(
    createErrorHandler({
      views,
      log: logFailures(log, metrics.countFailure),
      requestIdOf: (request) => request.id,
    }),
  );
  return app;
};

const createExpress = ({ trustProxy }: Config): Express => {
  const app = express();
  app.disable('x-powered-by');
  // Whatever depends on who asks is not to be kept, so there is nothing to compare a tag with; files have their own.
  app.disable('etag');
  app.set('trust proxy', typeof trustProxy === 'object' ? [...trustProxy] : (trustProxy ?? false));
  return app;
};

const transportOf = (baseUrl: string) => {
  const { protocol, hostname } = new URL(baseUrl);
  const isHttps = protocol === 'https:';
  return { isHttps, hasHsts: isHttps && !isLoopbackHost(hostname) };
};

const basePathOf = (baseUrl: string): string => new URL(baseUrl).pathname.replace(/\/$/, '');

const pageOptions = ({ sessionIdleMinutes, poolOutageGraceMinutes, providers }: Config) => ({
  providers,
  idleMinutes: sessionIdleMinutes,
  outageGraceMinutes: poolOutageGraceMinutes,
});
