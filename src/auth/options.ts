import type { Request } from 'express';
import type { AuthEventListener } from './events.js';
import { isObject, problemsIn, type Check } from './option-checks.js';
import {
  checksOfApi,
  checksOfPool,
  checksOfSite,
  idleRule,
  isCognitoIssuer,
  isOfOneRegion,
} from './option-rules.js';
import type { Fetch } from './fetch.js';
import type { SessionStore } from './store.js';
import type { Tracer } from './tracing.js';

/** What a host app gives to `createAuth`. Nothing in it weakens a check. */
export interface AuthOptions {
  readonly pool: PoolOptions;
  /** Whose access tokens `requireBearer` takes. Left out: those of the app client of `pool`. */
  readonly api?: ApiOptions;
  /** The public address of the site as the browser sees it, possibly with a path prefix. https, or http on a loopback address. */
  readonly baseUrl: string;
  /** 32 characters or more each. The first signs and seals, all verify and open. */
  readonly secrets: readonly string[];
  readonly store: SessionStore;
  /** Where the host mounts `auth.router`, within the site. Default `/auth`. */
  readonly mountPath?: string;
  /** The page that the pool sends people to after signing out; registered as a sign-out URL. Default `/signed-out`. */
  readonly signedOutPath?: string;
  /** A session that is not used for so long is over. Default 60. */
  readonly idleMinutes?: number;
  /** A session is over after so long, however busy. Default 12. */
  readonly maxHours?: number;
  /** Of a person's sign-ins beyond so many the oldest are ended and revoked. Default 50. */
  readonly sessionsPerPerson?: number;
  /** How long pages go on past the tokens' end while the pool cannot be reached. Default 15. */
  readonly outageGraceMinutes?: number;
  /**
   * Ends the person's sign-ins at other apps of the same pool too, when they sign out everywhere: called with their access
   * token after their other sign-ins here have ended, and before this one does. When it throws, the person is sent to the
   * signed-out page with `?apps=not-ended`. Left out, other apps are left alone.
   */
  readonly signOutOfOtherApps?: (tokens: OwnTokens) => Promise<void>;
  /**
   * The language that the person's pages at the pool are to be in, asked at every start of a sign-in: one of `lang` of Cognito's
   * managed login, such as `fr` or `pt-BR`; anything else is not asked for. A `lang` in the link wins. Left out, the pool decides.
   */
  readonly langOf?: (request: Request) => string | undefined;
  /**
   * Makes the calls to the pool in place of Node's own `fetch`: through a proxy, or watched. Which hosts are called, the deadline
   * and the size of an answer are still decided here; `redirect: 'manual'` and `signal` are to be kept. Default `fetch`.
   *
   * @see {@link httpFetch} for a lighter one
   */
  readonly fetch?: Fetch;
  /** Hears what happens, for logs and metrics. Left out, failures that somebody has to mend are warnings of the process, each kind once. */
  readonly onEvent?: AuthEventListener;
  /**
   * Gets spans of sign-ins, refreshes, and calls to the pool and the store: a tracer of OpenTelemetry fits. Left out, nothing
   * is traced.
   */
  readonly tracer?: Tracer;
  /** Whether calls to the pool carry `traceparent`, so that it learns the ids of our traces. Default false. */
  readonly traceToPool?: boolean;
  /** The current time in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** What somebody who signs out everywhere is known to the pool by. */
export interface OwnTokens {
  readonly accessToken: string;
  /** What the access token was granted. */
  readonly scopes: readonly string[];
}

/** The user pool and the app client, as they are set up at the pool. */
export interface PoolOptions {
  /** The issuer, e.g. `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI`. */
  readonly issuer: string;
  readonly clientId: string;
  /** Left out for an app client without a secret. */
  readonly clientSecret?: string;
  /**
   * How the client shows its secret. Left out, the discovery document says it, and Basic is taken where both will do. For
   * providers that do not decode what Basic encodes (RFC 6749, section 2.3.1).
   */
  readonly clientAuthentication?: ClientAuthentication;
  /** Origin of the user pool domain. Left out, it is taken from the discovery document. */
  readonly domain?: string;
  /** Default `openid email profile`. */
  readonly scopes?: readonly string[];
  /**
   * The identity providers that a link to `/sign-in` may name, by the names or identifiers that they have at the pool. Any other
   * shows the sign-in page. Left out, every provider of the app client.
   */
  readonly providers?: readonly string[];
  /** How long one call to the pool may take, in milliseconds. Default 5,000. */
  readonly deadlineMs?: number;
}

/** Which access tokens this site takes from callers of its API. */
export interface ApiOptions {
  /**
   * Every app client whose tokens are taken: of a mobile app, of a single-page app. It replaces the client of `pool`, which
   * stands in the list as well where its tokens are to be taken.
   */
  readonly clientIds?: readonly string[];
  /**
   * What this API is called where a token is asked for it alone (`resource`, RFC 8707): the `aud` of such a token must be this,
   * letter by letter. Default: `baseUrl`. A token without an `aud` is bound to no resource, as Cognito's are unless it is asked for.
   */
  readonly resource?: string;
}

/** How the secret of a client is shown: in the `Authorization` header, or in the form (OpenID Connect Core 9). */
export type ClientAuthentication = 'client_secret_basic' | 'client_secret_post';

/** The options, checked and with everything derived from them. */
export interface Settings {
  readonly issuer: string;
  readonly isCognito: boolean;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly clientAuthentication: ClientAuthentication | undefined;
  readonly domain: string | undefined;
  readonly scopes: readonly string[];
  readonly providers: readonly string[] | undefined;
  readonly deadlineMs: number;
  /** Whose access tokens callers may bring. */
  readonly bearerClientIds: readonly string[];
  /** The `aud` of access tokens that were asked for this API alone. */
  readonly resource: string;
  readonly origin: string;
  readonly isHttps: boolean;
  /** The path prefix of the public address, without a trailing slash. */
  readonly basePath: string;
  readonly mountPath: string;
  readonly redirectUri: string;
  readonly signedOutUrl: string;
  readonly secrets: readonly string[];
  readonly idleMs: number;
  readonly maxMs: number;
  readonly outageGraceMs: number;
  readonly sessionsPerPerson: number;
  readonly signOutOfOtherApps: ((tokens: OwnTokens) => Promise<void>) | undefined;
  readonly langOf: ((request: Request) => string | undefined) | undefined;
  readonly traceToPool: boolean;
  readonly fetch: Fetch | undefined;
  readonly now: () => number;
}

/** Clocks differ: the pool's may be so much ahead of ours, or behind. */
export const clockToleranceSeconds = 30;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Checks the options once, when the app starts. Throws one `TypeError` that names every option that is wrong, and what is expected. */
export const settingsFrom = (options: AuthOptions): Settings => {
  refuseWrongOptions(options);
  const base = new URL(options.baseUrl);
  const basePath = base.pathname.replace(/\/+$/, '');
  const mountPath = options.mountPath ?? '/auth';
  const { pool } = options;
  const settings: Settings = {
    issuer: pool.issuer,
    isCognito: isCognitoIssuer(new URL(pool.issuer)),
    clientId: pool.clientId,
    clientSecret: pool.clientSecret,
    clientAuthentication: pool.clientAuthentication,
    domain: pool.domain === undefined ? undefined : new URL(pool.domain).origin,
    scopes: pool.scopes ?? ['openid', 'email', 'profile'],
    providers: pool.providers,
    deadlineMs: pool.deadlineMs ?? 5000,
    bearerClientIds: options.api?.clientIds ?? [pool.clientId],
    resource: options.api?.resource ?? `${base.origin}${basePath}`,
    origin: base.origin,
    isHttps: base.protocol === 'https:',
    basePath,
    mountPath,
    redirectUri: `${base.origin}${basePath}${mountPath}/callback`,
    signedOutUrl: `${base.origin}${basePath}${options.signedOutPath ?? '/signed-out'}`,
    secrets: options.secrets,
    idleMs: (options.idleMinutes ?? usual.idleMinutes) * minuteMs,
    maxMs: (options.maxHours ?? usual.maxHours) * hourMs,
    outageGraceMs: (options.outageGraceMinutes ?? 15) * minuteMs,
    sessionsPerPerson: options.sessionsPerPerson ?? 50,
    signOutOfOtherApps: options.signOutOfOtherApps,
    langOf: options.langOf,
    traceToPool: options.traceToPool ?? false,
    fetch: options.fetch,
    now: options.now ?? Date.now,
  };
  return Object.freeze(settings);
};

const usual = { idleMinutes: 60, maxHours: 12 };

// Said with their types, so that no option is without its check.
const siteChecks: Readonly<Record<keyof AuthOptions, Check>> = checksOfSite;
const poolChecks: Readonly<Record<keyof PoolOptions, Check>> = checksOfPool;
const apiChecks: Readonly<Record<keyof ApiOptions, Check>> = checksOfApi;

// From plain JavaScript anything may come, so the types count for nothing here.
const refuseWrongOptions = (options: unknown): void => {
  if (!isObject(options))
    throw new TypeError('createAuth: needs its options: pool, baseUrl, secrets and store');
  const { pool, api } = options as { readonly pool?: unknown; readonly api?: unknown };
  const problems = [
    ...problemsIn(options, siteChecks, { elsewhere: poolChecks }),
    ...(isObject(pool) ? problemsIn(pool, poolChecks, { prefix: 'pool.', elsewhere: siteChecks }) : []),
    ...(isObject(api) ? problemsIn(api, apiChecks, { prefix: 'api.', elsewhere: siteChecks }) : []),
  ];
  if (problems.length === 0) problems.push(...problemsTogether(options as AuthOptions));
  const [first, ...others] = problems;
  if (first === undefined) return;
  throw new TypeError(
    others.length === 0 ? `createAuth: ${first}` : ['createAuth:', ...problems].join('\n  '),
  );
};

// What is wrong with options that are each right by themselves.
const problemsTogether = ({
  idleMinutes,
  maxHours,
  secrets,
  pool,
  tracer,
  traceToPool,
}: AuthOptions): readonly string[] => {
  const idleMs = (idleMinutes ?? usual.idleMinutes) * minuteMs;
  const isOwn = secrets.every((secret) => secret !== pool.clientSecret);
  const isNear = pool.domain === undefined || isOfOneRegion(new URL(pool.issuer), new URL(pool.domain));
  const needsSecret = pool.clientAuthentication !== undefined && pool.clientSecret === undefined;
  return [
    ...(idleMs > (maxHours ?? usual.maxHours) * hourMs ? [`idleMinutes ${idleRule}`] : []),
    ...(isNear ? [] : ['pool.domain must be of the region that pool.issuer is of']),
    ...(needsSecret ? ['pool.clientAuthentication must be left out for an app client without a secret'] : []),
    ...(traceToPool === true && tracer === undefined
      ? ['traceToPool must be left out where no tracer is given']
      : []),
    ...(isOwn ? [] : ['secrets must be secrets of their own, not the secret of the app client']),
  ];
};
