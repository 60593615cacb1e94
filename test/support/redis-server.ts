import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe } from '@jest/globals';
import { createClient } from 'redis';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { openForAllTests } from './opened.js';

/** A redis-server of our own on a free port of 127.0.0.1, with nothing kept on disk. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Stops the process where it is (SIGSTOP): it keeps its connections, accepts new ones, and says nothing. */
  pause(): void;
  resume(): void;
  /** Ends the process at once; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty, and waits until it answers. */
  restart(): Promise<void>;
  /** Sends a command as the administrator, over a connection of its own. */
  command(...args: readonly string[]): Promise<unknown>;
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** Further lines of the command line: `['--maxmemory', '10mb']`. */
  readonly args?: readonly string[];
  readonly port?: number;
  /** Whether the port speaks TLS, and only that. */
  readonly tlsPort?: boolean;
  /** How to reach it where that is not `redis://127.0.0.1:port`: with a password, or over TLS. */
  readonly adminUrl?: (port: number) => string;
  readonly ca?: string;
}

const isOnPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

const hasRedis = isOnPath('redis-server');

/**
 * `describe` for what needs a redis-server. Without one the tests are left out, which is said in one line; in
 * continuous integration (`CI=true`) that is a failure.
 */
export const describeWithRedis = (name: string, body: () => void): void => {
  const advice = `redis-server is not installed (Debian: apt-get install redis-server), left out: ${name}`;
  if (!hasRedis && process.env['CI'] === 'true') throw new Error(advice);
  if (!hasRedis) console.warn(advice);
  (hasRedis ? describe : describe.skip)(name, body);
};

export const startRedis = async (options: RedisServerOptions = {}): Promise<RedisServer> => {
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'redis-test-'));
  const adminUrl = options.adminUrl?.(port) ?? `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const command = async (...args: readonly string[]): Promise<unknown> => {
    const socket = adminUrl.startsWith('rediss:')
      ? { tls: true as const, reconnectStrategy: false as const, ...(options.ca && { ca: options.ca }) }
      : { reconnectStrategy: false as const };
    const admin = createClient({ url: adminUrl, socket, maintNotifications: 'disabled' });
    admin.on('error', () => undefined);
    await admin.connect();
    return admin.sendCommand([...args]).finally(() => admin.destroy());
  };

  const start = async (): Promise<void> => {
    const listen = options.tlsPort ? ['--port', '0', '--tls-port', String(port)] : ['--port', String(port)];
    const fixed = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', [...listen, ...fixed, ...(options.args ?? [])], { stdio: 'ignore' });
    await eventually(() => command('PING'));
  };

  const kill = async (): Promise<void> => {
    const running = server;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await exited;
  };
  const killOnExit = (): unknown => server?.kill('SIGKILL');
  process.once('exit', killOnExit);

  await start();
  return {
    port,
    url: adminUrl,
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    kill,
    async restart() {
      await kill();
      await start();
    },
    command,
    async stop() {
      process.off('exit', killOnExit);
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** One server for all the tests of a file, or of a `describe`, which find it empty at first and clean up after themselves. */
export const redisForAllTests = (options?: RedisServerOptions): RedisServer =>
  openForAllTests(async () => {
    const server = await startRedis(options);
    return { ...server, close: () => server.stop() };
  });

/**
 * The commands that a server received while `work` ran, without those that connections send for themselves. What a
 * script did inside is not counted: it cost no round trip.
 */
export const countCommands = async (
  server: Pick<RedisServer, 'url'>,
  work: () => Promise<unknown>,
): Promise<readonly (readonly string[])[]> => {
  const seen: string[][] = [];
  const monitor = createClient({ url: server.url, maintNotifications: 'disabled' });
  monitor.on('error', () => undefined);
  await monitor.connect();
  await monitor.monitor((line) => {
    if (!/\[\d+ lua\]/.test(line))
      seen.push([...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? ''));
  });
  const marker = `monitor-marker-${Math.random()}`;
  try {
    await work();
    await echo(server.url, marker);
    await eventually(() => {
      if (!seen.some((command) => command.includes(marker)))
        throw new Error('the monitor has not caught up yet');
    });
  } finally {
    monitor.destroy();
  }
  return seen.filter(
    ([name = '', argument]) => !ofConnections.has(name.toUpperCase()) && argument !== marker,
  );
};

const ofConnections = new Set(['PING', 'HELLO', 'AUTH', 'CLIENT', 'SELECT', 'CLUSTER', 'INFO', 'MONITOR']);

const echo = async (url: string, text: string): Promise<void> => {
  const client = createClient({ url, maintNotifications: 'disabled' });
  client.on('error', () => undefined);
  await client.connect();
  await client.sendCommand(['ECHO', text]);
  client.destroy();
};
