import type { AuthErrorCode } from '../auth/index.js';

/** The codes of a sign-in's own table that a call of the API can end with. */
export type FaultCode = Extract<
  AuthErrorCode,
  'pool_unreachable' | 'pool_timeout' | 'pool_rejected' | 'pool_misconfigured' | 'not_signed_in' | 'forbidden'
>;

/** What an exception of the API means to the person whose call it ended. */
export interface Meaning {
  readonly sentence: string;
  /** The field that it is about. */
  readonly field?: string | undefined;
  /** Whether the people who run the pool have to mend it. */
  readonly isPoolsFault?: boolean;
  /** Set where the call came to nothing whatever was asked: the code of the table of errors. */
  readonly fault?: FaultCode;
}
