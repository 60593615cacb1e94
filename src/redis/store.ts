import type { Sealer, SessionStore, SignIn, TokenSet } from '../auth/index.js';
import { createCall, partsOf, unlessWrongType } from './calls.js';
import type { Unavailable } from './calls.js';
import type { RedisConnection } from './keep-connected.js';
import type { RedisCommand } from './link.js';
import { createLeases } from './leases.js';
import { createPeople } from './people.js';
import { createRecords } from './records.js';
import { createSession, endSession, replaceTokens, updateSession } from './scripts.js';
import type { Script } from './scripts.js';

export interface RedisStoreOptions {
  /** From `connectRedis`. The store closes it. */
  readonly connection: RedisConnection;
  /** Seals everything that says something about a person. What it makes is base64url text, and is kept as bytes. */
  readonly sealer: Sealer;
  /** What a call fails with: `(reason) => new AuthError('store_unreachable', { reason })`. */
  readonly unavailable: Unavailable;
  /** Begins the name of every key: `auth:` unless given. No braces, which a Cluster would understand. */
  readonly keyPrefix?: string;
  /** How long a call may take, with all its commands. 500 unless given. */
  readonly deadlineMs?: number;
  /** The current time in milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Sessions in Redis 6.2, Valkey or a Cluster of either, for any number of processes. One hash for each session. */
export const createRedisStore = ({
  connection,
  sealer,
  unavailable,
  keyPrefix = 'auth:',
  deadlineMs = 500,
  now = Date.now,
}: RedisStoreOptions): SessionStore => {
  if (/[{}]/.test(keyPrefix)) throw new TypeError('keyPrefix must not contain { or }');
  const call = createCall({ connection, deadlineMs, unavailable });
  const records = createRecords(sealer);
  const people = createPeople({ keyPrefix, now });
  const { claim, leases } = createLeases({ call, keyPrefix });
  const nameOf = (key: string): string => `${keyPrefix}session:{${key}}`;

  const openSignIn = (name: string, sealed: Buffer | undefined): SignIn | undefined => {
    const signIn = records.openSignIn(name, sealed);
    // Whoever can write to Redis can move its expiry, but not this.
    return signIn === undefined || signIn.endsAtMs <= now() ? undefined : signIn;
  };

  const openPair = (name: string, [sealedSignIn, sealedTokens]: readonly (Buffer | undefined)[]) => {
    const signIn = openSignIn(name, sealedSignIn);
    const tokens = signIn && records.openTokens(name, signIn, sealedTokens);
    return signIn && tokens && { signIn, tokens };
  };

  const signInFields = (name: string, signIn: SignIn, tokens: TokenSet): Fields => ({
    signIn: records.sealSignIn(name, signIn),
    tokens: records.sealTokens(name, signIn, tokens),
    version: String(signIn.tokensVersion),
  });

  const readFields = async (name: string, ...fields: readonly string[]) =>
    partsOf(await call((redis) => unlessWrongType(redis.read(name, ['HMGET', name, ...fields]))));

  const change = async (name: string, script: Script, ...args: RedisCommand): Promise<boolean> =>
    (await call((redis) => unlessWrongType(redis.run(script, name, ...args)))) === 1;

  return {
    async read(key) {
      const name = nameOf(key);
      const [sealedSignIn, sealedAppData, lastSeen] = await readFields(name, 'signIn', 'appData', 'lastSeen');
      const signIn = openSignIn(name, sealedSignIn);
      const appData = records.openAppData(name, sealedAppData);
      const lastSeenAtMs = Number(lastSeen?.toString());
      return signIn && appData && Number.isFinite(lastSeenAtMs)
        ? { signIn, appData, lastSeenAtMs }
        : undefined;
    },

    async create(key, { signIn, appData, lastSeenAtMs, tokens, expiresAtMs }) {
      const name = nameOf(key);
      const fields = {
        ...signInFields(name, signIn, tokens),
        appData: records.sealAppData(name, appData),
        lastSeen: String(lastSeenAtMs),
      };
      await call(async (redis) => {
        // Listed first: a list may name a session that is not there, but no session may be missing from the list.
        await people.add(redis, signIn.user, { key, endsAtMs: signIn.endsAtMs });
        await redis.run(createSession, name, wholeMs(expiresAtMs), ...listed(fields));
      });
    },

    async writeAppData(key, appData) {
      const name = nameOf(key);
      return change(name, updateSession, '', 'appData', records.sealAppData(name, appData));
    },

    markSeen: (key, { lastSeenAtMs, expiresAtMs }) =>
      change(nameOf(key), updateSession, wholeMs(expiresAtMs), 'lastSeen', String(lastSeenAtMs)),

    async readTokens(key) {
      const name = nameOf(key);
      return openPair(name, await readFields(name, 'signIn', 'tokens'));
    },

    async replaceTokens(key, { fromVersion, signIn, tokens }) {
      const name = nameOf(key);
      return change(name, replaceTokens, String(fromVersion), ...listed(signInFields(name, signIn, tokens)));
    },

    async end(key, only) {
      const name = nameOf(key);
      const version = only === undefined ? '' : String(only.ifVersion);
      const reply = await call((redis) => unlessWrongType(redis.run(endSession, name, version)));
      const ended = openPair(name, partsOf(reply));
      // The session is over and its tokens are in our hands: that its name stays in a list for a while must not lose them.
      if (ended) await call((redis) => people.remove(redis, ended.signIn.user, key)).catch(() => undefined);
      return ended;
    },

    keysOf: (person) => call((redis) => people.keysOf(redis, person)),
    claim,
    leases,

    async check() {
      const name = `${keyPrefix}check`;
      await call((redis) => redis.write(name, ['SET', name, '1', 'PX', '60000']));
    },
    close: () => connection.close(),
  };
};

type Fields = Readonly<Record<string, string | Buffer>>;

const listed = (fields: Fields): RedisCommand => Object.entries(fields).flat();

const wholeMs = (ms: number): string => String(Math.ceil(ms));
