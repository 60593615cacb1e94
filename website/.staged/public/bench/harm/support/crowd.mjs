// A redis-server of its own, on this machine's loopback address, in whose store one person has as many sessions as asked for.
import { spawn } from 'node:child_process';
import { randomBytes, createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AuthError, createSealer } from '../../../dist/auth/index.js';
import { connectRedis, createRedisStore } from '../../../dist/redis/index.js';
import { sampleSession } from '../../support/sample-session.mjs';

const atOnce = 100;

const fill = async (url, { secret, pool, crowd: { person, sessions } }) => {
  const store = createRedisStore({
    // Whoever fills it is in no hurry.
    connection: connectRedis({ url, deadlineMs: 20_000, onError: () => undefined }),
    sealer: createSealer([secret]),
    unavailable: (reason) => new AuthError('store_unreachable', { reason }),
    deadlineMs: 20_000,
  });
  const untilThere = async (triesLeft) => {
    const isThere = await store.check().then(
      () => true,
      () => false,
    );
    if (isThere) return;
    if (triesLeft === 0) throw new Error('redis-server does not answer: is it installed?');
    await pause(50);
    await untilThere(triesLeft - 1);
  };
  await untilThere(200);
  const { issuer, client, subs } = pool;
  const session = () => sampleSession({ issuer, clientId: client.id, sub: subs[person], person });
  const key = () => createHash('sha256').update(randomBytes(24)).digest('base64url');
  for (let made = 0; made < sessions; made += atOnce)
    await Promise.all(Array.from({ length: atOnce }, () => store.create(key(), session())));
  await store.close();
};

/** Starts the server and fills it before the site is there. */
export const startCrowdedRedis = async ({ port, ...filling }) => {
  const folder = await mkdtemp(join(tmpdir(), 'harm-redis-'));
  const server = spawn(
    'redis-server',
    ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'].map(String),
    { stdio: 'ignore' },
  );
  // Not installed: said when nobody answers.
  const exited = once(server, 'exit').catch(() => undefined);
  const stop = async () => {
    server.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `redis://127.0.0.1:${port}`;
  try {
    await fill(url, filling);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
};
