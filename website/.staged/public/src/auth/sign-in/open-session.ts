import type { Request } from 'express';
import { AuthError, refuseUnless } from '../errors.js';
import type { Events } from '../events.js';
import { earliestFor, levelIn, shortfallOf, type LevelRequirements } from '../levels.js';
import { clockToleranceSeconds, type Settings } from '../options.js';
import type { TokenResponse } from '../pool/pool.js';
import type { Revoker } from '../pool/revoker.js';
import type { Sessions } from '../sessions/sessions.js';
import type { Session } from '../store.js';
import { authenticatedAtMs, newSession, verifySignInTokens } from '../tokens/token-set.js';
import type { IdClaims, TokenVerifier } from '../tokens/token-verifier.js';
import { isOldSignIn, type EndedSignIns } from './ended-sign-ins.js';
import { digestOf, type PendingSignIn } from './pending.js';
import type { UserInfo } from './user-info.js';

/** What opening a session is made of. */
export interface OpenSessionDeps {
  readonly settings: Settings;
  readonly verifier: TokenVerifier;
  readonly revoker: Revoker;
  readonly userInfo: UserInfo;
  readonly endedSignIns: Pick<EndedSignIns, 'refuseOld'>;
  readonly sessions: Sessions;
  readonly events: Events;
}

/** From tokens that have just come to a session. Throws `AuthError`, and then the tokens are revoked. */
export const createOpenSession = (deps: OpenSessionDeps) => {
  const { settings, verifier, revoker, userInfo, endedSignIns, sessions, events } = deps;

  const refuseOld = async (request: Request, pending: PendingSignIn, claims: IdClaims): Promise<void> => {
    try {
      await endedSignIns.refuseOld(claims);
    } catch (error) {
      const isFinal = pending.isAnew === true;
      if (isOldSignIn(error))
        events.emit({ type: 'old_sign_in_refused', userId: claims.sub, isFinal }, request);
      throw error;
    }
  };

  /** Each comment names what would go wrong without the step. */
  return (request: Request, pending: PendingSignIn, tokens: TokenResponse): Promise<Session> =>
    // A refresh token is in our hands. If anything fails, it is revoked and not left alive, unseen.
    revoker.discardUnless(tokens, async () => {
      // Both signatures, issuer, audience, times, and the nonce of this sign-in: no forged token, nor one of another app or day.
      const signedFor = await verifySignInTokens(tokens, pending.secrets.nonce, { settings, verifier });
      // Other providers than Cognito may say names and addresses only where they are asked for them.
      const verified = await userInfo.complete(signedFor);

      // A step-up needs a password typed just now; a pool that still knows the browser may have skipped it.
      // A level was asked for: the pool may not know any, or give another.
      if (pending.level !== undefined)
        refuseUnlessOfLevel(pending.level, pending, verified.claims, settings.now());
      else if (pending.isStepUp) refuseUnlessRecent(pending, verified.claims, settings.now());

      // A new session id: one that an attacker planted in this browser before (session fixation) is signed in nowhere.
      const opened = newSession(verified, { settings, ...traitsOf(request, pending) });
      // The person may have ended their sign-ins: what the pool remembers from before is over too. Looked at when the session
      // is listed, and not sooner: whoever ends everything meanwhile finds the session, or we find the mark.
      await sessions.open(request, opened, () => refuseOld(request, pending, verified.claims));
      return opened;
    });
};

// Typed since the trip to the pool began, or as lately as the guard asks. Without `auth_time` the pool has not said when.
const refuseUnlessRecent = (
  { startedAtMs, maxAgeSeconds = 0 }: PendingSignIn,
  claims: IdClaims,
  nowMs: number,
): void => {
  const provenAtMs = authenticatedAtMs(claims);
  const isRecent =
    provenAtMs !== undefined &&
    (provenAtMs + clockToleranceSeconds * 1000 >= startedAtMs || provenAtMs >= nowMs - maxAgeSeconds * 1000);
  refuseUnless(isRecent, 'sign_in_is_not_recent');
};

const refuseUnlessOfLevel = (
  level: LevelRequirements,
  { startedAtMs }: PendingSignIn,
  claims: IdClaims,
  nowMs: number,
): void => {
  const proof = { ...levelIn(claims), authenticatedAtMs: authenticatedAtMs(claims) };
  const sinceMs = Math.min(startedAtMs - clockToleranceSeconds * 1000, earliestFor(level, nowMs));
  const reason = shortfallOf(proof, level, sinceMs);
  if (reason !== undefined) throw new LevelError('authentication_level_required', { reason });
};

/** The pool brought back a sign-in of another level than was asked for. Asked once more, it may do better. */
export class LevelError extends AuthError {}

const longestUserAgent = 256;

const traitsOf = (request: Request, { secrets }: PendingSignIn) => ({
  openedBy: digestOf(secrets.state),
  userAgent: (request.headers['user-agent'] ?? '').slice(0, longestUserAgent),
  address: request.ip ?? '',
});
