import type { Sealer, SessionStore } from '../auth/index.js';
import { createCall, partsOf, unlessWrongType } from './calls.js';
import type { Call, Unavailable } from './calls.js';
import type { RedisConnection } from './keep-connected.js';
import type { RedisCommand } from './link.js';
import { createEnds } from './ends.js';
import { createEveryKey } from './every-key.js';
import { createLeases } from './leases.js';
import { createListed } from './listed.js';
import { createPeople } from './people.js';
import type { People } from './people.js';
import { createRecords, keptPastLimitMs } from './records.js';
import type { Records } from './records.js';
import { createSession, endSession, replaceAppData, replaceTokens, updateSession } from './scripts.js';
import type { Script } from './scripts.js';

export interface RedisStoreOptions {
  /** From `connectRedis`. The store closes it. */
  readonly connection: RedisConnection;
  /** Seals everything that says something about a person. What it makes is base64url text, and is kept as bytes. */
  readonly sealer: Sealer;
  /** What a call fails with: `(reason) => new AuthError('store_unreachable', { reason })`. */
  readonly unavailable: Unavailable;
  /** Begins the name of every key: `auth:` unless given. No braces, which a Cluster would understand. */
  readonly prefix?: string;
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
  prefix: keyPrefix = 'auth:',
  deadlineMs = 500,
  now = Date.now,
}: RedisStoreOptions): SessionStore => {
  if (/[{}]/.test(keyPrefix)) throw new TypeError('prefix must not contain { or }');
  const call = createCall({ connection, deadlineMs, unavailable });
  const people = createPeople({ keyPrefix, now });
  const parts = {
    call,
    people,
    records: createRecords({ sealer, now }),
    nameOf: (key: string): string => `${keyPrefix}session:{${key}}`,
  };

  return {
    ...pagesPart(parts),
    ...tokensPart(parts),
    ...createLeases({ call, keyPrefix }),
    ...createEnds({ call, keyPrefix }),
    keysOf: createListed(parts),
    everyKey: createEveryKey({ connection, keyPrefix, unavailable }),
    async check() {
      const name = `${keyPrefix}check`;
      // A write that takes no room: a full server is there for everybody who is signed in.
      await call((redis) => redis.write(name, ['DEL', name]));
    },
    close: () => connection.close(),
  };
};

interface Parts {
  readonly call: Call;
  readonly people: People;
  readonly records: Records;
  readonly nameOf: (key: string) => string;
}

type PagesPart = Pick<SessionStore, 'read' | 'create' | 'writeAppData' | 'markSeen'>;

const pagesPart = ({ call, people, records, nameOf }: Parts): PagesPart => ({
  async read(key) {
    const name = nameOf(key);
    const [sealed, sealedAppData, lastSeen] = await readFields(call, name, ['signIn', 'appData', 'lastSeen']);
    const signIn = records.openSignIn(name, sealed);
    const appData = records.openAppData(name, sealedAppData);
    const lastSeenAtMs = Number(lastSeen?.toString());
    return signIn && appData && Number.isFinite(lastSeenAtMs) ? { signIn, appData, lastSeenAtMs } : undefined;
  },

  async create(key, { signIn, appData, lastSeenAtMs, tokens, expiresAtMs }) {
    const name = nameOf(key);
    const fields = [
      ...records.sealPair(name, { signIn, tokens }),
      ...records.sealAppData(name, appData),
      'lastSeen',
      String(lastSeenAtMs),
    ];
    await call(async (redis) => {
      await redis.run(createSession, name, wholeMs(expiresAtMs + keptPastLimitMs), ...fields);
      // Listed last, because a name without a session is taken out of a list. Nobody has the cookie of a session that
      // could not be listed: this call fails then.
      await people
        .add(redis, signIn.user, { key, endsAtMs: signIn.endsAtMs + keptPastLimitMs })
        .catch(async (error: unknown) => {
          await redis.write(name, ['DEL', name]).catch(() => undefined);
          throw error;
        });
    });
  },

  async writeAppData(key, appData, only) {
    const name = nameOf(key);
    const [field = '', sealed = ''] = records.sealAppData(name, appData);
    if (only === undefined) return change(call, updateSession, [name, '', field, sealed]);
    return call(async (redis) => {
      // Sealed twice, the same data is not the same bytes: what lies there is looked at, and replaced if it still does.
      const [held] = partsOf(await unlessWrongType(redis.read(name, ['HMGET', name, field])));
      if (!records.holdsAppData(name, held, only.ifStill)) return false;
      return (await unlessWrongType(redis.run(replaceAppData, name, held, sealed))) === 1;
    });
  },

  markSeen: (key, { lastSeenAtMs, expiresAtMs }) =>
    change(call, updateSession, [
      nameOf(key),
      wholeMs(expiresAtMs + keptPastLimitMs),
      'lastSeen',
      String(lastSeenAtMs),
    ]),
});

type TokensPart = Pick<SessionStore, 'readTokens' | 'replaceTokens' | 'end'>;

const tokensPart = ({ call, people, records, nameOf }: Parts): TokensPart => ({
  async readTokens(key) {
    const name = nameOf(key);
    return records.openPair(name, await readFields(call, name, ['signIn', 'tokens']));
  },

  async replaceTokens(key, { fromVersion, signIn, tokens }) {
    const name = nameOf(key);
    return change(call, replaceTokens, [
      name,
      String(fromVersion),
      ...records.sealPair(name, { signIn, tokens }),
    ]);
  },

  async end(key, only) {
    const name = nameOf(key);
    const version = only === undefined ? '' : String(only.ifVersion);
    const reply = await call((redis) => unlessWrongType(redis.run(endSession, name, version)));
    const ended = records.openPair(name, partsOf(reply));
    // The session is over and its tokens are in our hands: a name that stays in a list for a while must not lose them.
    if (ended) await call((redis) => people.remove(redis, ended.signIn.user, key)).catch(() => undefined);
    return ended;
  },
});

const readFields = async (call: Call, name: string, fields: readonly string[]) =>
  partsOf(await call((redis) => unlessWrongType(redis.read(name, ['HMGET', name, ...fields]))));

const change = async (
  call: Call,
  script: Script,
  [name, ...args]: readonly [string, ...RedisCommand],
): Promise<boolean> => (await call((redis) => unlessWrongType(redis.run(script, name, ...args)))) === 1;

const wholeMs = (ms: number): string => String(Math.ceil(ms));
