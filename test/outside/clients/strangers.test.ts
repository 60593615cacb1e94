import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { builtProgram } from '../../support/built.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { startPoolCommand, type StartedPool } from '../../support/pool-command.js';

// The apps of docs/local-pool/clients.md, as they are printed there, with free ports in place of the usual ones.

const run = promisify(execFile);
const closing = closeAfterEach();
const page = readFileSync('docs/local-pool/clients.md', 'utf8');
let program: string;
let folder: string;

beforeAll(async () => {
  program = await builtProgram('local-pool/main.js');
  folder = mkdtempSync(join(tmpdir(), 'strangers-'));
  symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(folder, 'node_modules'), 'dir');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const codeOf = (app: string): string => {
  const [, code] = new RegExp(`<!-- app ${app} -->\\s+\`\`\`\\w+\\n([^]*?)\`\`\``, 'u').exec(page) ?? [];
  if (code === undefined) throw new Error(`The page has no app called ${app}`);
  return code;
};

const start = async (...flags: readonly string[]): Promise<StartedPool> =>
  closing(await startPoolCommand(program, flags));

/** What the page says to put into an `.env` or into the shell. */
const environmentOf = (pool: StartedPool): Record<string, string> =>
  Object.fromEntries(
    [...pool.printed().matchAll(/(?:^|\s)([A-Z_]+)=(\S+)/gu)].map(([, name, value]) => [name, value]),
  );

const apiOf = (pool: StartedPool): string =>
  environmentOf(pool)['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] ?? '';

const shellAround = (pool: StartedPool): Record<string, string> => ({
  ...environmentOf(pool),
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
});

const has = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Programs that no package of Debian's brings new enough are left out where they are missing, which is said in one line. */
const testWhere = (isThere: boolean, name: string, tell: () => Promise<void>): void => {
  if (isThere) test(name, tell, 60_000);
  else console.warn(`Not installed here, or too old, left out: ${name}`);
};

// Debian's own, where another Python comes first in PATH.
const pythonWithAuthlib = ['python3', '/usr/bin/python3'].find((python) =>
  has(python, '-c', 'import authlib, flask, requests'),
);
if (pythonWithAuthlib === undefined && process.env['CI'] === 'true')
  throw new Error('Authlib is not installed (Debian: apt-get install python3-authlib python3-flask)');

// Older ones do not know the variable with the endpoint, and would call AWS.
const newBoto3 = "import boto3; assert tuple(map(int, boto3.__version__.split('.')[:2])) >= (1, 28)";
const newCli = 'aws --version 2>&1 | grep -qE "^aws-cli/(1\\.(29|[3-9][0-9])|2\\.(1[3-9]|[2-9][0-9]))"';

const programs = {
  node: (file: string) => ({ command: process.execPath, args: [file] }),
  flask: (file: string, port: string) => ({
    command: pythonWithAuthlib ?? 'python3',
    args: ['-m', 'flask', '--app', file, 'run', '--port', port],
  }),
};

const signsIn = async (
  app: string,
  { file, by }: { readonly file: string; readonly by: keyof typeof programs },
): Promise<void> => {
  const port = String(await freePort());
  const site = `http://localhost:${port}`;
  const pool = await start('--callback', `${site}/callback`);
  writeFileSync(join(folder, file), codeOf(app).replaceAll('8080', port));
  const { command, args } = programs[by](file, port);
  const child = spawn(command, args, { cwd: folder, env: shellAround(pool), stdio: 'ignore' });
  closing({ close: async () => void (child.kill() && (await once(child, 'exit'))) });
  const browser = createBrowser();
  await eventually(() => browser.send(`${site}/`), 30_000);
  const signInPage = await browser.visit(`${site}/sign-in`);
  const person = { username: 'ada@example.com', password: 'Local-Pool-1' };
  const end = await browser.submit(signInPage, person);
  expect([end.url, end.text]).toEqual([`${site}/`, 'Hello ada@example.com']);
};

test(
  'passport signs somebody in, with the strategy for OpenID Connect',
  () => signsIn('passport', { file: 'passport.mjs', by: 'node' }),
  60_000,
);

testWhere(pythonWithAuthlib !== undefined, 'Authlib signs somebody in, with PKCE', () =>
  signsIn('authlib', { file: 'authlib_app.py', by: 'flask' }),
);

test('amazon-cognito-identity-js signs somebody in, at the address that it is given', async () => {
  const pool = await start();
  writeFileSync(
    join(folder, 'identity.mjs'),
    codeOf('identity').replace('http://127.0.0.1:9400', apiOf(pool)),
  );
  expect((await run(process.execPath, ['identity.mjs'], { cwd: folder })).stdout).toBe('ada@example.com\n');
}, 60_000);

testWhere(
  has('python3', '-c', newBoto3),
  'boto3 gets tokens, reads who they are of, and hears of an unknown name in its own exception',
  async () => {
    const env = shellAround(await start('--print', 'env', '--print', 'aws'));
    const { stdout } = await run('python3', ['-c', codeOf('boto3')], { env });
    expect(stdout.trim().split('\n')).toEqual([
      'ada@example.com',
      'An error occurred (UserNotFoundException) when calling the AdminGetUser operation: User does not exist.',
    ]);
  },
);

testWhere(has('sh', '-c', newCli), 'the AWS CLI makes somebody who can sign in', async () => {
  const env = { ...shellAround(await start('--print', 'env', '--print', 'aws')), AWS_PAGER: '' };
  const { stdout } = await run('sh', ['-euc', codeOf('cli')], { env });
  expect(stdout).toContain('FORCE_CHANGE_PASSWORD');
  expect(stdout).toContain('"Bearer"');
});
