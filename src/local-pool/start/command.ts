import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { seedPassword, seedPeople } from '../control/seed.js';
import type { LocalPoolKeys } from '../tokens/keys.js';
import { certificateFileOf, temporaryCertificateFile } from './certificate-files.js';
import { readCommandLine, type Run } from './cli.js';
import { usage } from './flags.js';
import { startLocalPool } from './local-pool.js';
import type { LocalPool, LocalPoolOptions } from './options.js';
import { scriptFor } from './print-cli.js';
import { snippetFormats, snippetsOf, type Addresses } from './snippets.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Whoever read along may stop to (`npm run pool | head`): the pool goes on. */
const outliveReader = (): void => void process.stdout.on('error', () => undefined);

const complain = (problems: readonly string[], exitCode: number): void => {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = exitCode;
};

const run = async ({ run: options, print, clientSecretFile }: Run): Promise<void> => {
  const isRestart = options.dataFile !== undefined && existsSync(options.dataFile);
  const pool = await startLocalPool({ ...options, log: say });
  const trust = certificateToTrust(pool, options);
  const files = {
    certificateFile: trust?.file,
    clientSecretFile: clientSecretFile && resolve(clientSecretFile),
  };
  const stop = (): void => {
    trust?.remove();
    pool.close().catch((error: unknown) => complain([String(error)], 1));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  // Only now: whoever reads that it is up may end it at once.
  for (const line of introduction(pool, { options, isRestart, print, ...files })) say(line);
};

/** The file of a certificate that the pool made itself; whoever brings one knows who trusts it. */
const certificateToTrust = (
  { certificate }: LocalPool,
  { tls, dataFile }: LocalPoolOptions,
): { readonly file: string; remove(): void } | undefined => {
  if (certificate === undefined || tls !== true) return undefined;
  if (dataFile === undefined) return temporaryCertificateFile(certificate);
  return { file: resolve(certificateFileOf(dataFile)), remove: () => undefined };
};

interface Circumstances {
  readonly options: LocalPoolOptions;
  /** The pool came out of its data file. */
  readonly isRestart: boolean;
  readonly print: Run['print'];
  readonly certificateFile: string | undefined;
  readonly clientSecretFile: string | undefined;
}

const introduction = (pool: LocalPool, circumstances: Circumstances): string[] => [
  'Local user pool, for development and tests only.',
  '',
  ...snippetsOf(addressesOf(pool, circumstances), circumstances.print),
  ...aboutTrust(pool.domain, circumstances),
  `Client without a secret: ${pool.publicClient.id}`,
  ...aboutPeople(circumstances),
  `Codes that would be mailed: ${pool.domain}/_local/outbox`,
  `People and sign-ins: ${pool.domain}/_local/`,
  ...aboutTriggers(pool, circumstances.options),
  ...(circumstances.options.control === true ? [`Control: ${pool.domain}/_local/control/`] : []),
  `What to paste into other apps: --print ${Object.keys(snippetFormats).join(', ')} or all; may be repeated`,
];

const aboutTriggers = (pool: LocalPool, { triggers, lambdaEndpoint }: LocalPoolOptions): string[] => {
  if (triggers === undefined && lambdaEndpoint === undefined) return [];
  const { key, keyNamespace, keyName } = pool.triggers.senderKey;
  return [
    `Runs of the triggers: ${pool.domain}/_local/triggers`,
    `Key of the custom senders (raw AES-256, base64; namespace ${keyNamespace}, name ${keyName}): ${key}`,
  ];
};

const addressesOf = (pool: LocalPool, { certificateFile, clientSecretFile }: Circumstances): Addresses => {
  const { callbackUrls, logoutUrls, scopes } = pool.publicClient;
  return { ...pool, callbackUrls, logoutUrls, scopes, certificateFile, clientSecretFile };
};

const aboutTrust = (domain: string, { certificateFile, options }: Circumstances): string[] => {
  if (options.tls !== true) return [];
  const address = `${domain}/_local/certificate.pem`;
  return [
    'The certificate is known to nobody else. Node trusts it when it is started with this in its environment:',
    certificateFile === undefined
      ? `NODE_EXTRA_CA_CERTS=FILE, once FILE is what curl --insecure ${address} gives`
      : `NODE_EXTRA_CA_CERTS=${certificateFile}`,
    '',
  ];
};

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
    const options = { ...('script' in command ? command.script : command.run), keys: await keys };
    const work = 'script' in command ? scriptFor(options).then(say) : run({ ...command, run: options });
    await work.catch((error: unknown) => complain([explained(error, options)], 1));
  }
};
