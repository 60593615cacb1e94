/** Tells refusals apart that share an exception name, for pages that say them in other languages. */
export type PoolErrorReason =
  | 'wrongPassword'
  | 'locked'
  | 'noPasskey'
  | 'wrongPasskey'
  | 'passkeyRefused'
  | 'disabled'
  | 'passwordExpired'
  | 'usedCode'
  | 'passwordsDiffer'
  | 'noAddress'
  | 'needsEmail'
  | 'needsPhone'
  | 'badAttribute'
  | 'alreadyConfirmed'
  | 'invalidLink'
  | 'startOver'
  | 'confirmedByAdministrator';

/** A refusal of the user pool, under the exception name of the user pools API. Pages show its message. */
export class PoolError extends Error {
  readonly code: string;
  /** Where the code does not say it all. Never on the wire. */
  readonly reason: PoolErrorReason | undefined;

  constructor(code: string, message: string, reason?: PoolErrorReason) {
    super(message);
    this.name = 'PoolError';
    this.code = code;
    this.reason = reason;
  }
}

/** Something that was sent cannot be, or cannot be now. */
export const invalidParameter = (message: string, reason?: PoolErrorReason): PoolError =>
  new PoolError('InvalidParameterException', message, reason);

/** Whoever asks may not have it. */
export const notAuthorized = (message: string, reason?: PoolErrorReason): PoolError =>
  new PoolError('NotAuthorizedException', message, reason);

/** Whether a code was wrong, rather than too old or too often tried. */
export const isWrongCode = (error: unknown): error is PoolError =>
  error instanceof PoolError && error.code === 'CodeMismatchException';
