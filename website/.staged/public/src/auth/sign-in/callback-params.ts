import { refuseUnless } from '../errors.js';
import type { Reason } from '../reasons.js';

/** What the pool answers by way of the browser: parameters that are each there at most once and of a sane size. */
export interface CallbackAnswer {
  /** Exactly what may be passed on to the protocol library. */
  readonly params: URLSearchParams;
  readonly state: string;
  readonly error: string | undefined;
  readonly errorDescription: string | undefined;
}

const names = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'session_state'] as const;
// Tokens have no business in a URL (RFC 9700, section 4.6), nor has a response that we cannot read.
const forbidden = ['id_token', 'token', 'access_token', 'refresh_token', 'response'];
const longest = {
  code: 2048,
  state: 512,
  iss: 512,
  error: 128,
  error_description: 2048,
  error_uri: 2048,
  session_state: 512,
};
const printable = /^[ -~]*$/;

/** Reads a callback's query. Throws `AuthError` `sign_in_invalid` for anything that no pool would send. */
export const readCallback = (originalUrl: string): CallbackAnswer => {
  const query = queryOf(originalUrl);
  expectCallback(!forbidden.some((name) => query.has(name)), 'token_in_url');
  const params = new URLSearchParams();
  for (const name of names) {
    const values = query.getAll(name);
    const [value] = values;
    expectCallback(values.length <= 1, 'duplicated_parameter');
    if (value === undefined) continue;
    expectCallback(value.length <= longest[name], 'oversize_parameter');
    expectCallback(isReadable(name, value), 'unreadable_parameter');
    params.set(name, value);
  }
  const state = params.get('state') ?? '';
  expectCallback(state !== '', params.has('error') ? 'error_without_state' : 'no_state');
  return { params, state, ...outcomeOf(params) };
};

/** The state of a callback that may be malformed otherwise; empty where there is none. */
export const stateIn = (originalUrl: string): string => queryOf(originalUrl).get('state') ?? '';

// Not Express's `request.query`: what that makes of a repeated name is a setting of the host app.
const queryOf = (originalUrl: string): URLSearchParams =>
  new URLSearchParams(originalUrl.includes('?') ? originalUrl.slice(originalUrl.indexOf('?') + 1) : '');

const isReadable = (name: string, value: string): boolean =>
  // What the pool says in prose is never shown, so it may be in any language.
  name === 'error_description' || printable.test(value);

const outcomeOf = (params: URLSearchParams): Pick<CallbackAnswer, 'error' | 'errorDescription'> => {
  const code = params.get('code');
  const error = params.get('error') ?? undefined;
  // Half an answer is none: `error=` with a code would otherwise pass for a success.
  expectCallback(error !== '' && (error === undefined || code === null), 'code_and_error');
  expectCallback(error !== undefined || (code !== null && code !== ''), 'no_code');
  return { error, errorDescription: params.get('error_description') ?? undefined };
};

const expectCallback = (isRight: boolean, reason: Reason): void =>
  refuseUnless(isRight, reason, 'sign_in_invalid');
