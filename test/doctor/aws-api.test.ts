import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config.js';
import { changeClient, registerUrl, shellWord } from '../../src/doctor/fixes.js';
import { createSubject } from '../../src/doctor/subject.js';
import { readCommand } from '../outside/infra/command-line.js';
import { poolForEachTest } from '../support/pool.js';
import { configFrom, envFor, examine, type Env } from './support.js';

const pool = poolForEachTest();
const names = ['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));

beforeEach(() => {
  process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] = pool.api;
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'a-secret-key-of-aws';
});
afterEach(() => {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

const surroundings = { hasAwsCredentials: true };
const examined = (changes: Env = {}) => examine(envFor(pool, changes), { surroundings });

const good = {
  rotation: { graceSeconds: 10 },
  explicitAuthFlows: ['ALLOW_USER_AUTH'],
  refreshTokenSeconds: 24 * 3600,
} as const;

describe('what only the API can say', () => {
  test('passes for a client as infra/cognito.yaml makes it', async () => {
    pool.updateClient(pool.client.id, good);
    const { findings, of } = await examined();
    expect(findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn')).toEqual([]);
    for (const check of ['aws-api', 'rotation', 'auth-flows', 'token-lifetimes', 'registered-urls'])
      expect(of(check).outcome).toBe('pass');
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
    const answers = { UserPoolTier: 'LITE' };
    pool.faults.add({
      endpoint: 'api',
      fault: {
        kind: 'status',
        status: 200,
        body: JSON.stringify({ UserPool: answers, UserPoolClient: {} }),
        headers: { 'content-type': 'application/x-amz-json-1.1' },
      },
    });
    expect((await examined()).of('plan')).toMatchObject({
      outcome: 'warn',
      message: expect.stringContaining('LITE'),
    });
    answers.UserPoolTier = 'PLUS';
    pool.faults.clear();
    pool.faults.add({
      endpoint: 'api',
      fault: {
        kind: 'status',
        status: 200,
        body: JSON.stringify({ UserPool: answers, UserPoolClient: {}, UserSessionTracking: 'ENABLED' }),
        headers: { 'content-type': 'application/x-amz-json-1.1' },
      },
    });
    const { of } = await examined();
    expect(of('plan').outcome).toBe('pass');
    expect(of('session-tracking')).toMatchObject({
      outcome: 'pass',
      message: expect.stringContaining('tracks sessions'),
    });
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
      fault: {
        kind: 'status',
        status: 400,
        body: JSON.stringify({ __type: name, message: 'arn:aws:iam::111122223333:user/somebody' }),
        headers: { 'content-type': 'application/x-amz-json-1.1' },
      },
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
    expect(skipped.map(({ check }) => check)).toEqual([
      'aws-api',
      'rotation',
      'auth-flows',
      'token-lifetimes',
      'registered-urls',
      'session-tracking',
      'plan',
    ]);
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
