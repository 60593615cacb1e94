import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { builtProgram } from '../../support/built.js';
import { send } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';

let folder: string;
let program: string;
let child: ChildProcessByStdio<null, Readable, Readable> | undefined;

beforeAll(async () => {
  program = await builtProgram('local-pool/main.js');
  folder = mkdtempSync(join(tmpdir(), 'triggers-'));
}, 60_000);
afterEach(() => void child?.kill());
afterAll(() => rmSync(folder, { recursive: true }));

let printed = '';

const run = (...args: readonly string[]): Promise<unknown[]> => {
  printed = '';
  child = spawn(process.execPath, [program, '--port', '0', ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return once(child, 'exit');
};

const find = (pattern: RegExp): Promise<string> =>
  eventually(() => {
    const found = pattern.exec(printed)?.[1];
    if (found === undefined) throw new Error(`It has not said ${pattern}: ${printed}`);
    return found;
  });

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const throwing = (message: string): string =>
  `export const PreAuthentication = () => { throw new Error('${message}'); };`;

/** What a sign-in hears. */
const signIn = async (): Promise<string> => {
  const api = await find(/AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=(\S+)/u);
  const ClientId = await find(/Client without a secret: (\S+)/u);
  const answer = await send(api, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: 'Local-Pool-1' },
    }),
  });
  const { message = 'tokens' } = answer.json();
  return String(message);
};

test('a module of triggers is loaded again when it changes; a broken one leaves it as it was, and says so', async () => {
  const file = write('triggers.mjs', throwing('one'));
  void run('--triggers', file);
  expect(await signIn()).toBe('PreAuthentication failed with error one.');
  expect(printed).toMatch(/Runs of the triggers: http:\/\/\S+\/_local\/triggers/u);
  expect(printed).toContain(
    'Key of the custom senders (raw AES-256, base64; namespace local-pool, name arn:aws:kms:',
  );
  write('triggers.mjs', throwing('two, which is longer'));
  expect(await signIn()).toBe('PreAuthentication failed with error two, which is longer.');
  write('triggers.mjs', 'export const PreAuthentication = ( => {');
  expect(await signIn()).toBe('PreAuthentication failed with error two, which is longer.');
  expect(printed).toMatch(
    /The triggers of \S+triggers\.mjs cannot be loaded \(Unexpected token.*as they were before\./u,
  );
  write(
    'triggers.mjs',
    'export const PreAuthentication = (event) => event;\nexport const PostAuth = () => 1;',
  );
  expect(await signIn()).toBe('tokens');
  expect(printed).toContain('exports PostAuth, which is no trigger');
}, 30_000);

test('a sender that a module has only now takes the next code', async () => {
  const file = write('sender.mjs', 'export const PreSignUp = (event) => event;');
  void run('--triggers', file);
  expect(await signIn()).toBe('tokens');
  write(
    'sender.mjs',
    'export const CustomEmailSender = (event, { code }) => console.log(`${event.triggerSource} ${code}`);',
  );
  const api = await find(/AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=(\S+)/u);
  await send(api, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword',
    },
    body: JSON.stringify({
      ClientId: await find(/Client without a secret: (\S+)/u),
      Username: 'ada@example.com',
    }),
  });
  await find(/(CustomEmailSender_ForgotPassword \d{6})/u);
}, 30_000);

test('a module may be CommonJS or have everything in its default export', async () => {
  const file = write('triggers.cjs', `exports.PreAuthentication = () => { throw new Error('common'); };`);
  void run('--triggers', file);
  expect(await signIn()).toBe('PreAuthentication failed with error common.');
  write('triggers.cjs', `exports.PreAuthentication = () => { throw new Error('commoner'); };`);
  expect(await signIn()).toBe('PreAuthentication failed with error commoner.');
  child?.kill();
  const other = write('default.mjs', 'export default { PreAuthentication: (event) => event };');
  void run('--triggers', other);
  expect(await signIn()).toBe('tokens');
}, 30_000);

test.each([
  ['that is not there', 'missing.mjs', undefined, /The triggers of \S+missing\.mjs cannot be loaded/u],
  [
    'without a trigger',
    'none.mjs',
    'export const handler = (event) => event;',
    /exports no trigger\. Export a function named PreSignUp/u,
  ],
])(
  'a module %s is said at the start, which ends',
  async (_what, name, text, message) => {
    const file = text === undefined ? join(folder, name) : write(name, text);
    expect(await run('--triggers', file)).toEqual([1, null]);
    expect(printed).toMatch(message);
  },
  30_000,
);

test('an endpoint that is no address is said before anything starts', async () => {
  expect(await run('--lambda-endpoint', 'localhost')).toEqual([2, null]);
  expect(printed).toContain('--lambda-endpoint localhost must be an address of http or https');
}, 30_000);
