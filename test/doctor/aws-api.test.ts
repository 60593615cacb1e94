import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  DeleteUserPoolClientCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import express from 'express';
import { loadConfig } from '../../src/config.js';
import { changeClient, registerUrl, shellWord } from '../../src/doctor/fixes.js';
import { createSubject } from '../../src/doctor/subject.js';
import type { Fault } from '../../src/local-pool/index.js';
import { sdkOf } from '../local-pool/user-pools-api/sdk.js';
import { readCommand } from '../outside/infra/command-line.js';
import { closeAfterEach } from '../support/closing.js';
import { listen } from '../support/listen.js';
import { poolForEachTest } from '../support/pool.js';
import { callApiOf, configFrom, envFor, examine, type Env } from './support.js';

const pool = poolForEachTest();
callApiOf(pool);

const closing = closeAfterEach();

const answering = (status: number, body: object): Fault => ({
  kind: 'status',
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/x-amz-json-1.1' },
});

const surroundings = { hasAwsCredentials: true };
const examined = (changes: Env = {}) => examine(envFor(pool, changes), { surroundings });

const good = {
  rotation: { graceSeconds: 10 },
  explicitAuthFlows: ['ALLOW_USER_AUTH'],
  refreshTokenSeconds: 24 * 3600,
} as const;

const fromTheApi = [
  'aws-api',
  'rotation',
  'auth-flows',
  'token-lifetimes',
  'registered-urls',
  'session-tracking',
  'plan',
];

describe('what only the API can say', () => {
  test('passes for a client as infra/cognito.yaml makes it', async () => {
    pool.updateClient(pool.client.id, good);
    const { findings, of } = await examined();
    expect(findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn')).toEqual([]);
    for (const check of fromTheApi) expect(of(check).outcome).toBe('pass');
    expect(of('rotation').message).toContain('grace of 10 s');
    expect(JSON.stringify(findings)).not.toContain('a-secret-key-of-aws');
  });

  test.each([
    [
      'rotation that is off',
      { rotation: false as const, explicitAuthFlows: [] },
      'rotation',
      'warn',
      /rotation is off/,
    ],
    ['rotation without a grace', { rotation: { graceSeconds: 0 } }, 'rotation', 'warn', /without a grace/],
    [
      'flows with passwords',
      { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
      'auth-flows',
      'warn',
      /none of ALLOW_USER_PASSWORD_AUTH/,
    ],
    ['the implicit flow', { flows: ['code', 'implicit'] as const }, 'auth-flows', 'warn', /none of implicit/],
    [
      'refresh tokens that end before sessions',
      { refreshTokenSeconds: 3600 },
      'token-lifetimes',
      'fail',
      /refresh tokens 1 h; SESSION_MAX_HOURS is 12/,
    ],
    [
      'refresh tokens that outlive sessions',
      { refreshTokenSeconds: 30 * 86_400 },
      'token-lifetimes',
      'warn',
      /720 h/,
    ],
    [
      'ID tokens of five minutes and less',
      { idTokenSeconds: 240 },
      'token-lifetimes',
      'warn',
      /ID tokens 4 min/,
    ],
    [
      'no callback URL',
      { callbackUrls: ['https://a.example/'] },
      'registered-urls',
      'fail',
      /callback URLs https:\/\/a\.example\//,
    ],
    ['no sign-out URL', { logoutUrls: [] }, 'registered-urls', 'fail', /sign-out URLs none/],
  ])('%s', async (_what, changes, check, outcome, message) => {
    pool.updateClient(pool.client.id, { ...good, ...changes });
    const { of } = await examined();
    expect(of(check)).toMatchObject({ outcome, message: expect.stringMatching(message) });
    expect(of(check).fix).toContain('update-user-pool-client');
  });

  test('local addresses at the client of a public site are a warning', async () => {
    pool.updateClient(pool.client.id, {
      ...good,
      callbackUrls: ['https://app.example.com/auth/callback', 'http://localhost:3000/auth/callback'],
      logoutUrls: ['https://app.example.com/signed-out'],
    });
    const { of } = await examined({ BASE_URL: 'https://app.example.com', TRUST_PROXY: '1' });
    expect(of('registered-urls')).toMatchObject({
      outcome: 'warn',
      message: expect.stringContaining('http://localhost:3000'),
    });
  });

  test('the plan, as the pool has it', async () => {
    expect((await examined()).of('plan')).toMatchObject({
      outcome: 'pass',
      message: expect.stringContaining('ESSENTIALS'),
    });
    const lite = { UserPoolId: pool.userPoolId, UserPoolTier: 'LITE' } as const;
    await sdkOf(pool).send(new UpdateUserPoolCommand(lite));
    expect((await examined()).of('plan')).toMatchObject({
      outcome: 'warn',
      message: expect.stringContaining('LITE'),
      fix: expect.stringContaining('UserPoolTier: ESSENTIALS'),
    });
  });

  test.each([
    ['ENABLED', 'The pool tracks sessions'],
    ['DISABLED', 'The pool does not track sessions'],
  ] as const)('session tracking that an administrator set to %s is told', async (tracking, told) => {
    const sdk = sdkOf(pool);
    // The other way round first: what is told is what was set last.
    for (const UserSessionTracking of [tracking === 'ENABLED' ? 'DISABLED' : 'ENABLED', tracking] as const)
      await sdk.send(
        new SetUserPoolSessionConfigurationCommand({
          UserPoolId: pool.userPoolId,
          UserSessionTracking,
          TokenSession: { MaxPerUser: 5 },
        }),
      );
    expect((await examined()).of('session-tracking')).toMatchObject({
      outcome: 'pass',
      message: expect.stringContaining(told),
      fix: null,
    });
  });

  test('of a plan or a tracking that the API leaves out nothing is claimed', async () => {
    pool.faults.add({ endpoint: 'api', fault: answering(200, { UserPool: {}, UserPoolClient: {} }) });
    const { of } = await examined();
    expect(of('plan')).toMatchObject({ outcome: 'skip', message: expect.stringContaining('does not say') });
    expect(of('session-tracking')).toMatchObject({
      outcome: 'skip',
      message: expect.stringContaining('does not say'),
      fix: expect.stringContaining('get-user-pool-session-configuration'),
    });
  });

  test('a client that was deleted is a failure, and what only it could say is not looked at', async () => {
    const asked = { UserPoolId: pool.userPoolId, ClientId: pool.client.id };
    await sdkOf(pool).send(new DeleteUserPoolClientCommand(asked));
    const { of } = await examined();
    expect(of('aws-api')).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('ResourceNotFoundException'),
      fix: expect.stringContaining('COGNITO_CLIENT_ID'),
    });
    for (const check of ['rotation', 'session-tracking', 'plan'])
      expect(of(check)).toMatchObject({ outcome: 'skip', message: 'Not looked at: aws-api failed.' });
  });

  test('credentials that may see the client alone leave the rest open, with the policy that they lack', async () => {
    const guarded = express().use(express.text({ type: () => true }), async (request, response) => {
      response.type('application/x-amz-json-1.1');
      if (request.get('x-amz-target')?.endsWith('.DescribeUserPoolClient') !== true)
        return response.status(400).send(JSON.stringify({ __type: 'AccessDeniedException' }));
      const { host: _host, ...headers } = request.headers;
      const answer = await fetch(pool.api, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body: String(request.body),
      });
      return response.status(answer.status).send(await answer.text());
    });
    process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] = closing(await listen(guarded)).origin;
    const { of } = await examined();
    expect(of('aws-api').outcome).toBe('pass');
    expect(of('registered-urls').outcome).toBe('pass');
    for (const check of ['session-tracking', 'plan'])
      expect(of(check)).toMatchObject({
        outcome: 'skip',
        message: expect.stringContaining('may not ask (AccessDeniedException)'),
        fix: expect.stringContaining('cognito-idp:GetUserPoolSessionConfiguration'),
      });
  });

  test('each operation is asked for once, however many checks read its answer', async () => {
    await examined();
    const asked = pool.requests.list('api').map(({ parameters }) => parameters['operation']);
    expect(asked.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual([
      'DescribeUserPool',
      'DescribeUserPoolClient',
      'GetUserPoolSessionConfiguration',
    ]);
  });

  test.each([
    ['AccessDeniedException', 'skip', /may not ask/, 'cognito-idp:DescribeUserPoolClient'],
    ['UnrecognizedClientException', 'skip', /do not hold/, 'policy'],
    [
      'ResourceNotFoundException',
      'fail',
      /no such user pool or app client in us-east-1/,
      'aws sts get-caller-identity',
    ],
    ['UnknownOperationException', 'skip', /does not offer this/, 'policy'],
    ['InternalErrorException', 'skip', /gave no answer \(InternalErrorException\)/, 'policy'],
  ])('%s is a sentence, and no word of the message is repeated', async (name, outcome, message, fix) => {
    pool.faults.add({
      endpoint: 'api',
      fault: answering(400, { __type: name, message: 'arn:aws:iam::111122223333:user/somebody' }),
    });
    const { of, findings } = await examined();
    expect(of('aws-api')).toMatchObject({
      outcome,
      message: expect.stringMatching(message),
      fix: expect.stringContaining(fix),
    });
    expect(of('rotation').fix).toContain('aws cognito-idp describe-user-pool-client');
    expect(JSON.stringify(findings)).not.toContain('somebody');
  });

  test('an API that is away is a sentence', async () => {
    pool.faults.add({ endpoint: 'api', fault: { kind: 'silence' } });
    const { of } = await examine(envFor(pool), { surroundings, deadlineMs: 300 });
    expect(of('aws-api')).toMatchObject({
      outcome: 'skip',
      message: expect.stringContaining('gave no answer'),
    });
  });

  test('without credentials nothing is asked, and each check says how to look by hand', async () => {
    const { findings } = await examine(envFor(pool));
    const skipped = findings.filter(({ outcome }) => outcome === 'skip').slice(-7);
    expect(skipped.map(({ check }) => check)).toEqual(fromTheApi);
    expect(pool.requests.count('api')).toBe(0);
    for (const { fix } of skipped.slice(1)) {
      const words = wordsOf(fix ?? '');
      expect(words.slice(0, 2)).toEqual(['aws', 'cognito-idp']);
      expect(readCommand(words.slice(2), '.').input).toMatchObject({ UserPoolId: pool.userPoolId });
    }
  });
});

/** The words of a line, as the shell reads them. */
const wordsOf = (line: string): readonly string[] =>
  execFileSync('sh', ['-c', `for word in ${line}; do printf '%s\\n' "$word"; done`], { encoding: 'utf8' })
    .trim()
    .split('\n');

describe('what is to be pasted', () => {
  const subject = () =>
    createSubject({
      config: configFrom(envFor(pool)),
      surroundings: { hasAwsCredentials: false, awsRegion: undefined, wantsColour: false },
      now: Date.now,
      deadlineMs: 1000,
    });

  test('sends back what the client has, with one thing changed, in members that the API takes', () => {
    const fix = registerUrl(subject(), 'callback', 'https://app.example.com/auth/callback');
    const filter = /jq '([^']+)'/.exec(fix)?.[1] ?? '';
    expect(filter).toBe(
      '.UserPoolClient | del(.ClientSecret, .CreationDate, .LastModifiedDate) | .CallbackURLs = (.CallbackURLs // []) + ["https://app.example.com/auth/callback"]',
    );
    const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
    try {
      const shown = {
        UserPoolId: 'p',
        ClientId: 'c',
        ClientName: 'web',
        CallbackURLs: ['https://app.example.com/auth/callback'],
      };
      writeFileSync(join(folder, 'client.json'), JSON.stringify(shown));
      const update = /update-user-pool-client .*$/m.exec(fix)?.[0] ?? '';
      expect(readCommand(wordsOf(update), folder)).toMatchObject({
        operation: { name: 'UpdateUserPoolClient' },
        input: shown,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is for the provider where that is not Cognito', () => {
    const { config } = subject();
    const loaded = loadConfig({ ...envFor(pool), COGNITO_ISSUER: 'https://login.example/' }, () => '');
    const other = createSubject({
      config: 'config' in loaded ? loaded.config : config,
      surroundings: { hasAwsCredentials: true, awsRegion: undefined, wantsColour: false },
      now: Date.now,
      deadlineMs: 1000,
    });
    expect(changeClient(other, { inConsole: '', jq: '', inTemplate: '', elsewhere: 'Ask them.' })).toBe(
      'Ask them.',
    );
  });

  test.each([
    ['plain-word_1', 'plain-word_1'],
    ['two words', "'two words'"],
    ["it's", String.raw`'it'\''s'`],
    ['$(rm)', "'$(rm)'"],
  ])('quotes %s for the shell', (word, quoted) => {
    expect(shellWord(word)).toBe(quoted);
  });
});
