import { parseArgs } from 'node:util';
import { clientId } from '../base/client-shape.js';
import { callbackUrl, text } from '../base/shape.js';
import { readSeedFile } from '../control/seed-file.js';
import { seedPublicClientId } from '../control/seed.js';
import { clientSecretOf } from './client-secret.js';
import { hostProblems, publicUrlProblems } from './exposure.js';
import type { LocalPoolOptions } from './options.js';
import { isProduction, notInProduction } from './production.js';

const defaultPort = 9400;
const lastPort = 65_535;

export const usage = `Usage: npm run pool -- [flags]

  --port N             issuer and user pools API (default ${defaultPort}; 0 takes a free port)
  --domain-port N      hosted UI and OAuth endpoints (default: the port after --port)
  --host ADDRESS       where both listen (default 127.0.0.1); 0.0.0.0 in a container
  --public-url URL     what others call the first port, where it is published as another
  --public-domain-url URL   the same of the second
  --pool-id ID         default us-east-1_Local0001
  --data FILE          keep people, clients, sign-ins and keys here; without it all is forgotten at the end
  --seed FILE          who and what is in the pool at its first start (JSON)
  --callback URL       a callback URL of the two clients; may be repeated
  --logout URL         a sign-out URL of the two clients; may be repeated
  --client-id ID       of the confidential client
  --client-secret S    default: a fresh one, or the one in --data
  --client-secret-file FILE   the same from a file: flags stand in the list of processes
  --session-tracking   list and end people's sessions, as after SetUserPoolSessionConfiguration
  --levels             know acr_values and max_age, as Cognito does where its levels of authentication have arrived
  --passkeys           let people register passkeys and sign in with them (at localhost, not at 127.0.0.1)
  --control            answer /_local/control/ on the domain's port, for tests in other languages
  --print-cli          start nothing; print the pool of the other flags as commands of the AWS CLI
  --help`;

const knownFlags = {
  'port': { type: 'string' },
  'domain-port': { type: 'string' },
  'host': { type: 'string' },
  'public-url': { type: 'string' },
  'public-domain-url': { type: 'string' },
  'pool-id': { type: 'string' },
  'data': { type: 'string' },
  'seed': { type: 'string' },
  'callback': { type: 'string', multiple: true },
  'logout': { type: 'string', multiple: true },
  'client-id': { type: 'string' },
  'client-secret': { type: 'string' },
  'client-secret-file': { type: 'string' },
  'session-tracking': { type: 'boolean' },
  'levels': { type: 'boolean' },
  'passkeys': { type: 'boolean' },
  'control': { type: 'boolean' },
  'print-cli': { type: 'boolean' },
  'help': { type: 'boolean' },
} as const;

export type Command =
  | { readonly run: LocalPoolOptions }
  | { readonly print: LocalPoolOptions }
  | { readonly help: true }
  | { readonly problems: readonly string[] };

/** What a command line asks for, or everything that is wrong with it. */
export const readCommandLine = (
  args: readonly string[],
  environment: { readonly NODE_ENV?: string | undefined },
): Command => {
  if (isProduction(environment)) return { problems: [notInProduction] };
  const flags = readFlags(args);
  if ('problems' in flags) return flags;
  return flags.values.help === true ? { help: true } : commandOf(flags.values);
};

const readFlags = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: knownFlags, strict: true, allowPositionals: false });
  } catch (error) {
    const message = error instanceof Error ? (error.message.split(/[.\n]/u)[0] ?? '') : String(error);
    return { problems: [`${message}. Run it with --help for the flags.`] };
  }
};

type Values = Exclude<ReturnType<typeof readFlags>, { readonly problems: string[] }>['values'];

const commandOf = (values: Values): Command => {
  const issuerPort = portOf(values.port) ?? defaultPort;
  const domainPort = portOf(values['domain-port']) ?? portAfter(issuerPort);
  const seed = values.seed === undefined ? { seed: undefined } : readSeedFile(values.seed);
  const secret = clientSecretOf(values);
  const problems = [
    ...portProblems(values, { issuerPort, domainPort }),
    ...(values.host === undefined ? [] : hostProblems(values.host, '--host')),
    ...(['public-url', 'public-domain-url'] as const).flatMap((name) =>
      values[name] === undefined ? [] : publicUrlProblems(values[name], `--${name}`),
    ),
    ...poolIdProblems(values['pool-id']),
    ...(values.callback ?? []).flatMap((url) => callbackUrl(url, `--callback ${url}`)),
    ...(values.logout ?? []).flatMap((url) => callbackUrl(url, `--logout ${url}`)),
    ...clientIdProblems(values['client-id']),
    ...(values.data === undefined ? [] : text(values.data, '--data')),
    ...('problems' in secret ? secret.problems : []),
    ...('problems' in seed ? seed.problems : []),
    ...(values['print-cli'] === true && values.data !== undefined
      ? ['--print-cli prints what flags and seed describe: leave --data out']
      : []),
  ];
  if (problems.length > 0 || 'problems' in seed || 'problems' in secret) return { problems };
  const options = {
    ...optionsOf(values),
    ...secret,
    issuerPort,
    domainPort,
    ...(seed.seed && { seed: seed.seed }),
  };
  return values['print-cli'] === true ? { print: options } : { run: options };
};

const optionsOf = (values: Values): LocalPoolOptions => {
  const logoutUrls = values.logout ?? values.callback?.flatMap(likelyLogoutUrls);
  return {
    ...(values['pool-id'] !== undefined && { userPoolId: values['pool-id'] }),
    ...(values.data !== undefined && { dataFile: values.data }),
    ...(values.callback !== undefined && { callbackUrls: values.callback }),
    ...(logoutUrls !== undefined && { logoutUrls }),
    ...(values['client-id'] !== undefined && { clientId: values['client-id'] }),
    ...(values.host !== undefined && { host: values.host }),
    ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
    ...(values['public-domain-url'] !== undefined && { publicDomainUrl: values['public-domain-url'] }),
    ...(values['session-tracking'] === true && { sessionTracking: true }),
    ...(values.levels === true && { levels: true }),
    ...(values.passkeys === true && { passkeys: true }),
    control: values.control === true,
  };
};

/** Where an app of this callback is likely to send people after signing out. */
const likelyLogoutUrls = (callback: string): string[] => {
  const { origin } = new URL(callback);
  return origin === 'null' ? [callback] : [origin, `${origin}/`, `${origin}/signed-out`];
};

const portOf = (value: string | undefined): number | undefined => {
  if (value === undefined) return undefined;
  return /^\d{1,6}$/u.test(value) ? Number(value) : Number.NaN;
};

/** A bad port gets no successor: one complaint about it is enough. */
const portAfter = (port: number): number => (isPort(port) && port > 0 ? port + 1 : 0);

const isPort = (port: number): boolean => port >= 0 && port <= lastPort;

const portProblems = (
  values: Values,
  { issuerPort, domainPort }: { readonly issuerPort: number; readonly domainPort: number },
): string[] => {
  const expected = `must be a port: a whole number from 0 to ${lastPort}`;
  const isNextTooHigh = issuerPort === lastPort && values['domain-port'] === undefined;
  return [
    ...(isPort(issuerPort) ? [] : [`--port ${values.port} ${expected}`]),
    ...(isNextTooHigh ? [`--port ${lastPort} has no port after it; name one with --domain-port`] : []),
    ...(isPort(domainPort) || isNextTooHigh ? [] : [`--domain-port ${values['domain-port']} ${expected}`]),
    ...(issuerPort === domainPort && issuerPort !== 0 ? ['--port and --domain-port must be two ports'] : []),
  ];
};

const clientIdProblems = (id: string | undefined): readonly string[] => {
  if (id === seedPublicClientId) return [`--client-id ${id} is the client without a secret; choose another`];
  return id === undefined ? [] : clientId(id, `--client-id ${id}`);
};

const poolIdProblems = (id: string | undefined): string[] => {
  if (id === undefined || /^[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]+$/u.test(id)) return [];
  return [`--pool-id ${id} must look like us-east-1_Local0001: a Region, an underscore, letters and digits`];
};
