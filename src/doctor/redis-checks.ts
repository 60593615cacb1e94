import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AuthError, type SessionStore } from '../auth/index.js';
import type { Config } from '../config.js';
import { connectRedis, RedisFailure } from '../redis/index.js';
import { openStorage } from '../session-store.js';
import { fail, pass, skip, warn, type Check, type Verdict } from './check.js';

const connectWithinMs = 5000;
const inMemory = ({ isRedisPassedOver }: Config): string =>
  `Sessions live in the memory of one process (${isRedisPassedOver ? 'SESSION_STORE=memory, which wins over REDIS_URL' : 'no REDIS_URL'}).`;

/** A session of nobody, written, read, opened and ended as the site would do it. */
export const redis: Check = {
  name: 'redis',
  async run({ config }) {
    if (config.redisUrls === undefined)
      return config.isProduction
        ? warn(
            `${inMemory(config)} A restart signs everybody out, and there can be no second process.`,
            config.isRedisPassedOver
              ? 'Leave SESSION_STORE out, or set it to redis.'
              : 'REDIS_URL=rediss://:password@host:6379',
          )
        : skip(inMemory(config));
    const { store } = await openStorage(config, () => undefined);
    const startedAtMs = performance.now();
    try {
      await untilDone(() => store.check());
      await roundTrip(store);
      return pass(
        `A session was written to Redis, read, and ended there (prefix ${config.redisPrefix}, ${Math.ceil(performance.now() - startedAtMs)} ms with connecting).`,
      );
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      return inTrouble(error.reason ?? 'failed');
    } finally {
      await store.close();
    }
  },
};

// Connecting happens in the background: until it is done, or has failed for good, calls fail.
const untilDone = async <T>(work: () => Promise<T>): Promise<T> => {
  const endsAtMs = performance.now() + connectWithinMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isTrouble = error instanceof AuthError || error instanceof RedisFailure;
      if (!isTrouble || performance.now() > endsAtMs) throw error;
      await pause(50);
    }
  }
};

const roundTrip = async (store: SessionStore): Promise<void> => {
  const key = `doctor-${randomBytes(16).toString('hex')}`;
  const atMs = Date.now();
  const user = {
    id: 'doctor',
    issuer: 'https://doctor.invalid',
    username: undefined,
    email: undefined,
    isEmailVerified: false,
    name: undefined,
    groups: [],
    identityProvider: undefined,
    attributes: {},
  };
  const endsAtMs = atMs + 60_000;
  const signIn = {
    user,
    scopes: [],
    startedAtMs: atMs,
    endsAtMs,
    accessTokenEndsAtMs: endsAtMs,
    idTokenEndsAtMs: endsAtMs,
    tokensRefreshedAtMs: atMs,
    isRefreshable: false,
    tokensVersion: 1,
    openedBy: '',
    userAgent: '',
    address: '',
  };
  const tokens = { idToken: 'none', accessToken: 'none', refreshToken: undefined, nonce: '' };
  await store.create(key, { signIn, tokens, appData: {}, lastSeenAtMs: atMs, expiresAtMs: endsAtMs });
  const read = await store.read(key);
  const ended = await store.end(key);
  const gone = await store.read(key);
  const isSame = read?.signIn.startedAtMs === atMs && ended?.tokens.accessToken === tokens.accessToken;
  if (!isSame || gone !== undefined) throw new AuthError('store_unreachable', { reason: 'store_round_trip' });
};

const fixes: Readonly<Record<string, string>> = {
  unknown_host: 'Compare the host in REDIS_URL; its name cannot be resolved here.',
  refused: 'Compare host and port in REDIS_URL, and see whether the server runs: nothing listens there.',
  offline: 'Compare REDIS_URL, and see whether this machine may call out to it.',
  timeout:
    'See whether the server is reachable and not busy: redis-cli --tls -u … PING, redis-cli … SLOWLOG GET',
  bad_certificate:
    'Give Node the authority that signed the certificate (NODE_EXTRA_CA_CERTS=/path/ca.pem), and use the name in it.',
  not_authorized:
    'Compare user and password in REDIS_URL. An ACL user needs: ~<REDIS_PREFIX>* +@read +@write +@scripting +@connection (with the default prefix also ~limit:*)',
  read_only: 'REDIS_URL has to lead to the primary; this is a replica.',
  out_of_memory: 'Give it memory: CONFIG SET maxmemory …',
  is_a_cluster: 'Give several addresses of the cluster in REDIS_URL, separated by commas.',
  cluster_down: 'A part of the cluster has no node: redis-cli CLUSTER INFO',
};

const inTrouble = (reason: string): Verdict =>
  fail(
    `The store in Redis cannot be used (${reason}).`,
    fixes[reason] ?? 'docs/operations.md says under “Reasons” what the word means.',
  );

export const redisEviction: Check = {
  name: 'redis-eviction',
  needs: ['redis'],
  async run({ config }) {
    if (config.redisUrls === undefined) return skip(inMemory(config));
    const connection = connectRedis({ url: config.redisUrls, onError: () => undefined });
    try {
      const texts = await untilDone(() =>
        Promise.all(connection.primaries().map((ask) => ask(['INFO', 'memory']))),
      );
      return judgeMemory(texts.map(String));
    } catch (error) {
      if (!(error instanceof RedisFailure)) throw error;
      return skip(
        `Redis does not say how it makes room (${error.trouble}).`,
        'redis-cli CONFIG GET maxmemory-policy   # expected: noeviction',
      );
    } finally {
      await connection.close();
    }
  },
};

const judgeMemory = (texts: readonly string[]): Verdict => {
  const policies = new Set(texts.map((text) => valueIn(text, 'maxmemory_policy')));
  const isLimited = texts.some((text) => !['', '0'].includes(valueIn(text, 'maxmemory')));
  const evicting = [...policies].find((policy) => policy !== 'noeviction');
  if (evicting === undefined)
    return pass('maxmemory-policy is noeviction: a full Redis refuses new sign-ins and ends none.');
  if (evicting === '')
    return skip(
      'Redis does not say how it makes room.',
      'redis-cli CONFIG GET maxmemory-policy   # expected: noeviction',
    );
  const message = `maxmemory-policy is ${evicting}, expected noeviction: when Redis is full it forgets sessions, and with them that a sign-in was ended.`;
  const fix =
    'redis-cli CONFIG SET maxmemory-policy noeviction   # and in redis.conf, or in the parameter group (ElastiCache)';
  return isLimited ? fail(message, fix) : warn(`${message} It has no maxmemory just now.`, fix);
};

// What Redis says of itself goes into what we say: words and numbers only.
const valueIn = (text: string, name: string): string =>
  new RegExp(String.raw`^${name}:([\w-]{0,40})\s*$`, 'm').exec(text)?.[1] ?? '';
