import { AuthError, usualRetryAfterSeconds } from '../errors.js';
import type { Events } from '../events.js';
import type { Settings } from '../options.js';
import type { Pool } from '../pool/pool.js';
import type { Revoker } from '../pool/revoker.js';
import type { Session, SessionStore } from '../store.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';
import { freshnessOf } from './freshness.js';
import { underLease } from './lease.js';
import { createRefreshSession } from './refresh-session.js';
import { createTokenSaver } from './token-saver.js';
import type { Waiting } from './waiting.js';

/** Keeps tokens good for a minute more. */
export interface Refresher {
  /**
   * The session with tokens that hold, refreshed first when it is their time: once for everybody who asks.
   * `undefined`: the session is over. Throws `AuthError` when the pool or the store is in trouble.
   */
  fresh(key: string): Promise<Session | undefined>;
  /** Waits, for so long at the most, until no refresh is under way and the store has the tokens of all that were. */
  settled(withinMs: number): Promise<void>;
}

/** What refreshing is made of. */
export interface RefresherDeps {
  readonly settings: Settings;
  readonly store: SessionStore;
  readonly pool: Pick<Pool, 'refresh'>;
  readonly verifier: TokenVerifier;
  readonly revoker: Revoker;
  readonly events: Events;
  readonly waiting: Waiting;
}

// Longer than a lease lasts, so that those who wait outlast a process that was killed while refreshing.
const patienceMs = 12_000;
const lookEveryMs = 50;

/**
 * Where the pool rotates refresh tokens, a used one that is presented again is refused, and nobody documents what else
 * happens to it. So one process at a time refreshes a session (a lease), what it writes is fenced by the version that it
 * read, and a refusal is believed only after a second look.
 */
export const createRefresher = (deps: RefresherDeps): Refresher => {
  const { settings, store, revoker, events, waiting } = deps;
  const { now } = settings;
  const { sleep, uptimeMs } = waiting;
  const saver = createTokenSaver({ store, revoker, waiting });
  const sessionRefresh = createRefreshSession({ ...deps, saver });
  const underWay = new Map<string, Promise<Session | undefined>>();

  // Everything here starts from what the store says now: somebody else may have been faster.
  const refreshIfDue = async (key: string): Promise<Session | undefined> => {
    const saved = saver.saveAgain(key);
    if (saved !== 'nothing to save') return saved;
    const session = await store.readTokens(key);
    if (session === undefined) return undefined;
    const freshness = freshnessOf(session.signIn, now());
    if (freshness === 'fresh' || freshness === 'last_minute') return session;
    const { refreshToken } = session.tokens;
    return freshness === 'due' && refreshToken !== undefined
      ? sessionRefresh.refresh(key, session, refreshToken)
      : sessionRefresh.end(key, session, 'tokens_ended');
  };

  const refreshHereOrWaitForOthers = async (key: string): Promise<Session | undefined> => {
    const startedAtMs = uptimeMs();
    while (uptimeMs() - startedAtMs < patienceMs) {
      const done = await underLease(store.leases, `refresh:${key}`, () => refreshIfDue(key));
      if (done !== undefined) return done.value;
      await sleep(lookEveryMs);
      const session = await store.readTokens(key);
      if (session === undefined) return undefined;
      if (freshnessOf(session.signIn, now()) !== 'fresh') continue;
      const durationMs = Math.round(uptimeMs() - startedAtMs);
      events.emitFor({ key, signIn: session.signIn }, { type: 'refresh_waited', durationMs });
      return session;
    }
    throw new AuthError('pool_timeout', {
      reason: 'refreshing_elsewhere',
      retryAfterSeconds: usualRetryAfterSeconds,
    });
  };

  return {
    fresh(key) {
      const waited = underWay.get(key);
      if (waited !== undefined) return waited;
      const started = refreshHereOrWaitForOthers(key).finally(() => underWay.delete(key));
      underWay.set(key, started);
      return started;
    },

    async settled(withinMs) {
      const startedAtMs = uptimeMs();
      while ((underWay.size > 0 || saver.hasUnsaved()) && uptimeMs() - startedAtMs < withinMs)
        await sleep(lookEveryMs);
    },
  };
};
