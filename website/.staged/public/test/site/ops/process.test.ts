import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { builtProgram } from '../../support/built.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { signIn } from '../../support/people.js';

const children: ChildProcess[] = [];

beforeAll(() => builtProgram('server.js'), 60_000);

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const run = (program: string, args: readonly string[], env: Record<string, string> = {}, folder = '.') => {
  const child = spawn(process.execPath, [`dist/${program}`, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output, ended };
};

const goodEnv = (port: number) => ({
  PORT: String(port),
  HOST: '127.0.0.1',
  BASE_URL: `http://localhost:${port}`,
  // Nobody listens there: the site has to live without its pool.
  COGNITO_ISSUER: 'http://127.0.0.1:9/us-east-1_Nowhere01',
  COGNITO_CLIENT_ID: 'client',
  SESSION_SECRET: randomBytes(32).toString('base64url'),
});

describe('npm start', () => {
  test('without a user pool ends with 78, names every setting and points to the demo', async () => {
    const { output, ended } = run('server.js', []);
    expect(await ended).toBe(78);
    expect(output.stdout).toBe('');
    expect(output.stderr).toMatch(
      /BASE_URL must be given[\s\S]*COGNITO_CLIENT_ID must be given[\s\S]*npm run demo/,
    );
  });

  test('with bad settings ends with 78 before it listens, and prints no secret', async () => {
    const port = await freePort();
    const { output, ended } = run('server.js', [], {
      ...goodEnv(port),
      SESSION_SECRET: 'canary',
      TRUST_PROXY: 'true',
    });
    expect(await ended).toBe(78);
    expect(output.stderr).toMatch(
      /SESSION_SECRET must[\s\S]*TRUST_PROXY must|TRUST_PROXY must[\s\S]*SESSION_SECRET must/,
    );
    expect(output.stderr).not.toContain('canary');
  });

  test('says which port is taken and how to choose another', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const { output, ended } = run('server.js', [], goodEnv(port));
    expect(await ended).toBe(1);
    expect(output.stderr).toBe(
      `Port ${port} is taken by another program. Choose another with PORT (or METRICS_PORT).\n`,
    );
    other.close();
  });

  test('O-12: starts while the pool cannot be reached: alive, not ready, and the sign-in says to come back', async () => {
    const port = await freePort();
    const { child, ended } = run('server.js', [], goodEnv(port));
    const browser = createBrowser();
    const origin = `http://localhost:${port}`;
    await eventually(async () => expect((await browser.send(`${origin}/healthz`)).status).toBe(200));
    const ready = await browser.send(`${origin}/readyz`);
    expect([ready.status, JSON.parse(ready.text)]).toMatchObject([503, { parts: { store: 'ok' } }]);
    const signInPage = await browser.send(`${origin}/auth/sign-in`);
    expect(signInPage.status).toBe(503);
    expect(signInPage.headers['retry-after']).toBeDefined();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('with METRICS_PORT metrics are on that port and not on the site', async () => {
    const port = await freePort();
    const metricsPort = await freePort();
    run('server.js', [], { ...goodEnv(port), METRICS_PORT: String(metricsPort) });
    const browser = createBrowser();
    await eventually(async () => {
      const { status, text } = await browser.send(`http://127.0.0.1:${metricsPort}/metrics`);
      expect([status, text]).toEqual([200, expect.stringContaining('process_resident_memory_bytes')]);
    });
    expect((await browser.send(`http://localhost:${port}/metrics`)).status).toBe(404);
  });
});

test('P-04: a crash says where, and nothing of what the error held', async () => {
  const crashing = `
    import { logCrashes } from './dist/ops/crash.js';
    import { createLog } from './dist/ops/log.js';
    logCrashes(createLog({ level: 'info' }));
    Promise.reject(new TypeError('Bearer canary', { cause: { token: 'canary' } }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', crashing], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(JSON.parse(output)).toMatchObject({ event: 'crashed', errorName: 'TypeError' });
  expect(output).not.toContain('canary');
});

test('T-05: the site runs from what its image contains, and that is neither the demo nor the pool', async () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  const begin = dockerfile.indexOf('FROM base AS site');
  const stage = dockerfile.slice(begin, dockerfile.indexOf('USER node', begin));
  const copied = [...stage.matchAll(/^COPY (?!--from)(\S+) /gm)].map(([, path = '']) => path);
  const left =
    /rm -rf (.*)$/m
      .exec(dockerfile)?.[1]
      ?.split(' ')
      .map((path) => path.replace('site/', '')) ?? [];
  expect(left).toEqual(expect.arrayContaining(['local-pool', 'demo.js']));

  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  for (const path of ['package.json', ...copied]) await cp(path, join(folder, path), { recursive: true });
  const isLeft = (path: string): boolean => !left.includes(relative('dist', path).split('/')[0] ?? '');
  await cp('dist', join(folder, 'dist'), { recursive: true, filter: isLeft });
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));

  const port = await freePort();
  const { child, ended } = run(
    'server.js',
    [],
    { ...goodEnv(port), NODE_ENV: 'production', SESSION_STORE: 'memory' },
    folder,
  );
  const browser = createBrowser();
  await eventually(async () => expect((await browser.send(`http://localhost:${port}/`)).status).toBe(200));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  await rm(folder, { recursive: true });
});

describe('npm run demo', () => {
  const startDemo = async () => {
    const ports = { port: await freePort(), pool: await freePort(), domain: await freePort() };
    const args = [
      '--port',
      String(ports.port),
      '--pool-port',
      String(ports.pool),
      '--domain-port',
      String(ports.domain),
    ];
    return { ...run('demo.js', args), origin: `http://localhost:${ports.port}`, ports };
  };

  test('is ready in seconds, says what to open and whom to sign in as, and that works', async () => {
    const { output, origin, child, ended } = await startDemo();
    await eventually(async () => expect(output.stdout).toContain(`Open      ${origin}`));
    expect(output.stdout).toMatch(/ada@example\.com[\s\S]*grace@example\.com[\s\S]*Local-Pool-1/);
    const page = await signIn(createBrowser(), `${origin}/admin`);
    expect([page.url, page.status]).toEqual([`${origin}/admin`, 200]);
    expect(output.stderr).toBe('');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  test('says in one line which port is taken and how to choose another', async () => {
    const { output, origin, ports } = await startDemo();
    await eventually(async () => expect(output.stdout).toContain(`Open      ${origin}`));
    const second = run('demo.js', ['--pool-port', String(ports.pool), '--port', String(await freePort())]);
    expect(await second.ended).toBe(1);
    expect(second.output.stderr).toBe(
      `Port ${ports.pool} is taken by another program. Choose another: npm run demo -- --pool-port ${ports.pool + 10}\n`,
    );
  });

  test('a flag that is no port is named', async () => {
    const { output, ended } = run('demo.js', ['--port', 'http']);
    expect([await ended, output.stderr]).toEqual([1, '--port must be a port number\n']);
  });
});
