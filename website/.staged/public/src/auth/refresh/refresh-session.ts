import { AuthError, isTransient } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import type { Settings } from '../options.js';
import type { Pool } from '../pool/pool.js';
import type { Revoker } from '../pool/revoker.js';
import type { EndReason } from '../reasons.js';
import type { Session, SessionStore } from '../store.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';
import type { Waiting } from '../waiting.js';
import { createOutagePause } from './outage-pause.js';
import type { TokenKeeper } from './token-keeper.js';

/** One refresh of one session, by whoever has the right to it. */
export interface RefreshSession {
  /**
   * Asks the pool for new tokens and keeps them. `undefined`: the session is over. Throws `AuthError` when the pool or
   * the store is in trouble; the session goes on then.
   */
  refresh(key: string, session: Session, refreshToken: string): Promise<Session | undefined>;
  /** Tries again to keep what the pool gave for this session before. Throws as above. */
  keepAgain(key: string, session: Session): Promise<Session | undefined>;
  /** Ends the session, unless it has other tokens by now: then it is what it is now. */
  end(key: string, session: Session, reason: EndReason): Promise<Session | undefined>;
}

/** What one refresh is made of. */
export interface RefreshSessionDeps {
  readonly settings: Settings;
  readonly store: SessionStore;
  readonly pool: Pick<Pool, 'refresh'>;
  readonly verifier: TokenVerifier;
  readonly revoker: Revoker;
  readonly keeper: TokenKeeper;
  readonly events: Events;
  readonly waiting: Waiting;
}

// After a refusal: how often, and how far apart, to look whether another process has newer tokens after all.
const secondLooks = 4;
const secondLookMs = 250;

/** Refreshes by RFC 6749, section 6. The keeper checks what comes as OpenID Connect Core 12.2 asks. */
export const createRefreshSession = (deps: RefreshSessionDeps): RefreshSession => {
  const { settings, store, pool, verifier, revoker, keeper, events, waiting } = deps;
  const { now } = settings;
  const pause = createOutagePause({ now });

  const end: RefreshSession['end'] = async (key, { signIn }, reason) => {
    const ended = await revoker.endSession(key, { ifVersion: signIn.tokensVersion });
    if (ended === undefined) return store.readTokens(key);
    events.emitFor({ key, signIn }, { type: 'session_ended', reason });
    return undefined;
  };

  const askPool = async (
    key: string,
    session: Session,
    refreshToken: string,
  ): Promise<Session | undefined> => {
    const { signIn } = session;
    // Without keys the answer could not be verified, and with rotation it would be the only one there is.
    await verifier.ready();
    const askedAtMs = now();
    const response = await pool.refresh(refreshToken, (tokens) => revoker.discard(tokens, { key, signIn }));
    if (response === undefined) return newerOrEnd(key, session);
    return keeper.keep(key, { before: session, response, askedAtMs, receivedAtMs: now() });
  };

  // Another process may have used this refresh token a moment ago and not yet written what it got: that is no refusal of
  // the person, so it is believed only after a second look.
  const newerOrEnd = async (key: string, session: Session): Promise<Session | undefined> => {
    const { signIn } = session;
    for (let look = 0; look < secondLooks; look += 1) {
      const current = await store.readTokens(key);
      if (current?.signIn.tokensVersion !== signIn.tokensVersion) return current;
      await waiting.sleep(secondLookMs);
    }
    events.emitFor({ key, signIn }, { type: 'refresh_failed', isTransient: false, code: 'invalid_grant' });
    return end(key, session, 'refresh_token_refused');
  };

  /** Leaves the pool alone while it is in trouble, and tells what fails. */
  const unlessInTrouble = async (
    key: string,
    { signIn }: Session,
    work: () => Promise<Session | undefined>,
  ): Promise<Session | undefined> => {
    pause.refuse();
    try {
      const next = await work();
      pause.end();
      return next;
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      const failed = { type: 'refresh_failed', isTransient: isTransient(error) } as const;
      events.emitFor({ key, signIn }, { ...failed, ...failureIn(error) });
      pause.beginAfter(error);
      throw error;
    }
  };

  return {
    end,
    refresh: (key, session, refreshToken) =>
      unlessInTrouble(key, session, () => askPool(key, session, refreshToken)),
    keepAgain: (key, session) => unlessInTrouble(key, session, () => keeper.keepAgain(key)),
  };
};
