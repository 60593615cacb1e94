import type { Request } from 'express';
import { AuthError, isTransient } from '../errors.js';
import type { Events } from '../events.js';
import type { Settings } from '../options.js';
import { keyOf, showRefreshed, signInOf } from '../sessions/session-of-request.js';
import type { Session, SessionStore, SignIn, TokenSet } from '../store.js';
import { freshnessOf, isHolding } from './freshness.js';
import type { Refresher } from './refresher.js';

/** Who is behind a request at this moment, and with which tokens. */
export interface Access {
  /** The sign-in of this request with tokens that still hold. `undefined`: nobody is signed in (any more). Throws `AuthError`. */
  current(request: Request): Promise<SignIn | undefined>;
  /** The tokens of this request, good for a minute more; during an outage of the pool, for less. Throws `AuthError` `not_signed_in` and what `current` throws. */
  tokens(request: Request): Promise<TokenSet>;
  /**
   * Gets newer tokens than those that the store has, however long they would hold: for changed groups. Throws `AuthError`:
   * `recent_sign_in_required` where there is no refresh token, and what `tokens` throws.
   */
  refreshNow(request: Request): Promise<void>;
}

/** What access is made of. */
export interface AccessDeps {
  readonly settings: Settings;
  readonly store: SessionStore;
  readonly refresher: Refresher;
  readonly events: Events;
}

/** Refreshes tokens on the way where it is their time, and applies the grace for an outage of the pool. */
export const createAccess = ({ settings, store, refresher, events }: AccessDeps): Access => {
  const { now, outageGraceMs } = settings;

  const isUsable = (signIn: SignIn): boolean => ['fresh', 'last_minute'].includes(freshnessOf(signIn, now()));

  // Pages go on although a refresh failed: while the tokens hold anyway, and for the grace when it is the pool that is away.
  const goOnInOutage = (error: unknown, request: Request, signIn: SignIn): SignIn => {
    if (!(error instanceof AuthError)) throw error;
    if (isHolding(signIn, now())) return signIn;
    const overdueMs = now() - signIn.accessTokenEndsAtMs;
    if (!isTransient(error) || overdueMs >= outageGraceMs) throw error;
    events.emitFor({ key: keyOf(request), signIn }, { type: 'outage_grace_used' }, request);
    return signIn;
  };

  const refreshed = async (request: Request, signIn: SignIn): Promise<SignIn | undefined> => {
    try {
      return (await refresher.fresh(keyOf(request)))?.signIn;
    } catch (error) {
      return goOnInOutage(error, request, signIn);
    }
  };

  // While the pool is in trouble, the last minute of a token is better than none. There is no grace beyond it: whoever the
  // token is for would refuse it.
  const freshOrLastMinute = async (key: string, signIn: SignIn): Promise<Session | undefined> => {
    try {
      return await refresher.fresh(key);
    } catch (error) {
      if (!(error instanceof AuthError) || !isHolding(signIn, now())) throw error;
      return store.readTokens(key);
    }
  };

  return {
    async current(request) {
      const signIn = signInOf(request);
      if (signIn === undefined || isUsable(signIn)) return signIn;
      const latest = await refreshed(request, signIn);
      showRefreshed(request, latest);
      return latest;
    },

    async tokens(request) {
      const signIn = signInOf(request);
      if (signIn === undefined) throw new AuthError('not_signed_in');
      const key = keyOf(request);
      const session = isUsable(signIn) ? await store.readTokens(key) : await freshOrLastMinute(key, signIn);
      if (session === undefined) throw new AuthError('not_signed_in');
      return session.tokens;
    },

    async refreshNow(request) {
      const key = keyOf(request);
      const before = signInOf(request) && (await store.readTokens(key));
      if (before === undefined) throw new AuthError('not_signed_in');
      if (!before.signIn.isRefreshable) throw new AuthError('recent_sign_in_required');
      const after = await refresher.fresh(key, before.signIn.tokensVersion);
      showRefreshed(request, after?.signIn);
      if (after === undefined) throw new AuthError('not_signed_in');
    },
  };
};
