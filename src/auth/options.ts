import type { AuthEventListener } from './events.js';
import type { SessionStore } from './store.js';

/** What a host app gives to `createAuth`. Nothing in it weakens a check. */
export interface AuthOptions {
  readonly pool: PoolOptions;
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
  /** Hears what happens, for logs and metrics. Left out, failures that somebody has to mend are warnings of the process, each kind once. */
  readonly onEvent?: AuthEventListener;
  /** The current time in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
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
  /** How long one call to the pool may take, in milliseconds. Default 5,000. */
  readonly deadlineMs?: number;
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
  readonly deadlineMs: number;
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
  readonly now: () => number;
}

/** Clocks differ: the pool's may be so much ahead of ours, or behind. */
export const clockToleranceSeconds = 30;

const shortestSecret = 32;
// Somebody waits for the page all the while.
const longestDeadlineMs = 60_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Checks the options once, when the app starts. Throws `TypeError` that names the option and what is expected. */
export const settingsFrom = (options: AuthOptions): Settings => {
  const base = urlOf(options.baseUrl, 'baseUrl');
  const issuer = urlOf(options.pool.issuer, 'pool.issuer');
  const domain = options.pool.domain === undefined ? undefined : urlOf(options.pool.domain, 'pool.domain');
  const basePath = base.pathname.replace(/\/+$/, '');
  const mountPath = pathOf(options.mountPath ?? '/auth', 'mountPath');
  const scopes = options.pool.scopes ?? ['openid', 'email', 'profile'];
  const settings: Settings = {
    issuer: options.pool.issuer,
    isCognito: isCognitoIssuer(issuer),
    clientId: options.pool.clientId,
    clientSecret: options.pool.clientSecret,
    clientAuthentication: options.pool.clientAuthentication,
    domain: domain?.origin,
    scopes,
    deadlineMs: options.pool.deadlineMs ?? 5000,
    origin: base.origin,
    isHttps: base.protocol === 'https:',
    basePath,
    mountPath,
    redirectUri: `${base.origin}${basePath}${mountPath}/callback`,
    signedOutUrl: `${base.origin}${basePath}${pathOf(options.signedOutPath ?? '/signed-out', 'signedOutPath')}`,
    secrets: options.secrets,
    idleMs: (options.idleMinutes ?? 60) * minuteMs,
    maxMs: (options.maxHours ?? 12) * hourMs,
    outageGraceMs: (options.outageGraceMinutes ?? 15) * minuteMs,
    sessionsPerPerson: options.sessionsPerPerson ?? 50,
    now: options.now ?? Date.now,
  };
  check(
    [issuer.href, issuer.href.replace(/\/$/, '')].includes(options.pool.issuer),
    'pool.issuer must be written as the issuer writes it in its tokens: in lower case, without a query or a fragment',
  );
  check(
    !poolIdPath.test(issuer.pathname.replace(/\/$/, '')) || !options.pool.issuer.endsWith('/'),
    'pool.issuer must have no trailing slash: Cognito writes it without one',
  );
  checkRegions(issuer, domain);
  check(settings.clientId !== '', 'pool.clientId must be the id of the app client');
  check(
    settings.clientSecret !== '',
    'pool.clientSecret must be left out for an app client without a secret, not be empty',
  );
  checkClientAuthentication(settings);
  check(scopes.includes('openid'), 'pool.scopes must have openid, or the pool gives no ID token');
  check(settings.secrets.length > 0, 'secrets must hold at least one secret');
  check(
    settings.secrets.every(({ length }) => length >= shortestSecret),
    `secrets must be ${shortestSecret} characters or longer each`,
  );
  check(
    settings.idleMs > 0 && settings.idleMs <= settings.maxMs,
    'idleMinutes must be more than 0 and not more than maxHours',
  );
  check(Number.isFinite(settings.maxMs), 'maxHours must be a number of hours: no session lasts for ever');
  check(
    Number.isInteger(settings.sessionsPerPerson) && settings.sessionsPerPerson >= 1,
    'sessionsPerPerson must be a whole number, 1 or more',
  );
  check(settings.outageGraceMs >= 0, 'outageGraceMinutes must be 0 or more');
  check(
    settings.deadlineMs >= 1 && settings.deadlineMs <= longestDeadlineMs,
    `pool.deadlineMs must be from 1 to ${longestDeadlineMs}`,
  );
  return Object.freeze(settings);
};

/** `localhost`, 127.0.0.1 and [::1]: the only hosts that may be spoken to without TLS. */
const isLoopback = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

// A pool id as the path marks a Cognito issuer, in its original and its updated form, with or without FIPS; on a
// loopback address it is something that stands in for Cognito.
const poolIdPath = /^\/([a-z]{2,}(?:-[a-z]+)+-\d)_[A-Za-z0-9]+$/;
const cognitoHost = /^(?:issuer-)?cognito-idp(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
const prefixDomainHost = /\.auth(?:-fips)?\.([a-z0-9-]+)\.amazoncognito\.com(?:\.cn)?$/;

const isCognitoIssuer = (issuer: URL): boolean =>
  poolIdPath.test(issuer.pathname) && (cognitoHost.test(issuer.hostname) || isLoopback(issuer));

// Each of the three is right by itself, and together they would be found out by the first person who signs in.
const checkRegions = (issuer: URL, domain: URL | undefined): void => {
  if (!cognitoHost.test(issuer.hostname)) return;
  const region = poolIdPath.exec(issuer.pathname)?.[1];
  check(
    region === undefined || region === cognitoHost.exec(issuer.hostname)?.[1],
    'pool.issuer must be of one region: its host and the user pool id in it name different ones',
  );
  const regionOfDomain = prefixDomainHost.exec(domain?.hostname ?? '')?.[1];
  check(
    regionOfDomain === undefined || regionOfDomain === region,
    'pool.domain must be of the region that pool.issuer is of',
  );
};

const checkClientAuthentication = ({ clientAuthentication: way, clientSecret }: Settings): void => {
  check(
    way === undefined || way === 'client_secret_basic' || way === 'client_secret_post',
    'pool.clientAuthentication must be client_secret_basic or client_secret_post',
  );
  check(
    way === undefined || clientSecret !== undefined,
    'pool.clientAuthentication must be left out for an app client without a secret',
  );
};

const urlOf = (value: string, name: string): URL => {
  check(URL.canParse(value), `${name} must be an absolute URL`);
  const url = new URL(value);
  check(
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)),
    `${name} must be https (http only on localhost, 127.0.0.1 or [::1])`,
  );
  check(
    url.username === '' && url.password === '' && url.search === '' && url.hash === '',
    `${name} must have no user name, password, query or fragment`,
  );
  return url;
};

const pathOf = (value: string, name: string): string => {
  check(/^(?:\/[A-Za-z0-9._~-]+)+$/.test(value), `${name} must be a path such as /auth`);
  return value;
};

// Its type stands in full, because TypeScript asks that of an assertion.
const check: (isTrue: boolean, message: string) => asserts isTrue = (isTrue, message) => {
  if (!isTrue) throw new TypeError(`createAuth: ${message}`);
};
