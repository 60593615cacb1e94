import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';
import { freePort } from '../../support/free-port.js';

/** HAProxy with the configuration that is deployed, over plain http. */
export interface Proxy {
  /** Where it answers without TLS, only to lead elsewhere. */
  readonly plain: string;
  /** How many replicas it would send a request to now. */
  replicasUp(): Promise<number>;
  /** How many it would send a request to where none is ready. */
  replicasListening(): Promise<number>;
  stop(): Promise<void>;
}

const deployed = fileURLToPath(new URL('../../../deploy/haproxy.cfg', import.meta.url));
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
const program = folders.map((folder) => join(folder, 'haproxy')).find((path) => existsSync(path));

/** `describe` for what needs HAProxy. Without it the tests are left out, in one line; with `CI=true` that is a failure. */
export const describeWithProxy = (name: string, body: () => void): void => {
  const advice = `haproxy is not installed (Debian: apt-get install haproxy), left out: ${name}`;
  if (program === undefined && process.env['CI'] === 'true') throw new Error(advice);
  if (program === undefined) console.warn(advice);
  (program === undefined ? describe.skip : describe)(name, body);
};

/** Listens on `port` and spreads requests over two replicas. `trusted`: the addresses of proxies in front of it. */
export const startProxy = async (
  port: number,
  replicas: readonly number[],
  { trusted = '255.255.255.255', baseUrl = 'https://app.example.com' } = {},
): Promise<Proxy> => {
  const folder = await mkdtemp(join(tmpdir(), 'haproxy-test-'));
  const path = join(folder, 'haproxy.cfg');
  const text = await readFile(deployed, 'utf8');
  // A test has neither a certificate nor the two ports, and wants to be told what the proxy thinks.
  const plainPort = await freePort();
  const ownPorts = text
    .replace(/^ *bind :8443 .*$/m, `  bind 127.0.0.1:${port}`)
    .replace(/^ *bind :8080$/m, `  bind 127.0.0.1:${plainPort}`);
  const socket = join(folder, 'stats');
  await writeFile(path, ownPorts.replace(/^global$/m, `global\n  stats socket ${socket}`));
  const [a, b] = replicas.map((replica) => `127.0.0.1:${replica}`);
  const child = spawn(program ?? 'haproxy', ['-db', '-q', '-f', path], {
    env: { SITE_A: a, SITE_B: b, BASE_URL: baseUrl, TRUSTED_PROXIES: trusted },
    stdio: 'ignore',
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const killOnExit = (): unknown => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  const countUp = async (ofBackend: RegExp): Promise<number> =>
    (await answerOf(socket, 'show stat')).match(ofBackend)?.length ?? 0;
  return {
    plain: `http://127.0.0.1:${plainPort}`,
    replicasUp: () => countUp(/^site,[ab],.*,UP,/gm),
    replicasListening: () => countUp(/^site-not-ready,[ab],.*,UP,/gm),
    async stop() {
      process.off('exit', killOnExit);
      child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** What it says to an environment in which it cannot start. */
export const refusalOf = (env: NodeJS.ProcessEnv): string => {
  const { status, stderr } = spawnSync(program ?? 'haproxy', ['-c', '-f', deployed], {
    env,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr;
};

const answerOf = (socket: string, command: string): Promise<string> =>
  textOf(connect(socket).end(`${command}\n`));
