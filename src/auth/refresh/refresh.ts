import { AuthError, isTransient, usualRetryAfterSeconds } from '../errors.js';
import { failureIn, type EndReason, type Events } from '../events.js';
import { underLease, type Sleep } from './lease.js';
import type { Settings } from '../options.js';
import type { Pool } from '../pool/pool.js';
import type { Revoker } from '../pool/revoker.js';
import type { Session, SessionStore, SignIn } from '../store.js';
import { createTokenSaver } from './token-saver.js';
import { isSameSignIn, refreshedSession, verifyRefreshedTokens } from '../tokens/token-set.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';

/** Keeps tokens good for a minute more. */
export interface Refresher {
  /**
   * The tokens of a session, refreshed first when they are about to end: once for everybody who asks.
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
  readonly pool: Pool;
  readonly verifier: TokenVerifier;
  readonly revoker: Revoker;
  readonly events: Events;
  readonly sleep: Sleep;
}

// Tokens that end sooner are refreshed before they are used.
const freshForMs = 60_000;
// Longer than a lease lasts, so that those who wait outlast a process that was killed while refreshing.
const patienceMs = 12_000;
const pollMs = 50;
// After a refusal: how often, and how far apart, to look whether another process has newer tokens after all.
const secondLooks = 4;
const secondLookMs = 250;
// While the pool is in trouble a process asks it this seldom, whoever wants to know.
const restMs = 2000;
// A pool that throttles still grants its quota: who rests longer than it counts leaves half of that unused.
const restFromTooMuchMs = 500;
const tooMuch: ReadonlySet<string | undefined> = new Set(['pool_throttles', 'too_many_pool_calls']);

/** Whether the tokens are good for a minute more. */
export const isFresh = ({ tokensEndAtMs, accessTokenEndsAtMs }: SignIn, nowMs: number): boolean =>
  (tokensEndAtMs ?? accessTokenEndsAtMs) - nowMs > freshForMs;

/**
 * Where the pool rotates refresh tokens, a used one that is presented again is refused, and nobody documents what else
 * happens to it. So one process at a time refreshes a session (a lease), what it writes is fenced by the version that it
 * read, and a refusal is believed only after a second look.
 */
export const createRefresher = ({
  settings,
  store,
  pool,
  verifier,
  revoker,
  events,
  sleep,
}: RefresherDeps): Refresher => {
  const { now } = settings;
  const saver = createTokenSaver({ store, discard: revoker.discard, sleep });
  const underWay = new Map<string, Promise<Session | undefined>>();
  let rest: { readonly sinceMs: number; readonly forMs: number; readonly error: AuthError } | undefined;

  const end = async (key: string, { signIn }: Session, reason: EndReason): Promise<undefined> => {
    const ended = await store.end(key, { ifVersion: signIn.tokensVersion });
    if (ended !== undefined) events.emitFor({ key, signIn }, { type: 'session_ended', reason });
  };

  const refused = async (key: string, session: Session): Promise<Session | undefined> => {
    for (let look = 0; look < secondLooks; look += 1) {
      const current = await store.readTokens(key);
      if (current?.signIn.tokensVersion !== session.signIn.tokensVersion) return current;
      await sleep(secondLookMs);
    }
    events.emitFor(
      { key, signIn: session.signIn },
      {
        type: 'refresh_failed',
        isTransient: false,
        code: 'invalid_grant',
      },
    );
    return end(key, session, 'refresh_token_refused');
  };

  const askPool = async (
    key: string,
    session: Session,
    refreshToken: string,
  ): Promise<Session | undefined> => {
    // Without keys the answer could not be verified, and with rotation it would be the only one there is.
    await verifier.ready();
    const answer = await pool.refresh(refreshToken);
    if (answer === undefined) return refused(key, session);
    const refreshed = await verifyRefreshedTokens(answer, session, { settings, verifier });
    if (!isSameSignIn(session.signIn, refreshed)) {
      events.emitFor(
        { key, signIn: session.signIn },
        {
          type: 'refresh_failed',
          isTransient: false,
          code: 'pool_rejected',
          reason: 'other_sign_in',
        },
      );
      revoker.discard(refreshed.tokens);
      return end(key, session, 'other_person');
    }

    return saver.save(key, {
      fromVersion: session.signIn.tokensVersion,
      session: refreshedSession(session, refreshed, now()),
    });
  };

  const refresh = async (
    key: string,
    session: Session,
    refreshToken: string,
  ): Promise<Session | undefined> => {
    // In both directions: a clock that was set back must not make it last until it has caught up.
    if (rest !== undefined && Math.abs(now() - rest.sinceMs) < rest.forMs) throw rest.error;
    const startedAtMs = now();
    try {
      const next = await askPool(key, session, refreshToken);
      rest = undefined;
      if (next !== undefined)
        events.emitFor(
          { key, signIn: next.signIn },
          {
            type: 'tokens_refreshed',
            durationMs: now() - startedAtMs,
          },
        );
      return next;
    } catch (error) {
      saver.keepTrying(key);
      if (!(error instanceof AuthError)) throw error;
      const { code, reason } = error;
      events.emitFor(
        { key, signIn: session.signIn },
        {
          type: 'refresh_failed',
          isTransient: isTransient(error),
          ...failureIn(error),
        },
      );
      // Only what everybody would meet: one person's unusable tokens are no reason to refuse the others.
      if (code === 'pool_unreachable' || code === 'pool_timeout')
        rest = { sinceMs: now(), forMs: tooMuch.has(reason) ? restFromTooMuchMs : restMs, error };
      throw error;
    }
  };

  // Everything here starts from what the store says now: somebody else may have been faster.
  const step = async (key: string): Promise<Session | undefined> => {
    const caughtUp = saver.catchUp(key);
    if (caughtUp !== 'nothing') return caughtUp;
    const session = await store.readTokens(key);
    if (session === undefined || isFresh(session.signIn, now())) return session;
    if (session.tokens.refreshToken !== undefined) return refresh(key, session, session.tokens.refreshToken);
    return session.signIn.accessTokenEndsAtMs > now() ? session : end(key, session, 'tokens_ended');
  };

  const stepOrAdopt = async (key: string): Promise<Session | undefined> => {
    const startedAtMs = performance.now();
    while (performance.now() - startedAtMs < patienceMs) {
      const done = await underLease(store.leases, `refresh:${key}`, () => step(key));
      if (done !== undefined) return done.value;
      await sleep(pollMs);
      const session = await store.readTokens(key);
      if (session !== undefined && !isFresh(session.signIn, now())) continue;
      if (session !== undefined)
        events.emitFor(
          { key, signIn: session.signIn },
          {
            type: 'refresh_waited',
            durationMs: Math.round(performance.now() - startedAtMs),
          },
        );
      return session;
    }
    throw new AuthError('pool_timeout', {
      reason: 'refreshing_elsewhere',
      retryAfterSeconds: usualRetryAfterSeconds,
    });
  };

  return {
    fresh(key) {
      const waiting = underWay.get(key);
      if (waiting !== undefined) return waiting;
      const started = stepOrAdopt(key).finally(() => underWay.delete(key));
      underWay.set(key, started);
      return started;
    },

    async settled(withinMs) {
      const startedAtMs = performance.now();
      while ((underWay.size > 0 || saver.hasUnsaved()) && performance.now() - startedAtMs < withinMs)
        await sleep(pollMs);
    },
  };
};
