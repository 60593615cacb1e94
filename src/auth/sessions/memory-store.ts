import { AuthError } from '../errors.js';
import { keptPastLimitMs } from '../store.js';
import type { Leases, Person, SessionStore, StoredSession, TokenSet } from '../store.js';
import { createExpiringMap } from './expiring-map.js';

interface Entry {
  readonly session: Omit<StoredSession, 'appData'>;
  /** As JSON, so that what a page changes in its copy stays in its copy. */
  readonly appData: string;
  readonly tokens: TokenSet;
  /** When the store forgets it. */
  readonly goneAtMs: number;
}

const sweepEveryMs = 60_000;
const keysAtOnce = 100;

/** How much the memory store keeps, and by which clock. */
export interface MemoryStoreOptions {
  /** The store refuses new sessions beyond this many (`store_unreachable`) rather than end somebody's. Default 200,000. */
  readonly maxSessions?: number;
  /** The current time in milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Sessions in the memory of this process: for development, and for one process that may forget everybody
 * when it restarts. Bounded, and swept of what has expired.
 *
 * @example
 * const auth = createAuth({ store: createMemoryStore(), pool, baseUrl, secrets });
 */
export const createMemoryStore = ({
  maxSessions = 200_000,
  now = Date.now,
}: MemoryStoreOptions = {}): SessionStore => {
  const entries = new Map<string, Entry>();
  const keysByPerson = new Map<string, Set<string>>();
  const claims = createExpiringMap<true>({ most: maxSessions, now });
  const ends = createExpiringMap<number>({ most: maxSessions, now });
  let sweptAtMs = now();

  const alive = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    return entry !== undefined && entry.goneAtMs > now() ? entry : undefined;
  };

  const remove = (key: string, entry: Entry): void => {
    entries.delete(key);
    const person = personKey(personOf(entry));
    const keys = keysByPerson.get(person);
    keys?.delete(key);
    if (keys?.size === 0) keysByPerson.delete(person);
  };

  const sweep = (): void => {
    const time = now();
    if (time - sweptAtMs < sweepEveryMs && entries.size < maxSessions) return;
    sweptAtMs = time;
    for (const [key, entry] of entries) if (entry.goneAtMs <= time) remove(key, entry);
  };

  const update = (key: string, change: (entry: Entry) => Entry): boolean => {
    const entry = alive(key);
    if (entry !== undefined) entries.set(key, change(entry));
    return entry !== undefined;
  };

  return {
    async read(key) {
      const entry = alive(key);
      return entry && { appData: JSON.parse(entry.appData), ...entry.session };
    },

    async create(key, { signIn, lastSeenAtMs, appData, tokens, expiresAtMs }) {
      sweep();
      if (entries.size >= maxSessions) throw new AuthError('store_unreachable', { reason: 'memory_full' });
      const entry = {
        session: { signIn, lastSeenAtMs },
        appData: JSON.stringify(appData),
        tokens,
        goneAtMs: expiresAtMs + keptPastLimitMs,
      };
      entries.set(key, entry);
      const person = personKey(personOf(entry));
      const keys = keysByPerson.get(person) ?? new Set();
      keysByPerson.set(person, keys.add(key));
    },

    async writeAppData(key, appData, only) {
      if (only !== undefined && alive(key)?.appData !== JSON.stringify(only.ifStill)) return false;
      return update(key, (entry) => ({ ...entry, appData: JSON.stringify(appData) }));
    },

    async markSeen(key, { lastSeenAtMs, expiresAtMs }) {
      const goneAtMs = expiresAtMs + keptPastLimitMs;
      return update(key, (entry) => ({ ...entry, session: { ...entry.session, lastSeenAtMs }, goneAtMs }));
    },

    async readTokens(key) {
      const entry = alive(key);
      return entry && { signIn: entry.session.signIn, tokens: entry.tokens };
    },

    async replaceTokens(key, { fromVersion, signIn, tokens }) {
      if (alive(key)?.session.signIn.tokensVersion !== fromVersion) return false;
      return update(key, (entry) => ({ ...entry, session: { ...entry.session, signIn }, tokens }));
    },

    async end(key, only) {
      const entry = alive(key);
      if (entry === undefined) return undefined;
      if (only !== undefined && entry.session.signIn.tokensVersion !== only.ifVersion) return undefined;
      remove(key, entry);
      return { signIn: entry.session.signIn, tokens: entry.tokens };
    },

    async keysOf(person, { skip = 0, most = Infinity } = {}) {
      const listed = [...(keysByPerson.get(personKey(person)) ?? [])].flatMap((key) => {
        const entry = alive(key);
        return entry ? { key, endsAtMs: entry.session.signIn.endsAtMs } : [];
      });
      const latestFirst = listed.toSorted((a, b) => b.endsAtMs - a.endsAtMs);
      return latestFirst.slice(skip, skip + most).map(({ key }) => key);
    },

    async *everyKey() {
      const keys = [...entries.keys()].filter((key) => alive(key) !== undefined);
      for (let from = 0; from < keys.length; from += keysAtOnce) yield keys.slice(from, from + keysAtOnce);
    },

    async markEnded(whose, atMs, forMs) {
      const name = whose === 'everybody' ? whose : personKey(whose);
      if ((ends.get(name) ?? -Infinity) <= atMs) ends.set(name, atMs, forMs);
    },

    async endedAtMs(person) {
      const marks = [ends.get(personKey(person)), ends.get('everybody')].filter((mark) => mark !== undefined);
      return marks.length === 0 ? undefined : Math.max(...marks);
    },

    async claim(name, forMs) {
      if (claims.get(name) !== undefined) return false;
      claims.set(name, true, forMs);
      return true;
    },

    leases: createLeases({ most: maxSessions, now }),
    async check() {},
    async close() {},
  };
};

const personOf = (entry: Entry): Person => entry.session.signIn.user;

const personKey = ({ issuer, id }: Person): string => JSON.stringify([issuer, id]);

const createLeases = (options: { readonly most: number; readonly now: () => number }): Leases => {
  const holders = createExpiringMap<string>(options);
  return {
    async take(name, holder, forMs) {
      if (holders.get(name) !== undefined) return false;
      holders.set(name, holder, forMs);
      return true;
    },
    async renew(name, holder, forMs) {
      if (holders.get(name) !== holder) return false;
      holders.set(name, holder, forMs);
      return true;
    },
    async release(name, holder) {
      if (holders.get(name) === holder) holders.delete(name);
    },
  };
};
