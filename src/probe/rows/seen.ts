import type { Answer } from '../http.js';
import { formIn } from '../form.js';
import type { Seen } from '../row.js';
import type { ApiAnswer } from '../sdk.js';

/** Where an answer leads, as an address in full: whether it came so is a row of its own. */
export const redirectSeen = ({ status, location, url }: Answer): Seen => ({
  status,
  location: location === '' ? '' : new URL(location, url).href.replaceAll('+', ' '),
});

/** Of an answer in JSON: how it came and what it says. Tokens become the name of their kind later. */
export const jsonSeen = (answer: Answer): Seen => ({
  status: answer.status,
  type: answer.headers.get('content-type'),
  body: bodyOf(answer),
});

/** The least that a refusal is known by. */
export const refusalSeen = (answer: Answer): Seen => ({ status: answer.status, body: bodyOf(answer) });

/** JSON as it is; of anything else whether there is something, and what it calls itself. */
export const bodyOf = ({ text, headers }: Answer): unknown => {
  if (text === '') return '';
  try {
    return JSON.parse(text);
  } catch {
    return `${(headers.get('content-type') ?? 'no type').split(';')[0]}, not JSON`;
  }
};

/** The texts of these headers; null where one did not come. */
export const headersSeen = ({ headers }: Answer, names: readonly string[]): Seen =>
  Object.fromEntries(names.map((name) => [name, headers.get(name)]));

/** Each cookie by its name and attributes, without its value. `Secure` is not looked at: it goes with https. */
export const cookiesSeen = ({ headers }: Answer): readonly string[] =>
  headers
    .getSetCookie()
    .map((line) => {
      const [pair = '', ...attributes] = line.split(';');
      const value = pair
        .slice(pair.indexOf('=') + 1)
        .replaceAll('"', '')
        .trim();
      const shown = attributes
        .map((one) => one.trim().replace(/^expires=.*$/iu, 'Expires'))
        .filter((one) => one !== '' && !/^secure$/iu.test(one))
        .sort();
      return [`${pair.slice(0, pair.indexOf('='))}${value === '' ? ' (empty)' : ''}`, ...shown].join('; ');
    })
    .sort();

/** The names of a page's form, and its language. */
export const pageSeen = (answer: Answer): Seen => ({
  status: answer.status,
  type: answer.headers.get('content-type')?.toLowerCase().replaceAll(' ', '') ?? null,
  language: /<html[^>]*\blang="([^"]*)"/iu.exec(answer.text)?.[1] ?? null,
  fields:
    formIn(answer.text)
      ?.fields.filter(({ type }) => type !== 'submit')
      .map(({ name, type }) => `${name} (${type})`)
      .sort() ?? null,
});

/** Of the user pools API: the refusal by name and words, or what kind of answer came. */
export const apiSeen = ({ status, error, message, body }: ApiAnswer): Seen =>
  error === '' ? { status, members: Object.keys(body).sort() } : { status, error, message };

/** Header and claims of a token. */
export const tokenSeen = (token: string): Seen => {
  const [header = '', payload = ''] = token.split('.');
  const claims = decoded(payload);
  return {
    header: Object.keys(decoded(header)).sort(),
    algorithm: decoded(header)['alg'],
    claims: Object.fromEntries(
      Object.keys(claims)
        .sort()
        .map((name) => [name, claimSeen(name, claims[name])]),
    ),
  };
};

const constant = new Set(['token_use', 'version', 'scope', 'acr', 'amr', 'email_verified', 'nonce', 'iss']);

const claimSeen = (name: string, value: unknown): unknown => {
  // The order of scopes is nobody's promise.
  if (name === 'scope') return String(value).split(' ').sort().join(' ');
  return constant.has(name) ? value : typeof value;
};

export const decoded = (part: string): Readonly<Record<string, unknown>> =>
  Object(JSON.parse(Buffer.from(part, 'base64url').toString())) as Readonly<Record<string, unknown>>;

export const claimsOf = (token: string): Readonly<Record<string, unknown>> =>
  decoded(token.split('.')[1] ?? '');
