import type { Request } from 'express';
import { AuthError, isTransient } from '../errors.js';
import type { Events } from '../events.js';
import type { Settings } from '../options.js';
import { isFresh, type Refresher } from './refresh.js';
import { keyOf, showRefreshed, signInOf } from '../sessions/session-of-request.js';
import type { SessionStore, SignIn, TokenSet } from '../store.js';

/** Who is behind a request at this moment, and with which tokens. */
export interface Access {
  /** The sign-in of this request with tokens that still hold. `undefined`: nobody is signed in (any more). Throws `AuthError`. */
  current(request: Request): Promise<SignIn | undefined>;
  /** The tokens of this request, good for a minute more; during an outage of the pool, for less. Throws `AuthError` `not_signed_in` and what `current` throws. */
  tokens(request: Request): Promise<TokenSet>;
}

/** Refreshes tokens on the way where it is their time, and applies the grace for an outage of the pool. */
export const createAccess = ({
  settings,
  store,
  refresher,
  events,
}: {
  readonly settings: Settings;
  readonly store: SessionStore;
  readonly refresher: Refresher;
  readonly events: Events;
}): Access => {
  const { now, outageGraceMs } = settings;

  // Signed in all the same: the tokens still hold, or the pool is away and the grace for that is not used up.
  const despite = (error: unknown, request: Request, signIn: SignIn): SignIn => {
    const overdueMs = now() - signIn.accessTokenEndsAtMs;
    if (!(error instanceof AuthError)) throw error;
    if (overdueMs < 0) return signIn;
    if (!isTransient(error) || overdueMs >= outageGraceMs) throw error;
    events.emitFor({ key: keyOf(request), signIn }, { type: 'outage_grace_used' }, request);
    return signIn;
  };

  const refreshed = async (request: Request, signIn: SignIn): Promise<SignIn | undefined> => {
    try {
      return (await refresher.fresh(keyOf(request)))?.signIn;
    } catch (error) {
      return despite(error, request, signIn);
    }
  };

  // While the pool is in trouble, the last minute of a token is better than none.
  const freshOrLast = async (key: string, signIn: SignIn): Promise<TokenSet | undefined> => {
    try {
      return (await refresher.fresh(key))?.tokens;
    } catch (error) {
      if (!(error instanceof AuthError) || signIn.accessTokenEndsAtMs <= now()) throw error;
      return (await store.readTokens(key))?.tokens;
    }
  };

  return {
    async current(request) {
      const signIn = signInOf(request);
      if (signIn === undefined || isFresh(signIn, now())) return signIn;
      const isLastMinute = !signIn.isRefreshable && signIn.accessTokenEndsAtMs > now();
      const latest = isLastMinute ? signIn : await refreshed(request, signIn);
      showRefreshed(request, latest);
      return latest;
    },

    async tokens(request) {
      const signIn = signInOf(request);
      if (signIn === undefined) throw new AuthError('not_signed_in');
      const key = keyOf(request);
      const tokens = isFresh(signIn, now())
        ? (await store.readTokens(key))?.tokens
        : await freshOrLast(key, signIn);
      if (tokens === undefined) throw new AuthError('not_signed_in');
      return tokens;
    },
  };
};
