import type { Request } from 'express';
import { AuthError, type AuthErrorCode } from './errors.js';
import { bearerHintFor, hintFor, type EndReason, type Reason } from './reasons.js';
import type { SignIn } from './store.js';

/** The addresses of the user pool that this relying party calls. */
export type PoolEndpoint = 'discovery' | 'jwks' | 'token' | 'revoke' | 'userInfo';

interface OfSession {
  /** The first characters of the session's key in the store: enough to follow it, useless to steal it. */
  readonly session: string;
  readonly userId: string;
}

interface Failure {
  /** `unexpected` for what is no `AuthError`; `invalid_grant` where the pool refused a refresh token. */
  readonly code: AuthErrorCode | 'invalid_grant' | 'unexpected';
  readonly reason?: Reason | undefined;
  readonly poolError?: string | undefined;
  readonly poolStatus?: number | undefined;
  readonly address?: string | undefined;
  readonly clockAheadSeconds?: number | undefined;
}

/** A session that an event is about. */
export interface NamedSession {
  readonly key: string;
  readonly signIn: SignIn;
}

/** What happened to a session. Which one is added where it is told. */
type SessionEvent =
  | {
      readonly type: 'sign_in_succeeded';
      readonly durationMs: number;
      readonly isStepUp: boolean;
      readonly isSilent?: true;
    }
  | { readonly type: 'signed_out'; readonly isEverywhere: boolean; readonly sessions: number }
  | { readonly type: 'sign_in_ended' }
  | { readonly type: 'session_ended'; readonly reason: EndReason }
  | { readonly type: 'foreign_session'; readonly reason: Reason }
  | { readonly type: 'app_data_overwritten' }
  | { readonly type: 'tokens_refreshed'; readonly durationMs: number }
  /** A request waited for a refresh that another one made. `isElsewhere`: in another process. */
  | { readonly type: 'refresh_waited'; readonly durationMs: number; readonly isElsewhere: boolean }
  | ({ readonly type: 'refresh_failed'; readonly isTransient: boolean } & Failure)
  | ({ readonly type: 'revoke_failed' } & Failure)
  /** Somebody signed out everywhere, and `signOutOfOtherApps` failed. */
  | ({ readonly type: 'other_apps_not_ended' } & Failure)
  | { readonly type: 'outage_grace_used' }
  | { readonly type: 'forbidden'; readonly missing: 'group' | 'scope' | 'claim' }
  | { readonly type: 'recent_sign_in_required' }
  | { readonly type: 'level_required'; readonly reason: Reason };

/** What happened without a session, or before there was one. */
type OtherEvent =
  /**
   * `isSilent`: nobody asked for it (`trySilentSignIn`); most of them come to nothing, which is no failure. `isAgain`: the
   * browser came back from the pool, and is sent there once more on the same trip.
   */
  | {
      readonly type: 'sign_in_started';
      readonly isStepUp: boolean;
      readonly isSilent?: true;
      readonly isAgain?: true;
    }
  | ({ readonly type: 'sign_in_failed' } & Failure)
  /** The pool brought back a sign-in from before its person, or an operator, ended them. `isFinal`: for the second time. */
  | { readonly type: 'old_sign_in_refused'; readonly userId: string; readonly isFinal: boolean }
  /** An operator, the app, or the person by a change of the password ended sign-ins of this person; without one, of everybody. */
  | { readonly type: 'sign_ins_ended'; readonly userId?: string | undefined; readonly sessions: number }
  | ({ readonly type: 'revoke_failed' } & Failure)
  | ({ readonly type: 'user_info_failed' } & Failure)
  | { readonly type: 'cross_site_refused'; readonly reason: Reason | AuthErrorCode }
  | { readonly type: 'bearer_refused'; readonly reason: Reason | AuthErrorCode }
  | {
      readonly type: 'pool_called';
      readonly endpoint: PoolEndpoint;
      readonly durationMs: number;
      /** The HTTP status, or the reason of the failure where there was no answer. */
      readonly outcome: number | Reason | AuthErrorCode | 'unexpected';
    }
  | ({ readonly type: 'keys_unavailable' } & Failure);

/** What happened, in values that may be logged: no token, code, cookie, secret, name or e-mail address. */
export type AuthEvent = (OtherEvent | (SessionEvent & OfSession)) & {
  /** What to change, where a setting or something outside is to be changed. See `reasons.ts`. */
  readonly hint?: string;
};

/** Hears of every event, with the request at hand where there is one. It answers nothing and may not fail. */
export type AuthEventListener = (event: AuthEvent, request?: Request) => void;

/** Tells what happened. Neither function can fail, whatever the listener does. */
export interface Events {
  emit(event: OtherEvent, request?: Request): void;
  /** For what happened to a session: how events name one is built in. */
  emitFor(session: NamedSession, event: SessionEvent, request?: Request): void;
}

/** How events and logs speak of a failure. */
export const failureIn = (error: unknown): Failure =>
  error instanceof AuthError
    ? {
        code: error.code,
        reason: error.reason,
        poolError: error.poolError,
        poolStatus: error.poolStatus,
        address: error.address,
        clockAheadSeconds: error.clockAheadSeconds,
      }
    : { code: 'unexpected' };

/** Stands between a listener and a sign-in, so that what goes wrong in the one does not go wrong in the other. */
export const createEvents = (listener: AuthEventListener | undefined): Events => {
  const tell: AuthEventListener = (event, request) => {
    // Nobody above can do anything about it, and silence would hide a broken logger: Node reports it as a warning.
    const warn = (error: unknown): void =>
      process.emitWarning(
        `An auth event listener failed on ${event.type}: ${error instanceof Error ? error.name : 'unknown'}`,
      );
    try {
      // An async function fits the type as well, and a rejection that nobody handles would end the process.
      const answer: unknown = listener?.(withHint(event), request);
      if (answer instanceof Promise) answer.catch(warn);
    } catch (error) {
      warn(error);
    }
  };
  return {
    emit: tell,
    emitFor: ({ key, signIn }, event, request) =>
      tell({ ...event, session: shownOfKey(key), userId: signIn.user.id }, request),
  };
};

// Every listener is to be told what to do, not only the one that looks it up.
const withHint = (event: AuthEvent): AuthEvent => {
  if (!('reason' in event)) return event;
  const hint = event.type === 'bearer_refused' ? bearerHintFor(event.reason) : hintFor(event.reason);
  return hint === undefined ? event : { ...event, hint };
};

/** How events name a session. */
export const shownOfKey = (key: string): string => key.slice(0, 8);
