// A redis-server of its own, on this machine's loopback address, in whose store one person has as many sessions as asked for.
import { spawn } from 'node:child_process';
import { randomBytes, createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AuthError, createSealer } from '../../../dist/auth/index.js';
import { connectRedis, createRedisStore } from '../../../dist/redis/index.js';

const hourMs = 3_600_000;
const atOnce = 100;

const text = (length) => randomBytes(length).toString('base64url').slice(0, length);

/** A session as a sign-in at the site leaves it, with tokens as long as Cognito's, which the pool never gave. */
const sessionOf = ({ issuer, client, subs }, person) => {
  const nowMs = Date.now();
  return {
    signIn: {
      user: {
        id: subs[person],
        issuer,
        username: person,
        email: person,
        isEmailVerified: true,
        groups: [],
        attributes: {},
      },
      clientId: client.id,
      form: 1,
      scopes: ['openid', 'email', 'profile'],
      startedAtMs: nowMs,
      authenticatedAtMs: nowMs,
      endsAtMs: nowMs + 12 * hourMs,
      accessTokenEndsAtMs: nowMs + hourMs,
      idTokenEndsAtMs: nowMs + hourMs,
      tokensRefreshedAtMs: nowMs,
      isRefreshable: true,
      tokensVersion: 1,
      openedBy: text(22),
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
      address: '203.0.113.77',
    },
    tokens: {
      idToken: text(1050),
      accessToken: text(1000),
      refreshToken: `${randomUUID()}${text(1400)}`,
      nonce: text(22),
    },
    appData: {},
    lastSeenAtMs: nowMs,
    expiresAtMs: nowMs + hourMs,
  };
};

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
  const key = () => createHash('sha256').update(randomBytes(24)).digest('base64url');
  for (let made = 0; made < sessions; made += atOnce)
    await Promise.all(Array.from({ length: atOnce }, () => store.create(key(), sessionOf(pool, person))));
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
