import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { readCommand, type Input } from './command-line.js';

export const page = readFileSync('docs/cognito-setup.md', 'utf8');

/** The shell commands of the page, all of them, or those between a heading and the next one. */
export const scriptOf = (heading?: string): string => {
  const [, after = ''] = heading === undefined ? ['', page] : page.split(`\n${heading}\n`, 2);
  const part = heading === undefined ? after : (after.split(/^##/m, 1)[0] ?? '');
  return [...part.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code = '']) => code).join('\n');
};

/** A command that was run: of `aws cognito-idp` with what it sent, of another part of AWS with its words only. */
export interface Ran {
  readonly words: readonly string[];
  readonly operation?: string;
  readonly input?: Input;
  /** Where the local pool does not know the operation (yet). */
  readonly unknown?: true;
}

export interface Outcome {
  readonly ran: readonly Ran[];
  readonly status: number;
  readonly errors: string;
  /** The lines of `.env`. */
  readonly env: Readonly<Record<string, string>>;
  /** The last input of an operation. Throws when it was not called. */
  inputOf(operation: string, isIt?: (input: Input) => boolean): Input;
}

// Stands for the CLI: hands its words to the test and waits for what to print. Pipes, because a process of Node for each
// command would take longer than all the rest.
const standIn = String.raw`
aws() {
  printf '%s\0' "$@" > "$STAND_IN/asked"
  {
    IFS= read -r status
    if [ "$status" = 0 ]; then cat; else cat >&2; fi
  } < "$STAND_IN/answer"
  return "$status"
}
`;

type Answer = (words: readonly string[]) => Promise<string>;

/** Answers one `aws` after the other until `end` is called. */
const listen = (folder: string, answer: Answer): { end(): Promise<void> } => {
  const asked = join(folder, 'asked');
  execFileSync('mkfifo', [asked, join(folder, 'answer')]);
  const serve = async (): Promise<void> => {
    for (;;) {
      const text = await readFile(asked, 'utf8');
      if (text === '') return;
      const [status, output] = await answer(text.split('\0').slice(0, -1)).then(
        (output) => [0, output] as const,
        (error: unknown) => [255, `${String(error)}\n`] as const,
      );
      await writeFile(join(folder, 'answer'), `${status}\n${output}`);
    }
  };
  const served = serve();
  return {
    end: async () => {
      await writeFile(asked, '');
      await served;
    },
  };
};

/** Runs commands by the shell in a folder of their own. What they ask of Cognito, the local pool answers. */
export const runScript = async (script: string, pool: LocalPool): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-setup-'));
  const ran: Ran[] = [];
  const client = new sdk.CognitoIdentityProviderClient({
    region: 'eu-central-1',
    endpoint: pool.api,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'any' },
  });
  const commands = listen(folder, async (words) => {
    if (words[0] !== 'cognito-idp') {
      ran.push({ words });
      return words.includes('KeyMetadata.Arn') ? 'arn:aws:kms:eu-central-1:111122223333:key/codes\n' : '';
    }
    const { operation, input, query } = readCommand(words.slice(1), folder);
    const output = await send(client, operation.name, input);
    ran.push({ words, operation: operation.name, input, ...(output === undefined && { unknown: true }) });
    return query === undefined ? '' : `${textAt(output, query)}\n`;
  });
  try {
    const shell = spawn('sh', ['-eu', '-c', `${standIn}${script}`], {
      cwd: folder,
      env: { ...process.env, STAND_IN: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    shell.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const [status] = (await once(shell, 'close')) as [number];
    await commands.end();
    return { ran, status, errors, env: envIn(folder), inputOf: finderIn(ran) };
  } finally {
    client.destroy();
    rmSync(folder, { recursive: true });
  }
};

const finderIn =
  (ran: readonly Ran[]): Outcome['inputOf'] =>
  (operation, isIt = () => true) => {
    const found = ran.findLast((one) => one.operation === operation && isIt(one.input ?? {}));
    if (found?.input === undefined) throw new Error(`No ${operation} was sent`);
    return found.input;
  };

/** `undefined` where the pool does not know the operation. */
const send = async (
  client: sdk.CognitoIdentityProviderClient,
  name: string,
  input: Input,
): Promise<object | undefined> => {
  const Command = (sdk as unknown as Record<string, new (input: Input) => sdk.CreateUserPoolCommand>)[
    `${name}Command`
  ];
  if (Command === undefined) throw new Error(`The SDK has no ${name}Command`);
  try {
    return await client.send(new Command(input));
  } catch (error) {
    if (error instanceof Error && error.name === 'UnknownOperationException') return undefined;
    throw error;
  }
};

/** What `--query` with a plain path picks. */
const textAt = (output: object | undefined, query: string): string => {
  if (!/^\w+(?:\.\w+)*$/.test(query)) throw new Error(`--query ${query} is more than a path`);
  let found: unknown = output;
  for (const name of query.split('.')) found = (found as Record<string, unknown> | undefined)?.[name];
  if (typeof found !== 'string') throw new Error(`--query ${query} finds no text`);
  return found;
};

const envIn = (folder: string): Readonly<Record<string, string>> => {
  try {
    const lines = readFileSync(join(folder, '.env'), 'utf8').trim().split('\n');
    return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2) as [string, string]));
  } catch {
    return {};
  }
};
