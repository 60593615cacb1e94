import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { builtProgram } from '../support/built.js';
import { poolForEachTest } from '../support/pool.js';
import { baseUrl, envFor, type Env } from './support.js';

const pool = poolForEachTest();

const doctor = async (args: readonly string[], env: Env) => {
  const program = await builtProgram('doctor.js');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code: Number(code), ...output };
};

interface Report {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly check: string;
    readonly outcome: string;
    readonly message: string;
    readonly fix: string | null;
  }[];
}

beforeAll(() => builtProgram('doctor.js'), 60_000);

describe('npm run doctor', () => {
  test('ends with 0 when nothing failed, and prints a line for each check, without colours into a pipe', async () => {
    const { code, stdout, stderr } = await doctor([], envFor(pool));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^pass {2}settings {2,}Every setting can be read/);
    expect(stdout).toMatch(
      /^skip {2}rotation {2,}Not looked at: aws-api was skipped\.\n +aws cognito-idp describe-user-pool-client/m,
    );
    expect(stdout).toMatch(/\n\n16 passed, 0 to look at, 0 failed, 9 skipped\.\n$/);
    expect(stdout).not.toContain('\u{1B}');
  });

  test('ends with 1 when something failed, and says what to paste (F-R85)', async () => {
    pool.updateClient(pool.client.id, { logoutUrls: [] });
    const { code, stdout } = await doctor([], envFor(pool));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail {2}sign-out-url {2,}Sent logout_uri=/m);
    expect(stdout).toContain(`Allowed sign-out URLs: add ${baseUrl}/signed-out`);
  });

  test('with --json prints one object and nothing else, each check with its four members', async () => {
    const good = await doctor(['--json'], envFor(pool));
    const report = JSON.parse(good.stdout) as Report;
    expect([good.code, good.stderr, report.ok]).toEqual([0, '', true]);
    for (const check of report.checks) {
      expect(Object.keys(check)).toEqual(['check', 'outcome', 'message', 'fix']);
      expect(['pass', 'warn', 'fail', 'skip']).toContain(check.outcome);
    }
    const wrong = 'thewrongsecretofthisclient0000000000000000000000001';
    const env = envFor(pool, { COGNITO_CLIENT_SECRET: wrong });
    const bad = await doctor(['--json'], env);
    expect([bad.code, (JSON.parse(bad.stdout) as Report).ok]).toEqual([1, false]);
    for (const secret of [wrong, env['SESSION_SECRET'] ?? ''])
      expect(bad.stdout + bad.stderr).not.toContain(secret);
  });

  test('ends with 78 when the settings cannot be read, each problem by its setting, and asks nobody', async () => {
    const env = envFor(pool, {
      SESSION_SECRET: 'tooshort-secret',
      COGNITO_ISSUER: 'https://my-app.auth.eu-west-1.amazoncognito.com',
    });
    const { code, stdout, stderr } = await doctor(['--json'], env);
    const { ok, checks } = JSON.parse(stdout) as Report;
    expect([code, stderr, ok]).toEqual([78, '', false]);
    expect(checks.map(({ check, outcome }) => [check, outcome])).toEqual([
      ['settings', 'fail'],
      ['session-secret', 'fail'],
    ]);
    expect(checks[0]?.message).toContain('this is the user pool domain, which belongs in COGNITO_DOMAIN');
    expect(checks[1]?.fix).toContain('randomBytes(32)');
    expect(stdout).not.toContain('tooshort-secret');
    expect(pool.requests.count('discovery')).toBe(0);
    expect((await doctor([], env)).stdout).toMatch(/^fail {2}settings/);
  });

  test('asks the API with the credentials of its environment', async () => {
    const aws = {
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.api,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a-secret-key-of-aws',
    };
    const { code, stdout } = await doctor([], envFor(pool, aws));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^warn {2}rotation {2,}Refresh token rotation is off/m);
    expect(stdout).not.toContain('a-secret-key-of-aws');
  });

  test.each([[['--jsn']], [['now']]])('with %j says how it is used', async (args) => {
    const { code, stdout, stderr } = await doctor(args, {});
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toContain('npm run doctor');
  });
});
