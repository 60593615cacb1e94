import type { Request } from 'express';

/** The addresses of the user pool that this relying party calls. */
export type PoolEndpoint = 'discovery' | 'jwks' | 'token' | 'revoke';

/** Why a session is over without the person having asked for it. */
export type EndReason =
  'idle_limit' | 'absolute_limit' | 'refresh_token_refused' | 'tokens_ended' | 'other_person' | 'replaced';

interface OfSession {
  /** The first characters of the session's key in the store: enough to follow it, useless to steal it. */
  readonly session: string;
  readonly userId: string;
}

interface Failure {
  readonly code: string;
  readonly reason?: string | undefined;
  readonly poolError?: string | undefined;
}

/** What happened, in values that may be logged: no token, code, cookie, secret, name or e-mail address. */
export type AuthEvent =
  | { readonly type: 'sign_in_started'; readonly isStepUp: boolean }
  | ({ readonly type: 'sign_in_succeeded'; readonly durationMs: number } & OfSession)
  | ({ readonly type: 'sign_in_failed' } & Failure)
  | ({ readonly type: 'signed_out'; readonly isEverywhere: boolean; readonly sessions: number } & OfSession)
  | ({ readonly type: 'sign_in_ended' } & OfSession)
  | ({ readonly type: 'session_ended'; readonly reason: EndReason } & OfSession)
  | ({ readonly type: 'tokens_refreshed'; readonly durationMs: number } & OfSession)
  | ({ readonly type: 'refresh_waited'; readonly durationMs: number } & OfSession)
  | ({ readonly type: 'refresh_failed'; readonly isTransient: boolean } & Failure & OfSession)
  | ({ readonly type: 'outage_grace_used' } & OfSession)
  | ({ readonly type: 'revoke_failed' } & Failure)
  | ({ readonly type: 'forbidden'; readonly missing: 'group' | 'scope' } & OfSession)
  | ({ readonly type: 'recent_sign_in_required' } & OfSession)
  | { readonly type: 'cross_site_refused'; readonly reason: string }
  | { readonly type: 'bearer_refused'; readonly reason: string }
  | {
      readonly type: 'pool_called';
      readonly endpoint: PoolEndpoint;
      readonly durationMs: number;
      /** The HTTP status, or the code of the failure where there was no answer. */
      readonly outcome: number | string;
    }
  | ({ readonly type: 'keys_unavailable' } & Failure);

/** Hears of every event, with the request at hand where there is one. It answers nothing and may not fail. */
export type AuthEventListener = (event: AuthEvent, request?: Request) => void;

/** Wraps a listener so that what goes wrong in it does not go wrong in a sign-in. */
export const createEmitter =
  (listener: AuthEventListener | undefined): AuthEventListener =>
  (event, request) => {
    // Nobody above can do anything about it, and silence would hide a broken logger: Node reports it as a warning.
    const warn = (error: unknown): void =>
      process.emitWarning(
        `An auth event listener failed on ${event.type}: ${error instanceof Error ? error.name : 'unknown'}`,
      );
    try {
      // An async function fits the type as well, and a rejection that nobody handles would end the process.
      const answer: unknown = listener?.(event, request);
      if (answer instanceof Promise) answer.catch(warn);
    } catch (error) {
      warn(error);
    }
  };
