import { refuseUnless } from '../errors.js';
import { jsonIn, type PoolAnswer } from './pool-fetch.js';
import type { Provider } from './provider.js';

// What is looked at before the library does: it would refuse the answer, or not, without saying what is wrong with it.

/**
 * Refuses a discovery document whose issuer is the configured one but for a slash at the end. The library takes the two for
 * one where there is no path, and every ID token would be refused later. Throws `AuthError` `pool_misconfigured`.
 */
export const refuseOtherSlash = (answer: PoolAnswer, issuer: string): PoolAnswer => {
  const { issuer: written } = Object(jsonIn(answer)) as { readonly issuer?: unknown };
  const isSame = written === issuer || typeof written !== 'string' || bare(written) !== bare(issuer);
  refuseUnless(isSame, 'issuer_differs_by_slash', 'pool_misconfigured');
  return answer;
};

const bare = (issuer: string): string => issuer.replace(/\/$/, '');

/** Refuses an ID token that is signed, but not with RS256, by name. Throws `AuthError` `pool_rejected`. */
export const refuseOtherAlgorithm = (answer: PoolAnswer): PoolAnswer => {
  const { id_token: token } = Object(jsonIn(answer)) as { readonly id_token?: unknown };
  refuseUnless((algorithmOf(token) ?? 'RS256') === 'RS256', 'token_signed_otherwise');
  return answer;
};

/** The answer to a refresh, in the words of the standard where the provider says in its own that the token is dead. */
export const inPlainWords = (answer: PoolAnswer, provider: Provider): PoolAnswer => {
  const { status, text: body } = answer;
  if (!provider.saysDead({ status, body })) return answer;
  const headers = new Headers({ 'content-type': 'application/json' });
  return { status, headers, text: JSON.stringify({ error: 'invalid_grant' }) };
};

// `undefined` for whatever is no signed token: the library says what that is.
const algorithmOf = (token: unknown): string | undefined => {
  const parts = typeof token === 'string' ? token.split('.') : [];
  if (parts.length !== 3) return undefined;
  try {
    const { alg } = Object(JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString())) as {
      readonly alg?: unknown;
    };
    return typeof alg === 'string' ? alg : undefined;
  } catch {
    return undefined;
  }
};
