import type { Server } from 'node:http';
import { createApp } from './app.js';
import type { Auth } from './auth/index.js';
import type { Config } from './config.js';
import type { Inspector, InspectorOptions } from './inspector/index.js';
import { logAwsCalls } from './ops/aws-log.js';
import { logAccountEvents, logAuthEvents, logPoolCheck } from './ops/auth-log.js';
import { logClosedConnections } from './ops/closed-connections.js';
import { createHealth } from './ops/health.js';
import { listen } from './ops/listen.js';
import type { Log } from './ops/log.js';
import { createMetricsServer } from './ops/metrics-server.js';
import { createMetrics, type Metrics } from './ops/metrics.js';
import { createLimitedServer, type Closed } from './ops/server-limits.js';
import { stopGracefully } from './ops/shutdown.js';
import { openTracer } from './ops/tracing.js';
import { warmUp } from './ops/warm-up.js';
import { hostedLanguageOf, type DemoHints } from './pages/index.js';
import type { Storage } from './session-store.js';
import { createSiteAuth } from './site-auth.js';
import { createSiteAws } from './site-aws.js';
import { createSiteSelfService } from './site-self-service.js';

export interface SiteOptions {
  readonly config: Config;
  readonly storage: Storage;
  readonly log: Log;
  readonly demoHints?: DemoHints;
  /** Adds what is counted once per process: memory, CPU, event loop. */
  readonly withProcessMetrics?: boolean;
  /** How many lines the log has lost so far. */
  readonly linesLost?: () => number;
  /** The current time in milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface Site {
  readonly auth: Auth;
  readonly metrics: Metrics;
  /** Stops as `ops/shutdown.ts` says. `noticeMs`: how long to go on answering while load balancers notice. */
  stop(options: { readonly noticeMs: number }): Promise<void>;
}

/** Puts the site together and listens. Rejects with `EADDRINUSE` when a port is taken. */
export const startSite = async (options: SiteOptions): Promise<Site> => {
  const { config, storage, log, now = Date.now } = options;
  const metrics = createMetrics({
    withProcess: options.withProcessMetrics ?? false,
    ...(options.linesLost !== undefined && { linesLost: options.linesLost }),
  });
  const tracer = config.tracing.isOn ? await openTracer(log) : undefined;
  const watchers = { onCall: eachOf(metrics.countAwsCall, logAwsCalls(log)), tracer };
  const aws = createSiteAws({
    config,
    idToken: (request) => auth.idToken(request),
    now: options.now,
    ...watchers,
  });
  const selfService = createSiteSelfService(config, watchers);
  const audit = { log, addresses: config.auditAddress };
  const logAccountEvent = logAccountEvents(audit);
  const inspector = config.hasInspector ? await loadInspector({ ...config, now: options.now }) : undefined;
  const listeners = [aws?.onAuthEvent, inspector?.onEvent].filter((listener) => listener !== undefined);
  const store = metrics.measureStore(storage.store);
  const auth: Auth = createSiteAuth({
    config,
    store: inspector?.watchStore(store) ?? store,
    onEvent: eachOf(logAuthEvents(audit), metrics.countAuthEvent, ...listeners),
    ...(inspector !== undefined && { fetch: inspector.fetch }),
    ...(selfService !== undefined && { signOutOfOtherApps: selfService.signOutOfOtherApps }),
    langOf: hostedLanguageOf,
    tracer,
    now: options.now,
  });
  const health = createHealth({
    parts: [
      { name: 'store', check: () => store.check() },
      { name: 'pool', check: () => auth.checkPool() },
    ],
    onChecked: metrics.setReady,
    now,
  });
  const app = createApp({
    ...options,
    auth,
    aws,
    inspector,
    health,
    metrics,
    counter: storage.counter,
    selfService: selfService?.pages,
    onAccountEvent: (event, request) => {
      logAccountEvent(event, request);
      metrics.countAccountEvent(event);
    },
  });
  const sayClosed = logClosedConnections({ log, now });
  const onClosed = (reason: Closed): void => {
    metrics.countClosed(reason);
    sayClosed(reason);
  };
  const servers = await listenAll(config, createLimitedServer(app, { onClosed }), metrics);
  // The first person should not have to wait for what can be known before.
  const pool = warmUp({ attempt: () => auth.checkPool(), ...logPoolCheck(log) });
  void metrics.watchProcess();
  log('info', 'listening', { port: config.port, baseUrl: config.baseUrl, ...addressesToRegister(config) });

  return {
    auth,
    metrics,
    stop: async ({ noticeMs }) => {
      pool.stop();
      await stopGracefully({
        servers,
        startStopping: health.startStopping,
        close: async (leftMs) => {
          await auth.settled({ withinMs: leftMs });
          await storage.store.close();
        },
        noticeMs,
      });
      log('info', 'stopped');
    },
  };
};

/** What the app client has to have among its callback URLs and its sign-out URLs, letter by letter. */
const addressesToRegister = ({ baseUrl }: Config) => ({
  callbackUrl: `${baseUrl}/auth/callback`,
  signOutUrl: `${baseUrl}/signed-out`,
});

// Of no use in production, so not loaded there.
const loadInspector = async (options: InspectorOptions): Promise<Inspector> =>
  (await import('./inspector/index.js')).createInspector(options);

const eachOf =
  <Told extends readonly unknown[]>(...listeners: readonly ((...told: Told) => void)[]) =>
  (...told: Told): void => {
    for (const listener of listeners) listener(...told);
  };

const listenAll = async (config: Config, site: Server, metrics: Metrics): Promise<readonly Server[]> => {
  await listen(site, config.port, config.host);
  if (config.metricsPort === undefined) return [site];
  const metricsServer = createMetricsServer(metrics);
  try {
    await listen(metricsServer, config.metricsPort, config.host);
  } catch (error) {
    site.close();
    throw error;
  }
  return [site, metricsServer];
};
