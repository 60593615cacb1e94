import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createBrowser } from '../../support/browser.js';
import { freePort } from '../../support/free-port.js';
import { callbackOf } from '../../support/people.js';
import { startPoolFor } from '../../support/pool.js';
import { startRedis, type RedisServer } from '../../support/redis-server.js';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { createSiteProcess, type SiteProcess } from './site-process.js';
import { visitorOf, type Visitor } from './visitor.js';

/** Several processes of the site on one Redis, and the user pool of all of them in the process of the test. */
export interface Fleet {
  /** The public address; the first process listens there. */
  readonly origin: string;
  readonly sites: readonly SiteProcess[];
  readonly pool: LocalPool;
  readonly redis: RedisServer;
  /** A new session, with access tokens that live for so long. The last quarter, a minute at most, is the time to refresh them. */
  signIn(tokens: { readonly lifeSeconds: number }): Promise<Visitor>;
  /** A new session whose tokens are to be refreshed: they live for a second, and that is over. */
  signInDue(): Promise<Visitor>;
  /** Lets that second pass once more: what a refresh brought is due again by then. */
  untilDue(): Promise<void>;
  /** So many of them. */
  signInMany(count: number, tokens: { readonly lifeSeconds: number }): Promise<readonly Visitor[]>;
  /** From now on the pool gives tokens that live for so long. */
  giveTokens(tokens: { readonly lifeSeconds: number }): void;
  /** SHA-256 of every refresh token that was presented to the pool for refreshing, in order. */
  presented(): readonly string[];
  close(): Promise<void>;
}

export interface FleetOptions {
  readonly processes: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly redisArgs?: readonly string[];
  /** Where the public address is another port than the first process's: that of a proxy. */
  readonly publicPort?: number;
  /** The program of another release, which they run first. */
  readonly program?: string | undefined;
}

/** Every refresh token is good for one use, at once. */
const rotation = { rotation: { graceSeconds: 0 } };

export const startFleet = async (options: FleetOptions): Promise<Fleet> => {
  const { processes, env = {}, redisArgs = [] } = options;
  const ports = await freePorts(processes);
  const origin = `http://localhost:${options.publicPort ?? ports[0]}`;
  const redis = await startRedis({ args: redisArgs });
  const pool = await startPoolFor(origin, rotation);
  const shared = { ...settingsFor(pool, origin), REDIS_URL: redis.url, ...env };
  const sites = ports.map((port) => createSiteProcess(port, shared));
  const close = async (): Promise<void> => {
    await Promise.all(sites.map((site) => site.kill()));
    await pool.close();
    await redis.stop();
  };
  // Where one of them does not start, nobody has the fleet, and so nobody could close it.
  const starts = await Promise.allSettled(sites.map((site) => site.start(options.program)));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const giveTokens: Fleet['giveTokens'] = ({ lifeSeconds }) =>
    pool.updateClient(pool.client.id, { accessTokenSeconds: lifeSeconds, idTokenSeconds: lifeSeconds });

  const signIn: Fleet['signIn'] = async (tokens) => {
    giveTokens(tokens);
    // Somebody else each time: a browser that signs in again and again and sees no page is stopped.
    const browser = createBrowser({ userAgent: randomUUID() });
    // No page is asked for afterwards: with tokens that are due it would refresh them.
    await browser.send(await callbackOf(browser, { origin }));
    return visitorOf(browser, origin);
  };

  const untilDue = (): Promise<void> => pause(1000);

  return {
    origin,
    sites,
    pool,
    redis,
    giveTokens,
    signIn,
    async signInDue() {
      const visitor = await signIn({ lifeSeconds: 1 });
      await untilDue();
      return visitor;
    },
    untilDue,
    async signInMany(count, tokens) {
      const visitors: Visitor[] = [];
      while (visitors.length < count) visitors.push(await signIn(tokens));
      return visitors;
    },
    presented: () => refreshesAt(pool).map(({ refreshTokenSha256 = '' }) => refreshTokenSha256),
    close,
  };
};

/** One process without Redis, and its user pool. */
export interface LoneSite {
  readonly origin: string;
  readonly process: SiteProcess;
  close(): Promise<void>;
}

export const startLoneSite = async ({
  env,
}: {
  readonly env: Readonly<Record<string, string>>;
}): Promise<LoneSite> => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const pool = await startPoolFor(origin, rotation);
  const process = createSiteProcess(port, { ...settingsFor(pool, origin), ...env });
  await process.start();
  return {
    origin,
    process,
    async close() {
      await process.kill();
      await pool.close();
    },
  };
};

const settingsFor = (pool: LocalPool, origin: string) => ({
  NODE_ENV: 'production',
  BASE_URL: origin,
  COGNITO_ISSUER: pool.issuer,
  COGNITO_CLIENT_ID: pool.client.id,
  COGNITO_CLIENT_SECRET: pool.client.secret,
  SESSION_SECRET: randomBytes(32).toString('base64url'),
  AUTH_REQUESTS_PER_MINUTE: '10000000',
  LOG_LEVEL: 'debug',
});

const freePorts = async (count: number): Promise<readonly number[]> => {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
};

const refreshesAt = ({ requests }: LocalPool) =>
  requests.list('token').filter(({ parameters }) => parameters['grant_type'] === 'refresh_token');
