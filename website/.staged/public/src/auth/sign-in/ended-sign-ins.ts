import { AuthError } from '../errors.js';
import { clockToleranceSeconds, type Settings } from '../options.js';
import type { Person, SessionStore } from '../store.js';
import { authenticatedAtMs } from '../tokens/token-set.js';
import type { IdClaims } from '../tokens/token-verifier.js';

/**
 * Makes the end of a sign-in mean it. A pool remembers a browser by a cookie of its own, which nothing that this site can
 * call ends, and would let it come back without a word. So whoever ends sign-ins leaves a mark, and what the pool brings
 * back from before the mark is not taken.
 *
 * The rule is here and nowhere else: a sign-in is from before when its `auth_time` is. It rests on OpenID Connect Core 2
 * (`auth_time`: when the person was authenticated) and, for Cognito, on its pages about `max_age`, by which the `auth_time` of a
 * sign-in that its cookie answered is that of the password, and not later; nobody here has seen it on the wire.
 */
export interface EndedSignIns {
  /** Leaves the mark. It is to come before the sessions are ended, so that nobody slips in between. Throws `AuthError`. */
  mark(whose: Person | 'everybody'): Promise<void>;
  /** Throws `AuthError` `authentication_level_required` when the pool brings back a sign-in from before the mark. */
  refuseOld(claims: IdClaims): Promise<void>;
}

/** What the marks are made of. */
export interface EndedSignInsDeps {
  readonly settings: Pick<Settings, 'now'>;
  readonly store: Pick<SessionStore, 'markEnded' | 'endedAtMs'>;
}

// Longer than pools remember a browser by default: Cognito one hour, others mostly a day at most.
const markedForMs = 24 * 60 * 60_000;

/** Keeps the marks in the session store, where every process sees them. */
export const createEndedSignIns = ({ settings, store }: EndedSignInsDeps): EndedSignIns => ({
  mark: (whose) => store.markEnded(whose, settings.now(), markedForMs),

  async refuseOld(claims) {
    const endedAtMs = await store.endedAtMs({ issuer: claims.iss, id: claims.sub });
    if (endedAtMs !== undefined && isFromBefore(claims, endedAtMs))
      throw new AuthError('authentication_level_required', { reason: 'sign_in_is_from_before' });
  },
});

// The mark is of our clock, the time of the password of the pool's. A pool that does not say when it was, although it was
// asked, cannot say that it was later.
const isFromBefore = (claims: IdClaims, endedAtMs: number): boolean => {
  const provenAtMs = authenticatedAtMs(claims);
  return provenAtMs === undefined || provenAtMs + clockToleranceSeconds * 1000 < endedAtMs;
};

/** Whether this is the refusal of a sign-in from before the mark. */
export const isOldSignIn = (error: unknown): boolean =>
  error instanceof AuthError && error.reason === 'sign_in_is_from_before';
