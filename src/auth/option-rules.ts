import {
  address,
  aFunction,
  firstOf,
  isLoopback,
  isObject,
  list,
  number,
  optional,
  secureAddress,
  text,
  texts,
  trueOrFalse,
  type Check,
  type Checks,
} from './option-checks.js';
import type { SessionStore } from './store.js';

const shortestSecret = 32;
const fewestCharacters = 8;
// Somebody waits for the page all the while.
const longestDeadlineMs = 60_000;
const hourMs = 3_600_000;

// A pool id as the path marks a Cognito issuer, in its original and its updated form, with or without FIPS; on a
// loopback address it is something that stands in for Cognito.
const poolIdPath = /^\/([a-z]{2,}(?:-[a-z]+)+-\d)_[A-Za-z0-9]+$/;
const cognitoHost = /^(?:issuer-)?cognito-idp(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
const prefixDomainHost = /\.auth(?:-fips)?\.([a-z0-9-]+)\.amazoncognito\.com(?:\.cn)?$/;

/** Whether an issuer is a Cognito user pool, or something that stands in for one. */
export const isCognitoIssuer = (issuer: URL): boolean =>
  poolIdPath.test(issuer.pathname) && (cognitoHost.test(issuer.hostname) || isLoopback(issuer));

/**
 * Whether a prefix domain of Cognito is of the region of its user pool. Where it is not, each is right by itself, and the first
 * person who signs in would find it out. Of other domains the region cannot be seen.
 */
export const isOfOneRegion = (issuer: URL, domain: URL): boolean => {
  const region = regionIn(issuer.hostname, cognitoHost);
  const regionOfDomain = regionIn(domain.hostname, prefixDomainHost);
  return region === undefined || regionOfDomain === undefined || region === regionOfDomain;
};

const regionIn = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];

const issuerShape = 'https://cognito-idp.<region>.amazonaws.com/<user pool id>';
/** What `idleMinutes` must be, by itself and beside `maxHours`. */
export const idleRule = 'must be more than 0 and not more than maxHours';

const clientIdShape = /^[!-~]+(?: [!-~]+)*$/;

/** What each option of `pool` must be. */
export const checksOfPool = {
  issuer: firstOf(
    secureAddress,
    address(
      ({ hostname }) => !hostname.endsWith('.amazoncognito.com'),
      `must be the issuer (${issuerShape}): this is the user pool domain, which belongs in pool.domain`,
    ),
    address(
      ({ pathname }) => !pathname.includes('/.well-known'),
      'must be the issuer alone, without /.well-known and what follows it',
    ),
    address(
      ({ href }, value) => [href, href.replace(/\/$/, '')].includes(value),
      'must be written as the issuer writes it in its tokens: in lower case, without a query or a fragment',
    ),
    address(
      ({ pathname }, value) => !poolIdPath.test(pathname.replace(/\/$/, '')) || !value.endsWith('/'),
      'must have no trailing slash: Cognito writes it without one',
    ),
    address(
      ({ hostname, pathname }) => !cognitoHost.test(hostname) || poolIdPath.test(pathname),
      `must end with the user pool id (${issuerShape})`,
    ),
    address(
      ({ hostname, pathname }) =>
        !cognitoHost.test(hostname) || regionIn(hostname, cognitoHost) === regionIn(pathname, poolIdPath),
      'must be of one region: its host and the user pool id in it name different ones',
    ),
  ),
  clientId: text((value) => clientIdShape.test(value), 'must be the id of the app client'),
  clientSecret: optional(
    firstOf(
      text((value) => value !== '', 'must be left out for an app client without a secret, not be empty'),
      text(
        (value) => /^[!-~]+$/.test(value),
        'must be the secret of the app client as the pool shows it, without blanks or line breaks',
      ),
    ),
  ),
  clientAuthentication: optional(
    text(
      (value) => value === 'client_secret_basic' || value === 'client_secret_post',
      'must be client_secret_basic or client_secret_post',
    ),
  ),
  domain: optional(
    firstOf(
      secureAddress,
      address(
        ({ hostname }) => !cognitoHost.test(hostname),
        'must be the user pool domain: this is the issuer, which belongs in pool.issuer',
      ),
      address(({ pathname }) => pathname === '/', 'must have nothing after the host'),
    ),
  ),
  scopes: optional(
    firstOf(
      texts("['openid', 'email']"),
      // RFC 6749, section 3.3.
      list(
        (scopes) => scopes.every((scope) => /^[!#-[\]-~]+$/.test(scope)),
        "must name each scope by itself, such as ['openid', 'email']",
      ),
      list((scopes) => scopes.includes('openid'), 'must have openid, or the pool gives no ID token'),
    ),
  ),
  providers: optional(
    firstOf(
      texts("['Google']"),
      list((names) => names.every((name) => name !== ''), 'must name each provider as the pool does'),
    ),
  ),
  deadlineMs: optional(
    number((value) => value >= 1 && value <= longestDeadlineMs, `must be from 1 to ${longestDeadlineMs}`),
  ),
} satisfies Checks;

/** What each option of `api` must be. */
export const checksOfApi = {
  clientIds: optional(
    firstOf(
      texts("['1h57kf5cpq17m0eml12EXAMPLE']"),
      list((ids) => ids.length > 0, 'must name at least one app client, or be left out'),
      list((ids) => ids.every((id) => clientIdShape.test(id)), 'must be ids of app clients'),
    ),
  ),
  resource: optional(
    firstOf(
      text((value) => URL.canParse(value), 'must be an absolute URL, such as https://api.example.com'),
      // RFC 8707, section 2. It is compared letter by letter, so it is not taken in another spelling either.
      text((value) => /^[!-~]+$/.test(value) && !value.includes('#'), 'must have no fragment and no blanks'),
    ),
  ),
} satisfies Checks;

const path = (example: string): Check =>
  text(
    (value) => /^(?:\/[A-Za-z0-9._~-]+)+$/.test(value) && !/\/\.{1,2}(?:\/|$)/.test(value),
    `must be a path such as ${example}, without a slash at the end`,
  );

const storeMethods: Readonly<Record<Exclude<keyof SessionStore, 'leases'>, true>> = {
  read: true,
  create: true,
  writeAppData: true,
  markSeen: true,
  readTokens: true,
  replaceTokens: true,
  end: true,
  keysOf: true,
  everyKey: true,
  markEnded: true,
  endedAtMs: true,
  claim: true,
  check: true,
  close: true,
};

const store: Check = (value) => {
  const how = 'must be a session store: createMemoryStore(), one of src/redis, or a SessionStore of your own';
  if (!isObject(value)) return how;
  const members = value as Readonly<Record<string, unknown>>;
  if (typeof members['get'] === 'function' && typeof members['destroy'] === 'function')
    return `${how}; this is one of express-session, which may not hold tokens`;
  const { leases } = members as { readonly leases?: Readonly<Record<string, unknown>> };
  const missing = [
    ...Object.keys(storeMethods).filter((name) => typeof members[name] !== 'function'),
    ...['take', 'renew', 'release']
      .filter((name) => typeof leases?.[name] !== 'function')
      .map((name) => `leases.${name}`),
  ];
  return missing.length === 0 ? undefined : `${how}; this one lacks ${missing.join(', ')}`;
};

/** What each other option must be. */
export const checksOfSite = {
  pool: (value) =>
    isObject(value)
      ? undefined
      : 'must be given: { issuer, clientId, clientSecret } of the user pool and its app client',
  api: (value) =>
    value === undefined || isObject(value) ? undefined : 'must be { clientIds, resource }, or be left out',
  baseUrl: firstOf(
    secureAddress,
    address(
      ({ pathname }) => !/\/callback\/*$/.test(pathname),
      'must be the address of the site: the callback is made from it, so leave out what follows the host or the prefix',
    ),
    address(
      ({ pathname }) => /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*\/*$/.test(pathname),
      'must have a plain path prefix at most, such as /shop',
    ),
  ),
  secrets: firstOf(
    texts('[sessionSecret]'),
    list((secrets) => secrets.length > 0, 'must hold at least one secret'),
    list(
      (secrets) => secrets.every(({ length }) => length >= shortestSecret),
      `must be ${shortestSecret} characters or longer each`,
    ),
    list(
      (secrets) => secrets.every((secret) => new Set(secret).size >= fewestCharacters),
      'must be random, not a few characters over and over',
    ),
    list((secrets) => new Set(secrets).size === secrets.length, 'must be different ones: one is given twice'),
  ),
  store,
  mountPath: optional(path('/auth')),
  signedOutPath: optional(path('/signed-out')),
  idleMinutes: optional(number((value) => value > 0, idleRule)),
  maxHours: optional(
    number(
      (value) => value > 0 && Number.isFinite(value * hourMs),
      'must be a number of hours: no session lasts for ever',
    ),
  ),
  outageGraceMinutes: optional(number((value) => value >= 0, 'must be 0 or more')),
  sessionsPerPerson: optional(
    number((value) => Number.isInteger(value) && value >= 1, 'must be a whole number, 1 or more'),
  ),
  signOutOfOtherApps: optional(aFunction),
  langOf: optional(aFunction),
  fetch: optional(aFunction),
  onEvent: optional(aFunction),
  tracer: optional((value) =>
    typeof (Object(value) as { readonly startActiveSpan?: unknown }).startActiveSpan === 'function'
      ? undefined
      : "must be a tracer, such as OpenTelemetry's trace.getTracer('my-app')",
  ),
  traceToPool: optional(trueOrFalse),
  now: optional(aFunction),
} satisfies Checks;
