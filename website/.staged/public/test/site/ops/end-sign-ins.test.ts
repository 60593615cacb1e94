import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from '../../support/browser.js';
import { builtProgram } from '../../support/built.js';
import { ada, grace, signedIn } from '../../support/people.js';
import { describeWithRedis, startRedis, type RedisServer } from '../../support/redis-server.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';

const run = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
  const program = await builtProgram('end-sign-ins.js');
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

beforeAll(() => builtProgram('end-sign-ins.js'), 60_000);

describeWithRedis('npm run end-sign-ins', () => {
  let redis: RedisServer;
  let site: WholeSite;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    redis = await startRedis();
    const SESSION_SECRET = randomBytes(32).toString('base64url');
    site = await startWholeSite({ env: { REDIS_URL: redis.url, SESSION_SECRET } });
    env = {
      BASE_URL: site.origin,
      COGNITO_ISSUER: site.pool.issuer,
      COGNITO_CLIENT_ID: site.pool.client.id,
      COGNITO_CLIENT_SECRET: site.pool.client.secret,
      REDIS_URL: redis.url,
      SESSION_SECRET,
    };
  }, 30_000);
  afterAll(async () => {
    await site.close();
    await redis.stop();
  });

  const isSignedIn = async (browser: Browser): Promise<boolean> =>
    (await browser.send(`${site.origin}/account`)).status === 200;

  test('ends one person’s sign-ins by their sub, revokes them, and says how many (F-R41)', async () => {
    const [first, second, other] = [await signedIn(site), await signedIn(site), await signedIn(site, grace)];
    const { sub } = site.pool.person(ada.username);
    const { code, stdout, stderr } = await run(['--sub', sub], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('sign_ins_ended') });
    expect(stdout).toBe('Sign-ins ended: 2. Nobody comes back without a new proof for 24 hours.\n');
    expect(await Promise.all([first, second, other].map(isSignedIn))).toEqual([false, false, true]);
    expect(site.pool.requests.count('revoke')).toBe(2);
    expect(await site.storage.store.endedAtMs({ issuer: site.pool.issuer, id: sub })).toBeGreaterThan(0);
  });

  test('ends everybody’s, and says which tokens live on at a pool that is away (F-R41)', async () => {
    const browser = await signedIn(site, grace);
    site.pool.faults.add({ endpoint: 'revoke', fault: { kind: 'status', status: 503 } });
    const { code, stdout } = await run(['--everybody'], env);
    site.pool.faults.clear();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Sign-ins ended: (\d+)\..*\n.* did not revoke: \1\.\n$/);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('says that some may go on when the store cannot take it (F-R41)', async () => {
    await redis.command('CONFIG', 'SET', 'min-replicas-to-write', '1');
    const { code, stdout, stderr } = await run(['--everybody'], env);
    await redis.command('CONFIG', 'SET', 'min-replicas-to-write', '0');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Some sign-ins may go on: store_unreachable (too_few_replicas).');
    expect(stderr).not.toContain(redis.url);
  }, 30_000);

  test('without Redis says what to do instead', async () => {
    const { code, stderr } = await run(['--everybody'], { ...env, REDIS_URL: '' });
    expect([code, stderr]).toEqual([78, expect.stringContaining('restart it')]);
  });
});

describe('npm run end-sign-ins', () => {
  test.each([[[]], [['--sub']], [['--sub', '']], [['--sub', 'a', '--everybody']], [['--all']], [['a']]])(
    'with %j says how it is used, and ends nothing',
    async (args) => {
      const { code, stdout, stderr } = await run(args, {});
      expect([code, stdout]).toEqual([64, '']);
      expect(stderr).toContain('npm run end-sign-ins -- --sub SUB');
    },
  );
});
