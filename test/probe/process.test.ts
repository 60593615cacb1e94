import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { builtProgram } from '../support/built.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { poolForEachTest } from '../support/pool.js';
import { rows } from '../../src/probe/rows.js';
import { pools } from './support.js';

const pool = poolForEachTest();

beforeAll(() => builtProgram('probe.js'), 60_000);

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
}

const run = async (args: readonly string[], env: Record<string, string> = {}): Promise<Run> => {
  const child = spawn(process.execPath, [await builtProgram('probe.js'), ...args], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', AWS_EC2_METADATA_DISABLED: 'true', ...env },
  });
  child.stdin.end();
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output, ended };
};

const probe = async (args: readonly string[], env?: Record<string, string>) => {
  const { ended, output } = await run(args, env);
  return { code: await ended, ...output };
};

describe('npm run probe', () => {
  test('finds nothing where the local pool stands on both sides: ends with 0, writes both reports, and leaves nothing behind', async () => {
    const before = await pools(pool.api);
    const folder = join(mkdtempSync(join(tmpdir(), 'probe-')), 'report');
    const { code, stdout, stderr } = await probe(['--against', pool.api, '--yes', '--out', folder]);
    expect(stderr).toMatch(new RegExp(`\\n${rows.length} equal, 0 different, 0 without an answer\\.\\n$`));
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'probe.md'), 'utf8')).toBe(stdout);
    expect(stdout).toMatch(/^# Probe of another pool, us-east-1, /);
    const report = JSON.parse(readFileSync(join(folder, 'probe.json'), 'utf8')) as {
      readonly summary: object;
      readonly rows: readonly object[];
    };
    expect(report.summary).toMatchObject({ rows: rows.length, equal: rows.length, different: 0, unasked: 0 });
    expect(report.rows).toHaveLength(rows.length);
    expect(await pools(pool.api)).toEqual(before);
  }, 240_000);

  test('says without --yes what it would make and what that costs, and asks nobody', async () => {
    const { code, stdout, stderr } = await probe(['--region', 'eu-west-1']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('2 user pools of the plan Essentials');
    expect(stderr).toContain('$0.015 each beyond');
    expect(stderr).toContain('Nothing was made. Add --yes to go on.');
    const against = await probe(['--against', pool.api]);
    expect([against.code, pool.requests.count('api')]).toEqual([2, 0]);
  });

  test('ends with 2 without credentials, and where nothing answers', async () => {
    const none = await probe(['--region', 'eu-west-1', '--yes'], {
      AWS_CONFIG_FILE: '/nowhere',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain(
      'The AWS credentials of this environment do not hold (CredentialsProviderError)',
    );
    expect(none.stderr).not.toMatch(/Not everything could be removed|making/);
    const away = await probe(['--against', `http://127.0.0.1:${await freePort()}`, '--yes']);
    expect(away.code).toBe(2);
    expect(away.stderr).toContain('The user pools API gave no answer to ListUserPools (ECONNREFUSED)');
  }, 180_000);

  test('removes what it made when it is stopped in between', async () => {
    const before = await pools(pool.api);
    const { child, ended, output } = await run(['--against', pool.api, '--yes']);
    await eventually(() => expect(pool.requests.count('token')).toBeGreaterThan(0), 60_000);
    expect((await pools(pool.api)).filter((name) => name.startsWith('crp-probe-'))).toHaveLength(2);
    child.kill('SIGINT');
    expect(await ended).toBe(2);
    expect(output.stdout).toBe('');
    expect(output.stderr).toContain('Stopping. What was made is removed first');
    expect(output.stderr).not.toContain('Not everything could be removed');
    expect(await pools(pool.api)).toEqual(before);
  }, 180_000);

  test('says how it is used where that is not understood', async () => {
    const { code, stdout, stderr } = await probe(['--yes']);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(/^--region is missing[^]*npm run probe -- --region/);
  });
});
