import {
  createAuth,
  httpFetch,
  type Auth,
  type AuthEventListener,
  type AuthOptions,
  type SessionStore,
  type Tracer,
} from './auth/index.js';
import type { Config } from './config.js';

export interface SiteAuthOptions {
  readonly config: Config;
  readonly store: SessionStore;
  readonly onEvent: AuthEventListener;
  readonly signOutOfOtherApps?: AuthOptions['signOutOfOtherApps'];
  readonly langOf?: AuthOptions['langOf'];
  readonly tracer?: Tracer | undefined;
  /** Makes the calls to the pool; the lightest there is when not given. */
  readonly fetch?: AuthOptions['fetch'];
  /** The current time in milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
}

/** The sign-in of this site, as its settings say: for the site itself, and for commands beside it. */
export const createSiteAuth = ({
  config,
  store,
  onEvent,
  signOutOfOtherApps,
  langOf,
  tracer,
  fetch = httpFetch,
  now,
}: SiteAuthOptions): Auth => {
  const { issuer, clientId, clientSecret, clientAuthentication, domain, scopes } = config.pool;
  return createAuth({
    pool: {
      issuer,
      clientId,
      scopes,
      ...(clientSecret !== undefined && { clientSecret }),
      ...(clientAuthentication !== undefined && { clientAuthentication }),
      ...(domain !== undefined && { domain }),
    },
    api: {
      ...(config.api.clientIds !== undefined && { clientIds: config.api.clientIds }),
      resource: config.api.resource,
    },
    baseUrl: config.baseUrl,
    secrets: config.sessionSecrets,
    store,
    idleMinutes: config.sessionIdleMinutes,
    maxHours: config.sessionMaxHours,
    sessionsPerPerson: config.sessionsPerPerson,
    outageGraceMinutes: config.poolOutageGraceMinutes,
    onEvent,
    ...(signOutOfOtherApps !== undefined && { signOutOfOtherApps }),
    ...(langOf !== undefined && { langOf }),
    ...(tracer !== undefined && { tracer, traceToPool: config.tracing.tellsPool }),
    fetch,
    ...(now !== undefined && { now }),
  });
};
