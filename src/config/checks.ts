import { isLoopbackHost, issuerOfPool, regionOfDomain, regionOfPool } from './addresses.js';
import { debugProblems } from './debug-output.js';
import { problem, type Environment, type Problem } from './read.js';
import type { Values } from './settings.js';

/** What is wrong with settings that are each right by themselves. */
export const checkTogether = (values: Partial<Values>, env: Environment): readonly Problem[] => [
  ...poolProblems(values),
  ...regionProblems(values),
  ...clientProblems(values),
  ...sessionProblems(values),
  ...tracingProblems(values),
  ...productionProblems(values, env),
  ...runtimeProblems(env),
];

const poolProblems = ({
  COGNITO_USER_POOL_ID: id,
  COGNITO_ISSUER: issuer,
}: Partial<Values>): readonly Problem[] => {
  if (id === undefined || issuer === undefined || issuer === issuerOfPool(id)) return [];
  return issuer.endsWith(`/${id}`)
    ? []
    : [
        problem(
          'COGNITO_ISSUER',
          'must be the issuer of COGNITO_USER_POOL_ID: the two name different pools; give one of them',
        ),
      ];
};

const clientProblems = (values: Partial<Values>): readonly Problem[] =>
  values.COGNITO_CLIENT_AUTHENTICATION === undefined || values.COGNITO_CLIENT_SECRET !== undefined
    ? []
    : [
        problem(
          'COGNITO_CLIENT_AUTHENTICATION',
          'must be left out without COGNITO_CLIENT_SECRET: there is nothing to show',
        ),
      ];

const regionProblems = (values: Partial<Values>): readonly Problem[] => {
  const { COGNITO_USER_POOL_ID: id, COGNITO_ISSUER: issuer, COGNITO_DOMAIN: domain } = values;
  const regions = [
    regionOfPool(id ?? issuer ?? ''),
    domain === undefined ? undefined : regionOfDomain(domain),
  ];
  const named = new Set(regions.filter((region) => region !== undefined));
  return named.size < 2
    ? []
    : [
        problem(
          'COGNITO_DOMAIN',
          'must be the domain of the user pool: it names another region than the pool id or the issuer',
        ),
      ];
};

const sessionProblems = (values: Partial<Values>): readonly Problem[] => {
  const { SESSION_IDLE_MINUTES: idle, SESSION_MAX_HOURS: most, SESSION_SECRET: secrets } = values;
  const { COGNITO_CLIENT_SECRET: clientSecret, SESSION_STORE: store, REDIS_URL: redis } = values;
  const problems: Problem[] = [];
  if (idle !== undefined && most !== undefined && idle > most * 60) {
    problems.push(problem('SESSION_IDLE_MINUTES', 'must not be longer than SESSION_MAX_HOURS'));
  }
  if (clientSecret !== undefined && secrets?.includes(clientSecret) === true) {
    problems.push(problem('SESSION_SECRET', 'must be a secret of its own, not the secret of the app client'));
  }
  if (store === 'redis' && redis === undefined)
    problems.push(problem('REDIS_URL', 'must be given, as SESSION_STORE is redis'));
  return problems;
};

const tracingProblems = ({ TRACING: tracing, TRACE_TO_POOL: toPool }: Partial<Values>): readonly Problem[] =>
  toPool === 'on' && tracing === 'off'
    ? [problem('TRACE_TO_POOL', 'must be off while TRACING is off: there is no trace to tell')]
    : [];

const productionProblems = (values: Partial<Values>, env: Environment): readonly Problem[] => {
  if (values.NODE_ENV !== 'production') return [];
  const problems = redisProblems(values.REDIS_URL ?? []);
  if (values.REDIS_URL === undefined && values.SESSION_STORE === undefined) {
    problems.push(
      problem(
        'REDIS_URL',
        'must be given in production, or SESSION_STORE=memory said by name (one process, signed out by a restart)',
      ),
    );
  }
  if (values.INSPECTOR === 'on') {
    problems.push(
      problem(
        'INSPECTOR',
        'must be off in production: it keeps what people do, and shows how this site works',
      ),
    );
  }
  problems.push(...debugProblems(env));
  return problems;
};

const redisProblems = (addresses: readonly string[]): Problem[] => {
  const remote = addresses.map((address) => new URL(address)).filter((url) => !isLoopbackHost(url.hostname));
  const problems: Problem[] = [];
  if (remote.some((url) => url.protocol !== 'rediss:')) {
    problems.push(
      problem('REDIS_URL', 'must begin with rediss:// in production, as the server is on another machine'),
    );
  }
  if (remote.some((url) => url.password === '')) {
    problems.push(
      problem('REDIS_URL', 'must contain a password in production, as the server is on another machine'),
    );
  }
  return problems;
};

const runtimeProblems = (env: Environment): readonly Problem[] =>
  env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
    ? [
        problem(
          'NODE_TLS_REJECT_UNAUTHORIZED',
          'must not be 0: it lets anybody stand in for the user pool; use NODE_EXTRA_CA_CERTS',
        ),
      ]
    : [];

/** Whether the environment names a user pool at all. Without one there is nothing to start. */
export const namesPool = (env: Environment): boolean =>
  ['COGNITO_USER_POOL_ID', 'COGNITO_ISSUER'].some((name) => (env[name]?.trim() ?? '') !== '');
