import { issuerOfPool } from './config/addresses.js';
import { checkTogether, namesPool } from './config/checks.js';
import { problem, readValues, type Environment, type Problem, type ReadFile } from './config/read.js';
import type { Values } from './config/settings.js';

/** Everything that this process was told, read once and never changed. */
export interface Config {
  readonly isProduction: boolean;
  readonly port: number;
  readonly host: string;
  /** The public address, without a slash at the end; it may have a path prefix. */
  readonly baseUrl: string;
  readonly siteName: string;
  /** Number of proxies in front, or their addresses. Undefined: nobody is believed. */
  readonly trustProxy: number | readonly string[] | undefined;
  readonly pool: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string | undefined;
    /** Undefined: discovery says it. */
    readonly clientAuthentication: Values['COGNITO_CLIENT_AUTHENTICATION'];
    /** Origin of the user pool domain. Undefined: discovery says it. */
    readonly domain: string | undefined;
    readonly scopes: readonly string[];
  };
  /** Where ID tokens are traded for AWS credentials. Undefined: nowhere. */
  readonly identityPool:
    | { readonly id: string; /** Undefined: the SDK finds it. */ readonly endpoint: string | undefined }
    | undefined;
  /** Names of identity providers that get a button of their own. */
  readonly providers: readonly string[];
  /** Where the user pools API is. Undefined: at AWS. */
  readonly userPoolsEndpoint: string | undefined;
  /** The first one signs and seals, all of them verify and open. */
  readonly sessionSecrets: readonly string[];
  readonly sessionIdleMinutes: number;
  readonly sessionMaxHours: number;
  readonly sessionsPerPerson: number;
  readonly poolOutageGraceMinutes: number;
  /** Addresses of Redis or Valkey, several for a cluster. Undefined: sessions live in memory. */
  readonly redisUrls: readonly string[] | undefined;
  /** Whether a Redis is named, and `SESSION_STORE` says memory all the same. */
  readonly isRedisPassedOver: boolean;
  /** In front of the name of every key in Redis. */
  readonly redisPrefix: string;
  readonly api: {
    /** Whose access tokens are taken. Undefined: those of the site's own client. */
    readonly clientIds: readonly string[] | undefined;
    /** The `aud` of resource-bound tokens that are taken. */
    readonly resource: string;
    /** Who may call it from a page elsewhere. */
    readonly allowedOrigins: readonly string[];
  };
  readonly authRequestsPerMinute: number;
  readonly logLevel: Values['LOG_LEVEL'];
  /** How much the audit log keeps of the address that somebody came from. */
  readonly auditAddress: Values['AUDIT_ADDRESS'];
  /** Whether `/inspector` shows a browser what it did. Never in production. */
  readonly hasInspector: boolean;
  /** Undefined: metrics are on the site's port, for callers on this machine. */
  readonly metricsPort: number | undefined;
  readonly tracing: { readonly isOn: boolean; readonly tellsPool: boolean };
}

export type { Problem } from './config/read.js';

/** A configuration, or everything that is wrong with it. `isPoolMissing`: there is no user pool to talk to. */
export type Loaded =
  { readonly config: Config } | { readonly problems: readonly Problem[]; readonly isPoolMissing: boolean };

/** Turns an environment into a configuration. Reads nothing but the files that `X_FILE` settings name. */
export const loadConfig = (env: Environment, readFile: ReadFile): Loaded => {
  const { values, problems } = readValues(env, readFile);
  const all = [...problems, ...missingPool(env), ...checkTogether(values, env)];
  if (all.length > 0) return { problems: all, isPoolMissing: !namesPool(env) };
  return { config: deepFrozen(configFrom(values as Values)) };
};

const missingPool = (env: Environment): readonly Problem[] =>
  namesPool(env)
    ? []
    : [problem('COGNITO_USER_POOL_ID', 'must be given (or COGNITO_ISSUER): the user pool to sign in with')];

const configFrom = (values: Values): Config => ({
  isProduction: values.NODE_ENV === 'production',
  port: values.PORT,
  host: values.HOST,
  baseUrl: values.BASE_URL,
  siteName: values.SITE_NAME,
  trustProxy: values.TRUST_PROXY,
  pool: {
    issuer: values.COGNITO_ISSUER ?? issuerOfPool(values.COGNITO_USER_POOL_ID ?? ''),
    clientId: values.COGNITO_CLIENT_ID,
    clientSecret: values.COGNITO_CLIENT_SECRET,
    clientAuthentication: values.COGNITO_CLIENT_AUTHENTICATION,
    domain: values.COGNITO_DOMAIN,
    scopes: values.COGNITO_SCOPES,
  },
  identityPool: identityPoolFrom(values),
  providers: values.COGNITO_PROVIDERS ?? [],
  userPoolsEndpoint: values.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
  sessionSecrets: values.SESSION_SECRET,
  sessionIdleMinutes: values.SESSION_IDLE_MINUTES,
  sessionMaxHours: values.SESSION_MAX_HOURS,
  sessionsPerPerson: values.SESSIONS_PER_PERSON,
  poolOutageGraceMinutes: values.POOL_OUTAGE_GRACE_MINUTES,
  redisUrls: values.SESSION_STORE === 'memory' ? undefined : values.REDIS_URL,
  isRedisPassedOver: values.SESSION_STORE === 'memory' && values.REDIS_URL !== undefined,
  redisPrefix: values.REDIS_PREFIX,
  api: {
    clientIds: values.API_CLIENT_IDS,
    resource: values.API_RESOURCE ?? values.BASE_URL,
    allowedOrigins: values.API_ALLOWED_ORIGINS ?? [],
  },
  authRequestsPerMinute: values.AUTH_REQUESTS_PER_MINUTE,
  logLevel: values.LOG_LEVEL,
  auditAddress: values.AUDIT_ADDRESS,
  hasInspector: values.INSPECTOR === 'on',
  metricsPort: values.METRICS_PORT,
  tracing: { isOn: values.TRACING === 'on', tellsPool: values.TRACE_TO_POOL === 'on' },
});

const identityPoolFrom = (values: Values): Config['identityPool'] =>
  values.COGNITO_IDENTITY_POOL_ID === undefined
    ? undefined
    : { id: values.COGNITO_IDENTITY_POOL_ID, endpoint: values.AWS_ENDPOINT_URL_COGNITO_IDENTITY };

const deepFrozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFrozen);
  return Object.freeze(value);
};

/** What to print when the configuration has problems: one line each, then what to do without a user pool. */
export const describeProblems = (problems: readonly Problem[], isPoolMissing: boolean): string =>
  [
    'The configuration has problems:',
    ...problems.map(({ setting, message }) => `  ${setting} ${message}`),
    ...(isPoolMissing
      ? [
          'No user pool is configured. To try everything without one: npm run demo, or docker compose -f compose.try.yaml up',
        ]
      : []),
    'Every setting: docs/configuration.md',
  ].join('\n');
