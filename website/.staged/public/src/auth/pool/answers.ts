import { refuseUnless } from '../errors.js';
import { jsonIn } from './pool-fetch.js';
import type { Provider } from './provider.js';

// What is looked at before the library does: it would refuse the answer, or not, without saying what is wrong with it.

/**
 * Refuses a discovery document whose issuer is the configured one but for a slash at the end. The library takes the two for
 * one where there is no path, and every ID token would be refused later. Throws `AuthError` `pool_misconfigured`.
 */
export const refuseOtherSlash = async (response: Response, issuer: string): Promise<Response> => {
  const { issuer: written } = Object(await jsonIn(response.clone())) as { readonly issuer?: unknown };
  const isSame = written === issuer || typeof written !== 'string' || bare(written) !== bare(issuer);
  refuseUnless(isSame, 'issuer_differs_by_slash', 'pool_misconfigured');
  return response;
};

const bare = (issuer: string): string => issuer.replace(/\/$/, '');

/** Refuses an ID token that is signed, but not with RS256, by name. Throws `AuthError` `pool_rejected`. */
export const refuseOtherAlgorithm = async (response: Response): Promise<Response> => {
  const { id_token: token } = Object(await jsonIn(response.clone())) as { readonly id_token?: unknown };
  refuseUnless((algorithmOf(token) ?? 'RS256') === 'RS256', 'token_signed_otherwise');
  return response;
};

/** The answer to a refresh, in the words of the standard where the provider says in its own that the token is dead. */
export const inPlainWords = async (response: Response, provider: Provider): Promise<Response> => {
  const { status } = response;
  return provider.saysDead({ status, body: await response.clone().text() })
    ? Response.json({ error: 'invalid_grant' }, { status })
    : response;
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
