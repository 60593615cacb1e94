import type { SignIn } from '../store.js';

/**
 * What is to be done with a session's tokens. `fresh`: use them. `due`: refresh them first. `last_minute`: they end soon,
 * but there is no refresh token, so they are used to their end. `ended`: there is nothing left to use.
 */
export type Freshness = 'fresh' | 'due' | 'last_minute' | 'ended';

// A minute: whoever gets a token is to have time to use it, and two clocks may differ by half of that. Of tokens that live
// for minutes only a quarter of their life, or they would be refreshed for every page.
const freshForMs = 60_000;
const shareOfLife = 1 / 4;

/** How fresh the tokens of a session are. The one place where that is decided. */
export const freshnessOf = (signIn: SignIn, nowMs: number): Freshness => {
  const endMs = signIn.tokensEndAtMs ?? signIn.accessTokenEndsAtMs;
  const lifeMs = endMs - signIn.tokensRefreshedAtMs;
  if (endMs - nowMs > Math.min(freshForMs, Math.max(0, lifeMs * shareOfLife))) return 'fresh';
  if (signIn.isRefreshable) return 'due';
  return isHolding(signIn, nowMs) ? 'last_minute' : 'ended';
};

/** Whether the access token is still good, if only for a moment. */
export const isHolding = ({ accessTokenEndsAtMs }: SignIn, nowMs: number): boolean =>
  accessTokenEndsAtMs > nowMs;
