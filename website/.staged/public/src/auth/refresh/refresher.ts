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
import { createTokenKeeper } from './token-keeper.js';
import type { Waiting } from '../waiting.js';

/** Keeps tokens good for a minute more. */
export interface Refresher {
  /**
   * The session with tokens that hold, refreshed first when it is their time: once for everybody who asks.
   * With `outdated`, the tokens of that version count as due, however long they have: whoever asks wants newer ones.
   * `undefined`: the session is over. Throws `AuthError` when the pool or the store is in trouble.
   */
  fresh(key: string, outdated?: number): Promise<Session | undefined>;
  /**
   * Waits, for so long at the most, until no refresh and no revocation is under way and the store has the tokens of all
   * that were. Names in an event each session for which that was not long enough.
   */
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
// More keys than anybody waits for: then they are forgotten, and waited for once more.
const mostWaitedFor = 1000;

/**
 * Where the pool rotates refresh tokens, a used one that is presented again is refused, and nobody documents what else
 * happens to it. So one process at a time refreshes a session (a lease), what it writes is fenced by the version that it
 * read, and a refusal is believed only after a second look. The lease is held for as long as there are tokens which could not
 * be kept yet: another process would present the used one.
 */
export const createRefresher = (deps: RefresherDeps): Refresher => {
  const { settings, store, revoker, events, waiting } = deps;
  const { now } = settings;
  const { sleep, uptimeMs } = waiting;
  const keeper = createTokenKeeper(deps);
  const sessionRefresh = createRefreshSession({ ...deps, keeper });
  const underWay = new Map<string, Promise<Session | undefined>>();
  const waitedInVain = new Set<string>();

  const freshnessFor = ({ signIn }: Session, outdated?: number) =>
    signIn.tokensVersion === outdated && signIn.isRefreshable ? 'due' : freshnessOf(signIn, now());

  // Everything here starts from what the store says now: somebody else may have been faster.
  const refreshIfDue = async (key: string, outdated?: number): Promise<Session | undefined> => {
    const session = await store.readTokens(key);
    if (session === undefined) return undefined;
    const freshness = freshnessFor(session, outdated);
    if (freshness === 'fresh' || freshness === 'last_minute') return session;
    const { refreshToken } = session.tokens;
    return freshness === 'due' && refreshToken !== undefined
      ? sessionRefresh.refresh(key, session, refreshToken)
      : sessionRefresh.end(key, session, 'tokens_ended');
  };

  const takeTurn = (key: string, outdated?: number) =>
    underLease(store.leases, `refresh:${key}`, {
      work: () => refreshIfDue(key, outdated),
      rest: () => keeper.held(key)?.letGo,
    });

  const tellWait = (key: string, { signIn }: Session, startedAtMs: number, isElsewhere: boolean): void => {
    const durationMs = Math.round(uptimeMs() - startedAtMs);
    events.emitFor({ key, signIn }, { type: 'refresh_waited', durationMs, isElsewhere });
  };

  const waitForOthers = async (
    key: string,
    startedAtMs: number,
    outdated?: number,
  ): Promise<Session | 'over' | 'not yet'> => {
    const session = await store.readTokens(key);
    if (session === undefined) return 'over';
    if (freshnessFor(session, outdated) !== 'fresh') return 'not yet';
    tellWait(key, session, startedAtMs, true);
    return session;
  };

  const refreshHereOrWaitForOthers = async (key: string, outdated?: number): Promise<Session | undefined> => {
    const startedAtMs = uptimeMs();
    // Who holds up a session for so long will do so for the next page too: that one need not wait again.
    const mostMs = waitedInVain.delete(key) ? 0 : patienceMs;
    do {
      const done = await takeTurn(key, outdated);
      if (done !== undefined) return done.value;
      await sleep(lookEveryMs);
      const session = await waitForOthers(key, startedAtMs, outdated);
      if (session !== 'not yet') return session === 'over' ? undefined : session;
    } while (uptimeMs() - startedAtMs < mostMs);
    if (waitedInVain.size >= mostWaitedFor) waitedInVain.clear();
    waitedInVain.add(key);
    throw new AuthError('pool_timeout', {
      reason: 'refreshing_elsewhere',
      retryAfterSeconds: usualRetryAfterSeconds,
    });
  };

  const makeFresh = async (key: string, outdated?: number): Promise<Session | undefined> => {
    const held = keeper.held(key);
    if (held === undefined) return refreshHereOrWaitForOthers(key, outdated);
    const kept = await sessionRefresh.keepAgain(key, held.before);
    // It may have been held for so long that it is time again.
    const isOld = kept !== undefined && freshnessFor(kept, outdated) === 'due';
    return isOld ? refreshHereOrWaitForOthers(key, outdated) : kept;
  };

  const fresh: Refresher['fresh'] = async (key, outdated) => {
    const waited = underWay.get(key);
    if (waited !== undefined) {
      const startedAtMs = uptimeMs();
      const session = await waited;
      if (session !== undefined) tellWait(key, session, startedAtMs, false);
      // What was under way may have found nothing to do.
      return outdated !== undefined && session?.signIn.tokensVersion === outdated
        ? fresh(key, outdated)
        : session;
    }
    const started = makeFresh(key, outdated).finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };

  return {
    fresh,

    async settled(withinMs) {
      const startedAtMs = uptimeMs();
      const isBusy = (): boolean => underWay.size > 0 || keeper.holdsAny() || revoker.isBusy();
      while (isBusy() && uptimeMs() - startedAtMs < withinMs) await sleep(lookEveryMs);
      keeper.nameHeld();
    },
  };
};
