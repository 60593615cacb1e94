import { AuthError } from '../errors.js';

/** The parameters of a callback, each there at most once and of a sane size. */
export interface CallbackParams {
  /** Exactly what may be passed on to the protocol library. */
  readonly known: URLSearchParams;
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
export const readCallback = (originalUrl: string): CallbackParams => {
  const query = new URLSearchParams(
    originalUrl.includes('?') ? originalUrl.slice(originalUrl.indexOf('?') + 1) : '',
  );
  if (forbidden.some((name) => query.has(name))) throw invalid('token_in_url');
  const known = new URLSearchParams();
  for (const name of names) {
    const values = query.getAll(name);
    const [value] = values;
    if (values.length > 1) throw invalid('duplicated_parameter');
    if (value === undefined) continue;
    if (value.length > longest[name]) throw invalid('oversize_parameter');
    if (!isReadable(name, value)) throw invalid('unreadable_parameter');
    known.set(name, value);
  }
  const state = known.get('state');
  if (state === null || state === '') throw invalid(known.has('error') ? 'error_without_state' : 'no_state');
  return { known, state, ...outcomeOf(known) };
};

const isReadable = (name: string, value: string): boolean =>
  // What the pool says in prose is never shown, so it may be in any language.
  name === 'error_description' || printable.test(value);

const outcomeOf = (known: URLSearchParams): Pick<CallbackParams, 'error' | 'errorDescription'> => {
  const code = known.get('code');
  const error = known.get('error') ?? undefined;
  // Half an answer is none: `error=` with a code would otherwise pass for a success.
  if (error === '' || (error !== undefined && code !== null)) throw invalid('code_and_error');
  if (error === undefined && (code === null || code === '')) throw invalid('no_code');
  return { error, errorDescription: known.get('error_description') ?? undefined };
};

const invalid = (reason: string): AuthError => new AuthError('sign_in_invalid', { reason });
