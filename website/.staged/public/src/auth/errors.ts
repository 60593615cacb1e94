import type { Reason } from './reasons.js';

/** The HTTP status that each code answers with. This table is the only place where codes are made. */
export const statusByCode = {
  sign_in_expired: 400,
  sign_in_invalid: 400,
  sign_in_refused: 403,
  not_signed_in: 401,
  forbidden: 403,
  recent_sign_in_required: 401,
  authentication_level_required: 403,
  cross_site: 403,
  too_many_requests: 429,
  pool_rejected: 502,
  pool_misconfigured: 500,
  pool_unreachable: 503,
  pool_timeout: 504,
  store_unreachable: 503,
} as const;

/** One word for each failure that people and programs are told of. The words are part of the interface: they do not change. */
export type AuthErrorCode = keyof typeof statusByCode;

/** What an `AuthError` may carry beside its code. */
export interface AuthErrorDetails {
  /** Which of several causes it was, as a word that may be logged: never a value that came from outside. See `reasons.ts`. */
  readonly reason?: Reason | undefined;
  /** Where the code is answered with another status than in the table: a bearer's 401 for a level (RFC 9470, section 3). */
  readonly status?: number | undefined;
  /** The error code that the user pool answered with, already reduced to a known word. */
  readonly poolError?: string | undefined;
  /** The HTTP status that the user pool answered with. */
  readonly poolStatus?: number | undefined;
  /** The address that it is about, made from the configuration alone: the one that was asked, or the one to register. */
  readonly address?: string | undefined;
  /** By how many seconds the pool's clock seems to be ahead of ours; below zero, behind. */
  readonly clockAheadSeconds?: number | undefined;
  /** When to try again, in seconds: becomes the `Retry-After` header. */
  readonly retryAfterSeconds?: number | undefined;
  /** A path of this site that starts the sign-in again and keeps where the person was going. */
  readonly signInUrl?: string | undefined;
}

/** When to come back where nothing better is known, in seconds. */
export const usualRetryAfterSeconds = 5;

/**
 * A failure that was foreseen: its code says what happened, its status how to answer. It has no `cause`: those of the
 * protocol library hold tokens and secrets, and whatever an error carries ends up in a log one day.
 */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly code: AuthErrorCode;
  readonly status: number;
  readonly reason: Reason | undefined;
  readonly poolError: string | undefined;
  readonly poolStatus: number | undefined;
  readonly address: string | undefined;
  readonly clockAheadSeconds: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly signInUrl: string | undefined;

  constructor(code: AuthErrorCode, details: AuthErrorDetails = {}) {
    super(details.reason === undefined ? code : `${code} (${details.reason})`);
    this.code = code;
    this.status = details.status ?? statusByCode[code];
    this.reason = details.reason;
    this.poolError = details.poolError;
    this.poolStatus = details.poolStatus;
    this.address = details.address;
    this.clockAheadSeconds = details.clockAheadSeconds;
    this.retryAfterSeconds =
      details.retryAfterSeconds ?? (this.status === 503 ? usualRetryAfterSeconds : undefined);
    this.signInUrl = details.signInUrl;
  }
}

/**
 * Throws an `AuthError` unless `isRight`. Without a code it is `pool_rejected`: an answer of the pool breaks the protocol,
 * in the way that the reason names. Its type stands in full, because TypeScript asks that of an assertion.
 */
export const refuseUnless: (isRight: boolean, reason: Reason, code?: AuthErrorCode) => asserts isRight = (
  isRight,
  reason,
  code = 'pool_rejected',
) => {
  if (!isRight) throw new AuthError(code, { reason });
};

/** The same failure, with more said of it. */
export const withDetails = ({ code, ...said }: AuthError, details: AuthErrorDetails): AuthError =>
  new AuthError(code, { ...said, ...details });

/** The same failure, with the way to start again added. */
export const withSignInUrl = (error: AuthError, signInUrl: string): AuthError =>
  withDetails(error, { signInUrl });

/** Whether waiting may help. A transient failure never signs anybody out. */
export const isTransient = (error: unknown): boolean =>
  error instanceof AuthError &&
  (error.code === 'pool_unreachable' || error.code === 'pool_timeout' || error.code === 'store_unreachable');
