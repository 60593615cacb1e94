import { AuthError, isTransient } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import type { Settings } from '../options.js';
import type { Pool } from '../pool/pool.js';
import type { Revoker } from '../pool/revoker.js';
import type { EndReason } from '../reasons.js';
import type { Session, SessionStore } from '../store.js';
import { isSameSignIn, refreshedSession, verifyRefreshedTokens } from '../tokens/token-set.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';
import { createOutagePause } from './outage-pause.js';
import type { TokenSaver } from './token-saver.js';
import type { Waiting } from './waiting.js';

/** One refresh of one session, by whoever has the right to it. */
export interface RefreshSession {
  /**
   * Asks the pool for new tokens and keeps them. `undefined`: the session is over. Throws `AuthError` when the pool or
   * the store is in trouble; the session goes on then.
   */
  refresh(key: string, session: Session, refreshToken: string): Promise<Session | undefined>;
  /** Ends the session, unless it has other tokens by now. */
  end(key: string, session: Session, reason: EndReason): Promise<undefined>;
}

/** What one refresh is made of. */
export interface RefreshSessionDeps {
  readonly settings: Settings;
  readonly store: SessionStore;
  readonly pool: Pick<Pool, 'refresh'>;
  readonly verifier: TokenVerifier;
  readonly revoker: Revoker;
  readonly saver: TokenSaver;
  readonly events: Events;
  readonly waiting: Waiting;
}

// After a refusal: how often, and how far apart, to look whether another process has newer tokens after all.
const secondLooks = 4;
const secondLookMs = 250;

/** Refreshes by RFC 6749, section 6, and checks what comes as OpenID Connect Core 12.2 asks. */
export const createRefreshSession = (deps: RefreshSessionDeps): RefreshSession => {
  const { settings, store, pool, verifier, revoker, saver, events, waiting } = deps;
  const { now } = settings;
  const pause = createOutagePause({ now });

  const end = async (key: string, { signIn }: Session, reason: EndReason): Promise<undefined> => {
    const ended = await store.end(key, { ifVersion: signIn.tokensVersion });
    if (ended !== undefined) events.emitFor({ key, signIn }, { type: 'session_ended', reason });
  };

  const askPool = async (
    key: string,
    session: Session,
    refreshToken: string,
  ): Promise<Session | undefined> => {
    // Without keys the answer could not be verified, and with rotation it would be the only one there is.
    await verifier.ready();
    const answer = await pool.refresh(refreshToken);
    if (answer === undefined) return newerOrEnd(key, session);
    const verified = await verifyRefreshedTokens(answer, session, { settings, verifier });
    if (!isSameSignIn(session.signIn, verified)) {
      revoker.discard(verified.tokens);
      return endAsRefused(key, session, { code: 'pool_rejected', reason: 'other_sign_in' }, 'other_person');
    }
    return saver.save(key, {
      fromVersion: session.signIn.tokensVersion,
      session: refreshedSession(session, verified, now()),
    });
  };

  // Another process may have used this refresh token a moment ago and not yet written what it got: that is no refusal of
  // the person, so it is believed only after a second look.
  const newerOrEnd = async (key: string, session: Session): Promise<Session | undefined> => {
    for (let look = 0; look < secondLooks; look += 1) {
      const current = await store.readTokens(key);
      if (current?.signIn.tokensVersion !== session.signIn.tokensVersion) return current;
      await waiting.sleep(secondLookMs);
    }
    return endAsRefused(key, session, { code: 'invalid_grant' }, 'refresh_token_refused');
  };

  const endAsRefused = async (
    key: string,
    session: Session,
    failure: Pick<ReturnType<typeof failureIn>, 'code' | 'reason'>,
    reason: EndReason,
  ): Promise<undefined> => {
    const { signIn } = session;
    events.emitFor({ key, signIn }, { type: 'refresh_failed', isTransient: false, ...failure });
    return end(key, session, reason);
  };

  return {
    end,

    async refresh(key, session, refreshToken) {
      pause.refuse();
      const startedAtMs = now();
      try {
        const next = await askPool(key, session, refreshToken);
        pause.end();
        if (next === undefined) return undefined;
        const durationMs = now() - startedAtMs;
        events.emitFor({ key, signIn: next.signIn }, { type: 'tokens_refreshed', durationMs });
        return next;
      } catch (error) {
        saver.keepTrying(key);
        if (!(error instanceof AuthError)) throw error;
        const failed = { type: 'refresh_failed', isTransient: isTransient(error) } as const;
        events.emitFor({ key, signIn: session.signIn }, { ...failed, ...failureIn(error) });
        pause.beginAfter(error);
        throw error;
      }
    },
  };
};
