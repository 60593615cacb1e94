import { createHash, randomBytes } from 'node:crypto';
import type { Config } from '../config.js';
import type { Answer, Ask } from './ask.js';
import { addressIn, type DiscoveryDocument } from './document.js';

/** Whose authorization endpoint is asked, and by whom. */
export interface Asker {
  readonly config: Config;
  readonly callbackUrl: string;
  readonly ask: Ask;
  readonly document: () => Promise<DiscoveryDocument>;
}

/** What the authorization endpoint makes of a request. */
export type AuthorizeAnswer =
  /** It would show a page to a person. */
  | { readonly kind: 'accepted' }
  /** It says no in a word that is known here: at its own page, or to the site at the callback URL. */
  | { readonly kind: 'refused'; readonly error: RefusalWord; readonly at: 'page' | 'callback' }
  /** It says no in its own way. */
  | { readonly kind: 'unreadable'; readonly status: number };

const refusalWords = [
  'redirect_mismatch',
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
  'invalid_client',
  'invalid_request',
  'access_denied',
  'server_error',
] as const;
export type RefusalWord = (typeof refusalWords)[number];

// What others call it.
const otherWords: Readonly<Record<string, RefusalWord>> = {
  invalid_redirect: 'redirect_mismatch',
  invalid_redirect_uri: 'redirect_mismatch',
};

const parametersOf = ({ config, callbackUrl }: Asker): Readonly<Record<string, string>> => ({
  response_type: 'code',
  client_id: config.pool.clientId,
  redirect_uri: callbackUrl,
  scope: config.pool.scopes.join(' '),
  state: randomBytes(16).toString('base64url'),
  nonce: randomBytes(16).toString('base64url'),
  code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
  code_challenge_method: 'S256',
});

/** Sends what the site sends for a sign-in, perhaps with changes, and reads what comes of it. No person takes part, so no code. */
export const askAuthorize = async (
  asker: Asker,
  changes: Readonly<Record<string, string>> = {},
): Promise<AuthorizeAnswer> => {
  const endpoint = addressIn((await asker.document()).authorization_endpoint);
  if (endpoint === undefined) return { kind: 'unreadable', status: 0 };
  for (const [name, value] of Object.entries({ ...parametersOf(asker), ...changes }))
    endpoint.searchParams.set(name, value);
  return readAuthorizeAnswer(await asker.ask(endpoint), asker.callbackUrl);
};

export const readAuthorizeAnswer = (answer: Answer, callbackUrl: string): AuthorizeAnswer => {
  const { status, location, text } = answer;
  if (location !== undefined && status >= 300 && status < 400) return readRedirect(location, callbackUrl);
  if (status < 400) return { kind: 'accepted' };
  // A page or JSON of its own: the words are looked for, because there is no telling where they stand.
  const words = text.slice(0, 20_000).match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
  const error = words.map(wordIn).find((word) => word !== undefined);
  return error === undefined ? { kind: 'unreadable', status } : { kind: 'refused', error, at: 'page' };
};

const readRedirect = (location: URL, callbackUrl: string): AuthorizeAnswer => {
  const isCallback = `${location.origin}${location.pathname}` === callbackUrl;
  if (!isCallback && !location.pathname.endsWith('/error')) return { kind: 'accepted' };
  const { searchParams } = location;
  // Cognito documents the code in `error`, and is seen to send `invalid_request` with the code in the description.
  const error =
    wordIn(searchParams.get('error_description') ?? '') ?? wordIn(searchParams.get('error') ?? '');
  const at = isCallback ? 'callback' : 'page';
  if (error !== undefined) return { kind: 'refused', error, at };
  return isCallback && !searchParams.has('error')
    ? { kind: 'accepted' }
    : { kind: 'refused', error: 'invalid_request', at };
};

const wordIn = (text: string): RefusalWord | undefined =>
  refusalWords.find((word) => word === text) ??
  (Object.hasOwn(otherWords, text) ? otherWords[text] : undefined);
