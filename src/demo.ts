import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { flagNames, readFlags, usage, type Ports } from './demo/flags.js';
import { createDemoPool } from './demo/pool-faults.js';
import { describeProblems, loadConfig, type Config } from './config.js';
import { seedPassword, startLocalPool, type LocalPool } from './local-pool/index.js';
import { takenPort } from './ops/listen.js';
import { createLog } from './ops/log.js';
import { stopOnSignals } from './ops/shutdown.js';
import { openStorage } from './session-store.js';
import { startSite } from './site.js';

/** `EX_USAGE` of sysexits.h. */
const exitBadUsage = 64;

const fail = (message: string, code = 1): never => {
  process.stderr.write(`${message}\n`);
  process.exit(code);
};

const askedFor = (args: readonly string[]): Ports => {
  const asked = readFlags(args, process.env);
  if (asked === 'help') {
    process.stdout.write(usage);
    process.exit(0);
  }
  return 'ports' in asked ? asked.ports : fail(asked.problem, exitBadUsage);
};

// The hosted pages look like the site that sends people there.
const brandFile = (name: string): string =>
  readFileSync(new URL(`../public/brand/${name}`, import.meta.url), 'utf8');
const siteName = process.env['SITE_NAME'] ?? 'Cognito for Express';
const brand = { name: siteName, icon: brandFile('icon.svg'), style: brandFile('colours.css') };

const people = [
  { email: 'ada@example.com', about: 'in the groups admins and staff' },
  { email: 'grace@example.com', about: 'in no group' },
];

// The local pool answers for every identity pool; its credentials say that they are not real.
const identityPoolId = 'us-east-1:00000000-0000-4000-8000-000000000001';

/** Groups with a role, as somebody who gives people AWS credentials would have them. */
const giveRoles = (pool: LocalPool): void => {
  const roleArn = (name: string): string => `arn:aws:iam::000000000000:role/demo-${name}`;
  pool.updateGroup('admins', { roleArn: roleArn('admins'), precedence: 1 });
  pool.updateGroup('staff', { roleArn: roleArn('staff'), precedence: 10 });
};

// Where the two examples of clients of the API listen (examples/spa, examples/amplify): they work with the demo as they are.
const exampleOrigins = { spa: 'http://127.0.0.1:5173', amplify: 'http://localhost:5174' } as const;

const allowOrders = (pool: LocalPool): void => {
  pool.addResourceServer('orders', ['read']);
  const scopes = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin', 'orders/read'];
  for (const { id } of [pool.client, pool.publicClient]) pool.updateClient(id, { scopes });
};

const configFor = (pool: LocalPool, baseUrl: string, ports: Ports): Config => {
  const loaded = loadConfig(
    {
      PORT: String(ports.port),
      HOST: '127.0.0.1',
      BASE_URL: baseUrl,
      SITE_NAME: siteName,
      COGNITO_ISSUER: pool.issuer,
      COGNITO_DOMAIN: pool.domain,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      COGNITO_IDENTITY_POOL_ID: identityPoolId,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY: pool.api,
      COGNITO_PROVIDERS: 'Google',
      COGNITO_SCOPES: 'openid email profile aws.cognito.signin.user.admin',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.api,
      API_CLIENT_IDS: [pool.client.id, pool.publicClient.id].join(),
      API_ALLOWED_ORIGINS: exampleOrigins.amplify,
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      INSPECTOR: 'on',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    },
    () => '',
  );
  return 'config' in loaded ? loaded.config : fail(describeProblems(loaded.problems, loaded.isPoolMissing));
};

const start = async (ports: Ports): Promise<string> => {
  const baseUrl = `http://localhost:${ports.port}`;
  const pool = await startLocalPool({
    issuerPort: ports['pool-port'],
    domainPort: ports['domain-port'],
    callbackUrls: [`${baseUrl}/auth/callback`, `${exampleOrigins.spa}/auth/callback`],
    logoutUrls: [`${baseUrl}/signed-out`, `${exampleOrigins.spa}/signed-out`],
    sessionTracking: true,
    levels: true,
    passkeys: true,
    brand,
    log: (line) => process.stdout.write(`${line}\n`),
  });
  giveRoles(pool);
  allowOrders(pool);
  const config = configFor(pool, baseUrl, ports);
  const log = createLog({ level: config.logLevel });
  const demoHints = { people, password: seedPassword, pool: createDemoPool(pool) };
  const site = await startSite({ config, log, storage: await openStorage(config, log), demoHints });
  stopOnSignals(async () => {
    await site.stop({ noticeMs: 0 });
    await pool.close();
  });
  return baseUrl;
};

const welcome = (baseUrl: string): string => `
  Open      ${baseUrl}
  Sign in   ${people.map(({ email, about }) => `${email.padEnd(18)} ${about}`).join('\n            ')}
  Password  ${seedPassword}

  The site and a local user pool are running. Ctrl-C stops both.
`;

const explainTaken = (port: number, ports: Ports): string => {
  const flag = flagNames.find((flag) => ports[flag] === port) ?? 'port';
  return `Port ${port} is taken by another program. Choose another: npm run demo -- --${flag} ${port + 10}`;
};

const ports = askedFor(process.argv.slice(2));
if (process.env['NODE_ENV'] === 'production') {
  fail('The demo has made-up people with a known password, so it does not run with NODE_ENV=production.');
}
try {
  process.stdout.write(`${welcome(await start(ports))}\n`);
} catch (error) {
  const port = takenPort(error);
  if (port === undefined) throw error;
  fail(explainTaken(port, ports));
}
