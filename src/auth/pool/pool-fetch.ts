import { AuthError, refuseUnless, usualRetryAfterSeconds, type AuthErrorCode } from '../errors.js';
import type { Events, PoolEndpoint } from '../events.js';
import type { Fetched } from '../fetch.js';
import type { Settings } from '../options.js';
import type { Reason } from '../reasons.js';
import { createCallLimit } from './call-limit.js';

/** Fetches from the user pool. Throws `AuthError`. */
export type PoolFetch = (endpoint: PoolEndpoint, url: string, init?: PoolRequest) => Promise<PoolAnswer>;

/** An answer of the pool, read whole and decompressed: whoever wants to look at it looks at its text. */
export interface PoolAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A request to the pool. Without a method it is a GET. */
export interface PoolRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: URLSearchParams | string | undefined;
  /** Whether it is a part of signing in. The calls of signed-in people have places of their own. */
  readonly isForSignIn?: boolean;
  /** How long this call may take, in milliseconds, where it should be less than usual. */
  readonly deadlineMs?: number;
}

/** What fetching is made of. */
export interface PoolFetchDeps {
  readonly settings: Pick<Settings, 'deadlineMs'> & Partial<Pick<Settings, 'fetch'>>;
  readonly events: Events;
  /** Whether this relying party talks to such an origin. */
  readonly isAllowed: (origin: string) => boolean;
}

// After decompression. The largest answer, a discovery document, has two.
const longestBodyBytes = 256 * 1024;
const retryAfterMostSeconds = 300;

/**
 * The one way by which bytes come from the pool. It keeps to known hosts, follows no redirect, gives up at a
 * deadline, reads no more than it must and never leaves a body unread; beyond a number of calls under way it
 * refuses at once, so that a slow pool cannot pile up requests here.
 */
export const createPoolFetch = ({ settings, events, isAllowed }: PoolFetchDeps): PoolFetch => {
  const limit = createCallLimit();

  const call = async (
    url: string,
    { deadlineMs = settings.deadlineMs, body, isForSignIn: _isForSignIn, ...init }: PoolRequest,
  ): Promise<PoolAnswer> => {
    const deadline = new AbortController();
    // Taken back when the answer is there, which `AbortSignal.timeout` cannot: each call would be given up once more, long after.
    const timer = setTimeout(() => deadline.abort(), deadlineMs).unref();
    const { signal } = deadline;
    try {
      const ask = settings.fetch ?? fetch;
      const response = await ask(url, { ...init, body: body ?? null, redirect: 'manual', signal });
      const { status, headers } = response;
      return { status, headers, text: await readWhole(response) };
    } catch (error) {
      throw fromFetch(error, signal);
    } finally {
      clearTimeout(timer);
    }
  };

  const callWithin = async (endpoint: PoolEndpoint, url: string, init: PoolRequest): Promise<PoolAnswer> => {
    refuseUnless(isAllowed(new URL(url).origin), 'foreign_host');
    // Documents and keys are fetched once for everybody, so they are never many; and nobody can go on without them.
    if (endpoint === 'discovery' || endpoint === 'jwks') return call(url, init);
    return limit.within(init.isForSignIn === true ? 'sign-in' : 'signed-in', () => call(url, init));
  };

  return async (endpoint, url, init = {}) => {
    const startedAtMs = performance.now();
    const report = (outcome: number | Reason | AuthErrorCode | 'unexpected'): void =>
      events.emit({
        type: 'pool_called',
        endpoint,
        durationMs: Math.round(performance.now() - startedAtMs),
        outcome,
      });
    const answer = await callWithin(endpoint, url, init).catch((error: unknown) => {
      report(error instanceof AuthError ? (error.reason ?? error.code) : 'unexpected');
      throw error;
    });
    report(answer.status);
    refuseUnusable(endpoint, answer);
    return answer;
  };
};

/** The JSON of a good answer; `undefined` for any other, and for what is not JSON after all. */
export const jsonIn = ({ status, text }: PoolAnswer): unknown => (status === 200 ? parsed(text) : undefined);

/** What a text says in JSON; `undefined` where it is none. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readWhole = async (response: Fetched): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the stream, so the rest of a too large body is never taken from the socket.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > longestBodyBytes) {
      // A failure is one however long its page is, and its status says more than the page does.
      if (response.status >= 300) break;
      throw new AuthError('pool_rejected', { reason: 'answer_too_large' });
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
};

const refuseUnusable = (endpoint: PoolEndpoint, { status, headers }: PoolAnswer): void => {
  // The user pools API throttles with a 400 that names this exception; the token endpoint may do the same.
  const isThrottled =
    status === 429 || headers.get('x-amzn-errortype')?.startsWith('TooManyRequests') === true;
  if (isThrottled || status >= 500) {
    const reason: Reason = isThrottled ? 'pool_throttles' : `pool_status_${status}`;
    throw new AuthError('pool_unreachable', {
      reason,
      poolStatus: status,
      retryAfterSeconds: retryAfter(headers),
    });
  }
  if (endpoint === 'discovery' && status !== 200) throw noDocument(status);
  if (endpoint === 'revoke' || status !== 200) return;
  // A body that happens to parse is not enough: what is not declared as JSON did not come from the endpoint that we mean.
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '');
  refuseUnless(isJson, 'answer_is_not_json');
};

// Cognito answers 400 or 404 ("User pool … does not exist"). Anything else may be somebody between.
const noDocument = (poolStatus: number): AuthError =>
  [400, 404, 410].includes(poolStatus)
    ? new AuthError('pool_misconfigured', { reason: 'issuer_unknown', poolStatus })
    : new AuthError('pool_rejected', { reason: `pool_status_${poolStatus}`, poolStatus });

const retryAfter = (headers: Headers): number => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (!Number.isInteger(seconds) || seconds < 0) return usualRetryAfterSeconds;
  return Math.min(Math.max(seconds, 1), retryAfterMostSeconds);
};

const fromFetch = (error: unknown, deadline: AbortSignal): AuthError => {
  if (error instanceof AuthError) return error;
  // What is thrown differs between Node's versions and between the head and the body of an answer; the signal does not.
  if (deadline.aborted) return new AuthError('pool_timeout', { reason: 'deadline' });
  // Messages may quote a header; only the system's own code is worth repeating. `fetch` has it in the cause of a bare TypeError.
  const reason = errnoOf(error) ?? errnoOf(Object(error).cause) ?? 'network';
  return new AuthError('pool_unreachable', { reason });
};

const errnoOf = (error: unknown): Uppercase<string> | undefined => {
  const { code } = Object(error) as { readonly code?: unknown };
  return isErrno(code) ? code : undefined;
};

const isErrno = (code: unknown): code is Uppercase<string> =>
  typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code);
