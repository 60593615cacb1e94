import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { builtProgram } from '../../support/built.js';
import { eventually } from '../../support/eventually.js';
import { send } from '../../support/browser.js';
import { runPool, startPoolCommand } from '../../support/pool-command.js';

let folder: string;
let program: string;

beforeAll(async () => {
  program = await builtProgram('local-pool/main.js');
  folder = mkdtempSync(join(tmpdir(), 'local-pool-'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const started = (args: readonly string[]) => startPoolCommand(program, args);

test('says its settings and its people, and stops at Ctrl-C', async () => {
  const { child, printed, exit } = await started([]);
  for (const name of ['ISSUER', 'DOMAIN', 'CLIENT_ID', 'CLIENT_SECRET'])
    expect(printed()).toContain(`COGNITO_${name}=`);
  expect(printed()).toContain('People: ada@example.com, grace@example.com; password Local-Pool-1');
  child.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
});

test('names the file of a client secret that came from one, and keeps the secret out of whatever collects what it prints', async () => {
  const file = join(folder, 'secret');
  writeFileSync(file, 'a-secret-of-a-test\n');
  const { child, printed, exit } = await started(['--client-secret-file', file, '--print', 'all']);
  expect(printed()).toContain(`COGNITO_CLIENT_SECRET_FILE=${file}\n`);
  expect(printed()).not.toContain('a-secret-of-a-test');
  child.kill('SIGTERM');
  await exit;
  rmSync(file);
});

test('fills a fresh data file with its seed, and says that it leaves the seed of an older one aside', async () => {
  const [seed, data] = [join(folder, 'seed.json'), join(folder, 'pool.json')];
  writeFileSync(seed, '{"people":[{"email":"mary@example.com"}]}');
  const first = await started(['--seed', seed, '--data', data]);
  expect(first.printed()).toContain('People: those of --seed');
  first.child.kill('SIGTERM');
  await first.exit;
  const second = await started(['--seed', seed, '--data', data]);
  expect(second.printed()).toContain(`Delete ${data} to start afresh.`);
  second.child.kill('SIGTERM');
  expect([await second.exit, readdirSync(folder).toSorted()]).toEqual([
    [0, null],
    ['pool.json', 'seed.json'],
  ]);
});

test('killed in the middle of its work, keeps what it saved and lets the next one in', async () => {
  const data = join(folder, 'killed.json');
  const first = await started(['--data', data, '--control']);
  const body = JSON.stringify({ email: 'kept@example.com', password: 'Local-Pool-1' });
  const headers = { 'content-type': 'application/json' };
  await send(`${first.domain}/_local/control/people`, { body, headers });
  await eventually(() => expect(readFileSync(data, 'utf8')).toContain('kept@example.com'));
  first.child.kill('SIGKILL');
  await first.exit;
  const second = await started(['--data', data]);
  expect((await send(`${second.domain}/_local/`)).text).toContain('kept@example.com');
  second.child.kill('SIGTERM');
  await second.exit;
});

test('goes on when nobody reads what it prints any more', async () => {
  const { child, domain, printed, exit } = await started([]);
  child.stdout.destroy();
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword',
  };
  const [, api = ''] = /PROVIDER=(\S+)/u.exec(printed()) ?? [];
  const body = JSON.stringify({ ClientId: '1localpoolpublicclient0001', Username: 'ada@example.com' });
  expect((await send(api, { body, headers })).status).toBe(200);
  expect((await send(`${domain}/_local/outbox`)).text).toContain('ada@example.com');
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
});

test.each([
  [['--port', 'x'], {}, 2, '--port x must be a port'],
  [['--data', tmpdir()], {}, 1, 'it is a folder'],
  [[], { NODE_ENV: 'production' }, 2, 'does not run with NODE_ENV=production'],
])('with %j and %j ends with a line and no stack', async (args, env, code, line) => {
  const { printed, exit } = runPool(program, args, env);
  expect(await exit).toEqual([code, null]);
  expect(printed()).toContain(line);
  expect(printed().trim().split('\n')).toHaveLength(1);
});
