// The built site and a local pool, each in a process of its own, with sessions in memory, or in a Redis that is crowded.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { startCrowdedRedis } from './crowd.mjs';
import { startServer } from '../../local-pool/server.mjs';

const program = fileURLToPath(new URL('../../../dist/server.js', import.meta.url));

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

const megabytes = (bytes) => Math.round(bytes / 1024 / 1024);

/** With `crowd`, the person it names has so many sessions before the site starts. */
export const startHarmedSite = async (crowd) => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { child: poolProcess, ...pool } = await startServer('../harm/support/pool.mjs', [origin]);
  const secret = randomBytes(32).toString('base64url');
  const redis = crowd && (await startCrowdedRedis({ port: await freePort(), secret, pool, crowd }));
  const child = spawn(process.execPath, [program], {
    // Away from the `.env` of whoever develops here.
    cwd: tmpdir(),
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      HOST: '127.0.0.1',
      BASE_URL: origin,
      COGNITO_ISSUER: pool.issuer,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      SESSION_SECRET: secret,
      // What the limits of production are, is part of what is tried.
      NODE_ENV: 'production',
      ...(redis ? { SESSION_STORE: 'redis', REDIS_URL: redis.url } : { SESSION_STORE: 'memory' }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');

  const get = async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  const untilReady = async () => {
    for (let tries = 0; tries < 600; tries += 1) {
      try {
        const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`);
        if (ok) return;
      } catch {
        // Not listening yet.
      }
      await pause(50);
    }
    throw new Error('The site does not get ready');
  };
  const stop = async () => {
    child.kill('SIGKILL');
    poolProcess.kill('SIGKILL');
    await exited;
    await redis?.stop();
  };
  await untilReady().catch(async (error) => {
    await stop();
    throw error;
  });

  const residentBytes = () =>
    Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024;
  /** Seconds of a processor so far (proc_pid_stat(5): the 14th and 15th field, in hundredths). */
  const cpuSeconds = () => {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  };
  let peakBytes = 0;
  const looking = setInterval(() => {
    if (child.exitCode === null) peakBytes = Math.max(peakBytes, residentBytes());
  }, 100);

  const metric = async (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await get('/metrics'))?.[1]);
  const memory = async () => ({
    rssMb: megabytes(residentBytes()),
    heapMb: megabytes(await metric('nodejs_heap_size_used_bytes')),
  });

  return {
    port,
    origin,
    pool,
    memory,
    cpuSeconds,
    peakMb: () => megabytes(peakBytes),
    /** The least it had in a time of rest: when the collector comes, is not ours to say. */
    async restedMemory(seconds) {
      let least = await memory();
      for (let second = 0; second < seconds; second += 1) {
        await pause(1000);
        const { rssMb, heapMb } = await memory();
        least = { rssMb: Math.min(least.rssMb, rssMb), heapMb: Math.min(least.heapMb, heapMb) };
      }
      return least;
    },
    /** What the site closed, by reason; without those of which there were none. */
    async connectionsClosed() {
      const text = await get('/metrics');
      return Object.fromEntries(
        [...text.matchAll(/^connections_closed_total\{reason="(\w+)"\} ([1-9]\d*)$/gm)].map(
          ([, reason, count]) => [reason, Number(count)],
        ),
      );
    },
    async stop() {
      clearInterval(looking);
      await stop();
    },
  };
};
