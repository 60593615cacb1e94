import { existsSync } from 'node:fs';
import { seedPassword, seedPeople } from '../control/seed.js';
import type { LocalPoolKeys } from '../tokens/keys.js';
import { readCommandLine, usage } from './cli.js';
import { startLocalPool } from './local-pool.js';
import { scriptFor } from './print-cli.js';
import type { LocalPool, LocalPoolOptions } from './options.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Whoever read along may stop to (`npm run pool | head`): the pool goes on. */
const outliveReader = (): void => void process.stdout.on('error', () => undefined);

const complain = (problems: readonly string[], exitCode: number): void => {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = exitCode;
};

const run = async (options: LocalPoolOptions): Promise<void> => {
  const isRestart = options.dataFile !== undefined && existsSync(options.dataFile);
  const pool = await startLocalPool({ ...options, log: say });
  for (const line of introduction(pool, { options, isRestart })) say(line);
  const stop = (): void => {
    pool.close().catch((error: unknown) => complain([String(error)], 1));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
};

interface Circumstances {
  readonly options: LocalPoolOptions;
  /** The pool came out of its data file. */
  readonly isRestart: boolean;
}

const introduction = (pool: LocalPool, circumstances: Circumstances): string[] => [
  'Local user pool, for development and tests only.',
  '',
  `COGNITO_ISSUER=${pool.issuer}`,
  `COGNITO_DOMAIN=${pool.domain}`,
  `COGNITO_CLIENT_ID=${pool.client.id}`,
  `COGNITO_CLIENT_SECRET=${pool.client.secret}`,
  `AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${pool.api}`,
  '',
  `Client without a secret: ${pool.publicClient.id}`,
  ...aboutPeople(circumstances),
  `Codes that would be mailed: ${pool.domain}/_local/outbox`,
  `People and sign-ins: ${pool.domain}/_local/`,
  ...(circumstances.options.control === true ? [`Control: ${pool.domain}/_local/control/`] : []),
];

const aboutPeople = ({ options: { dataFile, seed }, isRestart }: Circumstances): string[] => {
  const seeded = seedPeople.map(({ email }) => email).join(', ');
  if (isRestart) {
    const ignored = `--seed was left aside: it fills a fresh pool only. Delete ${dataFile} to start afresh.`;
    return [`People: those of ${dataFile}`, ...(seed === undefined ? [] : [ignored])];
  }
  if (seed === undefined) return [`People: ${seeded}; password ${seedPassword}`];
  return [`People: those of --seed; password ${seedPassword} where it gives none`];
};

/** One line for what a person can put right, which is all that goes wrong at the start. */
const explained = (error: unknown, { issuerPort, domainPort }: LocalPoolOptions): string => {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  const flag = port === domainPort && port !== issuerPort ? '--domain-port' : '--port';
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another with ${flag}.`;
  if (code === 'EACCES') return `Port ${port} may not be used by you. Choose one above 1023 with ${flag}.`;
  return error.message;
};

/** `npm run pool`: does what the command line asks for, or says what is wrong with it. */
export const runCommand = async (
  args: readonly string[],
  {
    environment,
    keys,
  }: {
    readonly environment: { readonly NODE_ENV?: string | undefined };
    readonly keys: Promise<LocalPoolKeys>;
  },
): Promise<void> => {
  outliveReader();
  const command = readCommandLine(args, environment);
  if ('help' in command) say(usage);
  else if ('problems' in command) complain(command.problems, 2);
  else {
    const options = { ...('print' in command ? command.print : command.run), keys: await keys };
    const work = 'print' in command ? scriptFor(options).then(say) : run(options);
    await work.catch((error: unknown) => complain([explained(error, options)], 1));
  }
};
