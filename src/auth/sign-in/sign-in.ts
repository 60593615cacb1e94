import type { Request, Response } from 'express';
import { AuthError, refuseUnless, withSignInUrl } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import { noStore } from '../http.js';
import { clockToleranceSeconds, type Settings } from '../options.js';
import { poolErrorOf } from '../pool/pool-errors.js';
import type { Pool, SignInHints } from '../pool/pool.js';
import type { Revoker } from '../pool/revoker.js';
import { keyOf, signInOf } from '../sessions/session-of-request.js';
import type { Sessions } from '../sessions/sessions.js';
import { newSession, verifySignInTokens, type SignInTokens } from '../tokens/token-set.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';
import { readCallback, stateIn, type CallbackAnswer } from './callback-params.js';
import { digestOf, type PendingSignIn, type PendingSignIns } from './pending.js';
import type { ReturnTo } from './return-to.js';

/** Where somebody is to be after the sign-in, and what is asked of the sign-in page. */
export interface Going {
  readonly returnTo: string;
  readonly hints: SignInHints;
}

/** The two halves of a sign-in. Both throw `AuthError` that carries the address which starts it again. */
export interface SignInFlow {
  /** Sends the browser to the pool and remembers, in the browser, that it went. */
  start(request: Request, response: Response, going: Going): Promise<void>;
  /** Takes the browser back from the pool: the callback. */
  finish(request: Request, response: Response): Promise<void>;
}

/** What a sign-in is made of. */
export interface SignInFlowDeps {
  readonly settings: Settings;
  readonly pool: Pool;
  readonly verifier: TokenVerifier;
  readonly revoker: Revoker;
  readonly pendingSignIns: PendingSignIns;
  readonly sessions: Sessions;
  readonly returnTo: ReturnTo;
  readonly events: Events;
}

/** The authorization code flow with PKCE (RFC 6749, section 4.1; RFC 7636), with everything checked that can be before the code is spent. */
export const createSignInFlow = (deps: SignInFlowDeps): SignInFlow => {
  const { settings, pool, verifier, revoker, pendingSignIns, sessions, returnTo, events } = deps;

  /** The callback, step by step. Each comment names what would go wrong without the step. */
  const callback = async (request: Request, response: Response): Promise<void> => {
    // A query that no pool would send is not interpreted: a parameter twice, a token in the address.
    const answer = readCallback(request.originalUrl);

    // This browser began it. A link with an attacker's code, to sign somebody in as the attacker, has no cookie here.
    const pending = pendingSignIns.find(request, answer.state);
    if (pending === undefined) return welcomeBack(request, response, answer.state);

    // Signing keys and addresses first, while nothing is used up: if the pool is away just now, a reload still works.
    await getReadyFor(answer);

    // One callback wins. A second copy (a double click, a stolen address) would redeem the code again.
    await pendingSignIns.useUp(response, pending);

    // The pool may say no: the person gave up, or may not come in.
    refuseRefusal(answer);

    // The code becomes tokens only with our PKCE verifier: a code that leaked on its way is worth nothing. The nonce in them
    // is that of this sign-in: a code that somebody slipped in has another.
    const { discard } = revoker;
    const tokens = await pool.redeem({ params: answer.params, secrets: pending.secrets, discard });

    // From here on a refresh token is in our hands. If anything fails, it is revoked and not left alive, unseen.
    const session = await revoker.discardUnless(tokens, async () => {
      // Both signatures, issuer, audience and times: no forged token, none of another app, none of another day.
      const verified = await verifySignInTokens(tokens, pending.secrets.nonce, { settings, verifier });
      // A step-up needs the password typed just now; a pool that still knows the browser may have skipped it.
      if (pending.isStepUp) refuseUnlessProvenSince(pending.startedAtMs, verified);

      // A new session id: one that an attacker planted in this browser before (session fixation) is signed in nowhere.
      const opened = newSession(verified, { settings, ...traitsOf(request, pending) });
      await sessions.open(request, opened);
      return opened;
    });

    const durationMs = settings.now() - pending.startedAtMs;
    const named = { key: keyOf(request), signIn: session.signIn };
    events.emitFor(named, { type: 'sign_in_succeeded', durationMs }, request);
    // Checked again, because what was sealed may be older than the rules of today (an open redirect).
    response.redirect(303, returnTo.safe(pending.returnTo));
  };

  const sendToPool = async (request: Request, response: Response, going: Going): Promise<void> => {
    const isStepUp = going.hints.mustProve === true;
    const { url, secrets } = await pool.authorizationUrl(going.hints);
    const startedAtMs = settings.now();
    // In the browser and not in the session: see PendingSignIns.
    pendingSignIns.keep(request, response, { secrets, returnTo: going.returnTo, startedAtMs, isStepUp });
    events.emit({ type: 'sign_in_started', isStepUp }, request);
    response.redirect(303, url);
  };

  // The callback of the very sign-in that this browser has, reloaded or reached by the back button, is no failure.
  const welcomeBack = (request: Request, response: Response, state: string): void => {
    const isDone = signInOf(request)?.openedBy === digestOf(state);
    refuseUnless(isDone, 'no_pending_sign_in', 'sign_in_expired');
    response.redirect(303, returnTo.safe('/'));
  };

  const getReadyFor = async ({ error }: CallbackAnswer): Promise<void> => {
    // A refusal brings nothing that would have to be verified.
    if (error === undefined) await Promise.all([pool.addresses(), verifier.ready()]);
  };

  /** What fails in `work` is told once, and goes on with the address that starts the sign-in again. */
  const orStartAgain = async (
    request: Request,
    returnToThen: () => string | undefined,
    work: () => Promise<void>,
  ): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      events.emit({ type: 'sign_in_failed', ...failureIn(error) }, request);
      throw withSignInUrl(error, returnTo.signInUrl(returnToThen()));
    }
  };

  return {
    async start(request, response, going) {
      noStore(response);
      await orStartAgain(
        request,
        () => going.returnTo,
        () => sendToPool(request, response, going),
      );
    },

    async finish(request, response) {
      noStore(response);
      // The address of this page has the code in it.
      response.set('Referrer-Policy', 'no-referrer');
      await orStartAgain(
        request,
        () => pendingSignIns.find(request, stateIn(request.originalUrl))?.returnTo,
        () => callback(request, response),
      );
    },
  };
};

const refuseRefusal = ({ error, errorDescription: description }: CallbackAnswer): void => {
  if (error === undefined) return;
  const poolError = poolErrorOf({ error, description });
  throw new AuthError('sign_in_refused', { reason: 'pool_answered_error', poolError });
};

// Without `auth_time` the pool has not said when that was (OpenID Connect Core 2).
const refuseUnlessProvenSince = (startedAtMs: number, { claims }: SignInTokens): void => {
  const isProven =
    claims['auth_time'] !== undefined &&
    (claims.authTimeSeconds + clockToleranceSeconds) * 1000 >= startedAtMs;
  refuseUnless(isProven, 'sign_in_is_not_recent');
};

const longestUserAgent = 256;

const traitsOf = (request: Request, { secrets }: PendingSignIn) => ({
  openedBy: digestOf(secrets.state),
  userAgent: (request.headers['user-agent'] ?? '').slice(0, longestUserAgent),
  address: request.ip ?? '',
});
