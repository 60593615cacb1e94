import type { Request, Response } from 'express';
import { readCallback } from './callback-params.js';
import { AuthError, withSignInUrl } from '../errors.js';
import type { AuthEventListener } from '../events.js';
import { noStore } from '../guards/guards.js';
import type { Settings } from '../options.js';
import { digestOf, type PendingSignIn, type PendingSignIns } from './pending.js';
import { poolErrorOf } from '../pool/pool-errors.js';
import type { Pool, SignInHints } from '../pool/pool.js';
import type { ReturnTo } from './return-to.js';
import { sessionKey, signInOf } from '../sessions/session-of-request.js';
import { sessionFacts, type Sessions } from '../sessions/sessions.js';
import type { Revocable } from '../store.js';
import { signInFrom, verifySignIn } from '../tokens/token-set.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';

/** The two halves of a sign-in. */
export interface SignInFlow {
  /** Sends the browser to the pool and remembers, in the browser, that it went. */
  start(
    request: Request,
    response: Response,
    going: { readonly returnTo: string; readonly hints: SignInHints },
  ): Promise<void>;
  /** Takes the browser back from the pool. Throws `AuthError`; where starting again helps, it carries the way to do so. */
  finish(request: Request, response: Response): Promise<void>;
}

/** What a sign-in is made of. */
export interface SignInFlowDeps {
  readonly settings: Settings;
  readonly pool: Pool;
  readonly verifier: TokenVerifier;
  readonly pendingSignIns: PendingSignIns;
  readonly sessions: Sessions;
  readonly returnTo: ReturnTo;
  readonly signInUrl: (returnTo?: string) => string;
  readonly emit: AuthEventListener;
  /** Revokes the refresh token of tokens that nobody will use. It answers at once and never fails. */
  readonly discard: (tokens: Revocable) => void;
}

// The pool's clock and ours may differ by so much when it says that a password was typed "just now".
const clockToleranceMs = 30_000;
const longestUserAgent = 256;

/** The authorization code flow with PKCE (RFC 6749, section 4.1; RFC 7636), with everything checked that can be before the code is spent. */
export const createSignInFlow = (deps: SignInFlowDeps): SignInFlow => {
  const { settings, pool, verifier, pendingSignIns, sessions, returnTo, signInUrl, emit, discard } = deps;

  const exchange = async (params: URLSearchParams, { secrets, isStepUp, startedAtMs }: PendingSignIn) => {
    const response = await pool.redeem({ params, secrets });
    try {
      const verified = await verifySignIn(response, secrets.nonce, { settings, verifier });
      const { auth_time: said, authTimeSeconds } = verified.claims;
      const isProven = said !== undefined && authTimeSeconds * 1000 >= startedAtMs - clockToleranceMs;
      if (isStepUp && !isProven) throw new AuthError('pool_rejected', { reason: 'sign_in_is_not_recent' });
      return verified;
    } catch (error) {
      // Tokens that are not believed are not left lying about at the pool either.
      discard(response);
      throw error;
    }
  };

  const open = async (request: Request, params: URLSearchParams, pending: PendingSignIn): Promise<void> => {
    const verified = await exchange(params, pending);
    const signIn = signInFrom(verified, {
      settings,
      openedBy: digestOf(pending.secrets.state),
      userAgent: (request.headers['user-agent'] ?? '').slice(0, longestUserAgent),
      address: request.ip ?? '',
    });
    await sessions.open(request, { signIn, tokens: verified.tokens }).catch((error: unknown) => {
      discard(verified.tokens);
      throw error;
    });
    const durationMs = settings.now() - pending.startedAtMs;
    emit(
      { type: 'sign_in_succeeded', durationMs, ...sessionFacts(sessionKey(request.sessionID), signIn) },
      request,
    );
  };

  const reported = (error: unknown, request: Request, startAgainAt: string): unknown => {
    if (!(error instanceof AuthError)) return error;
    const { code, reason, poolError } = error;
    emit({ type: 'sign_in_failed', code, reason, poolError }, request);
    return error.signInUrl === undefined ? withSignInUrl(error, startAgainAt) : error;
  };

  const goOn = async (request: Request, response: Response): Promise<void> => {
    const params = readCallback(request.originalUrl);
    const pending = pendingSignIns.find(request, params.state);
    if (pending === undefined) {
      // The callback of the very sign-in that this browser has: reloaded, or reached by the back button.
      if (signInOf(request)?.openedBy !== digestOf(params.state))
        throw new AuthError('sign_in_expired', { reason: 'no_pending_sign_in' });
      return response.redirect(303, returnTo.safe('/'));
    }
    const again = signInUrl(pending.returnTo);
    try {
      if (params.error === undefined) await Promise.all([pool.addresses(), verifier.ready()]);
      await pendingSignIns.useUp(response, pending);
      if (params.error !== undefined) throw refusal(params.error, params.errorDescription);
      await open(request, params.known, pending);
    } catch (error) {
      throw error instanceof AuthError ? withSignInUrl(error, again) : error;
    }
    // Checked again, because what was sealed may be older than the rules of today.
    response.redirect(303, returnTo.safe(pending.returnTo));
  };

  return {
    async start(request, response, { returnTo: back, hints }) {
      noStore(response);
      const isStepUp = hints.mustProve === true;
      const { url, secrets } = await pool.authorizationUrl(hints).catch((error: unknown) => {
        throw reported(error, request, signInUrl(back));
      });
      pendingSignIns.keep(request, response, {
        secrets,
        returnTo: back,
        startedAtMs: settings.now(),
        isStepUp,
      });
      emit({ type: 'sign_in_started', isStepUp }, request);
      response.redirect(303, url);
    },

    async finish(request, response) {
      noStore(response);
      response.set('Referrer-Policy', 'no-referrer');
      await goOn(request, response).catch((error: unknown) => {
        throw reported(error, request, signInUrl());
      });
    },
  };
};

const refusal = (error: string, description: string | undefined): AuthError =>
  new AuthError('sign_in_refused', {
    reason: 'pool_answered_error',
    poolError: poolErrorOf({ error, description }),
  });
