import { spawn } from 'node:child_process';
import { afterEach, expect, test } from '@jest/globals';
import { decode } from '../../local-pool/support/app.js';
import { call, respond, tokensOf, type Json } from '../../local-pool/user-pools-api/support.js';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { builtProgram } from '../../support/built.js';
import { eventually } from '../../support/eventually.js';
import { poolWithTriggers } from './triggers.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

const Username = 'mary@example.com';

test('the functions of the documentation let somebody in and change their tokens', async () => {
  const pool = await poolWithTriggers();
  open.push(pool);
  const { id: ClientId } = pool.publicClient;
  const signUp = (input: Json) => call(pool, 'SignUp', { ClientId, Password: 'A-Good-Pass-1', ...input });
  expect((await signUp({ Username: 'mary@elsewhere.test' })).message).toBe(
    'PreSignUp failed with error Sign up with an address of example.com.',
  );
  expect((await signUp({ Username })).body).toMatchObject({ UserConfirmed: true });
  const AuthParameters = { USERNAME: Username, PASSWORD: 'A-Good-Pass-1' };
  const signIn = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters };
  const { IdToken, AccessToken } = tokensOf(await call(pool, 'InitiateAuth', signIn));
  expect(decode(IdToken)).toMatchObject({ tenant: 'acme', email_verified: true });
  expect(decode(AccessToken)).toMatchObject({
    tenant: 'acme',
    scope: 'aws.cognito.signin.user.admin orders/read',
  });
});

test('the module of the documentation asks for its word, and says its codes', async () => {
  const args = ['--port', '0', '--triggers', 'test/outside/recipes/trigger-module.js'];
  const child = spawn(process.execPath, [await builtProgram('local-pool/main.js'), ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  open.push({ close: () => child.kill() });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const find = (pattern: RegExp) =>
    eventually(() => {
      const found = pattern.exec(printed)?.[1];
      if (found === undefined) throw new Error(`It has not said ${String(pattern)}: ${printed}`);
      return found;
    });
  const api = await find(/AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=(\S+)/u);
  const ClientId = await find(/Client without a secret: (\S+)/u);
  const pool = { api, publicClient: { id: ClientId } } as LocalPool;
  const AuthParameters = { USERNAME: 'ada@example.com' };
  const asked = await call(pool, 'InitiateAuth', { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters });
  expect(asked.body['ChallengeParameters']).toMatchObject({ question: 'What is the word?' });
  const answered = await respond(pool, asked, { USERNAME: 'ada@example.com', ANSWER: 'sesame' });
  expect(tokensOf(answered).IdToken).toBeDefined();
  await call(pool, 'ForgotPassword', { ClientId, Username: 'ada@example.com' });
  await find(/(CustomEmailSender_ForgotPassword for ada@example\.com: \d{6})/u);
}, 60_000);
