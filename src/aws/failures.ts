import type { FaultCode } from './meaning.js';
import { meaningOf } from './refusal-cases.js';

/** What the pool says no to, with a sentence for the person who asked. It has no `cause`, as no error of ours has. */
export class PoolRefusal extends Error {
  override readonly name = 'PoolRefusal';
  /** The exception's name, one of those in `refusals.ts`: it may be logged. */
  readonly exception: string;
  /** What to tell the person. */
  readonly sentence: string;
  /** What it is about: `code`, `currentPassword`, `newPassword`, `address`, or the name of an attribute. */
  readonly field: string | undefined;
  /** Whether it is for the people who run the pool to mend, and not for the person. */
  readonly isPoolsFault: boolean;

  constructor(
    exception: string,
    said: { sentence: string; field?: string | undefined; isPoolsFault?: boolean },
  ) {
    super(exception);
    this.exception = exception;
    this.sentence = said.sentence;
    this.field = said.field;
    this.isPoolsFault = said.isPoolsFault ?? false;
  }
}

/** A call that came to nothing, by no fault of the person: `code` says how, as in the table of `src/auth/errors.ts`. */
export class PoolFault extends Error {
  override readonly name = 'PoolFault';
  readonly code: FaultCode;
  /** The exception's name, where there was one that is known. */
  readonly poolError: string | undefined;
  readonly poolStatus: number | undefined;

  constructor(
    code: FaultCode,
    seen: { poolError?: string | undefined; poolStatus?: number | undefined } = {},
  ) {
    super(code);
    this.code = code;
    this.poolError = seen.poolError;
    this.poolStatus = seen.poolStatus;
  }
}

interface SdkError {
  readonly name?: unknown;
  readonly message?: unknown;
  /** Of a connection that failed, in the words of Node: `ECONNREFUSED`. */
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
  /** Of an answer that could not be read. */
  readonly $response?: { readonly statusCode?: unknown };
}

/** What an error of the SDK, or whatever else ended a call, means. Nothing of it is kept but known words and the status. */
export const failureFrom = (error: unknown): PoolRefusal | PoolFault => {
  const { name, message, code, $metadata, $response } = Object(error) as SdkError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  const poolStatus = typeof status === 'number' ? status : undefined;
  const meaning = meaningOf(String(name), typeof message === 'string' ? message : '');
  if (meaning === undefined) return new PoolFault(faultOf(String(name), code, poolStatus), { poolStatus });
  return meaning.fault === undefined
    ? new PoolRefusal(String(name), meaning)
    : new PoolFault(meaning.fault, { poolError: String(name), poolStatus });
};

// The SDK calls a connection that broke a timeout too.
const broken = new Set<unknown>(['ECONNRESET', 'EPIPE']);

const faultOf = (name: string, code: unknown, status: number | undefined): FaultCode => {
  if (name === 'AbortError' || (name === 'TimeoutError' && !broken.has(code))) return 'pool_timeout';
  if (status === undefined || status === 429 || status >= 500) return 'pool_unreachable';
  // An answer that is none of the API's: a proxy's page, an exception that nobody has heard of.
  return 'pool_rejected';
};
