import type * as oidc from 'openid-client';
import type { Settings } from '../options.js';
import { inPlainWords, refuseOtherAlgorithm, refuseOtherSlash } from './answers.js';
import type { PoolAnswer, PoolFetch } from './pool-fetch.js';
import type { Provider } from './provider.js';

// Somebody waits for the page that says "signed out", or for the one they signed in for.
const revokeDeadlineMs = 2000;
const userInfoDeadlineMs = 2000;

/** How openid-client calls the pool: every call by our own fetch, each under the name of its endpoint. */
export const createLibraryFetch = (
  settings: Settings,
  provider: Provider,
  fetches: LibraryFetches,
): oidc.CustomFetch => {
  const ask = askingBy(settings, provider, fetches);
  return async (url, request) => responseOf(await ask(url, request));
};

interface LibraryFetches {
  readonly poolFetch: PoolFetch;
  readonly tokenFetch: PoolFetch;
}

type LibraryRequest = Parameters<oidc.CustomFetch>[1];

const askingBy =
  ({ issuer }: Settings, provider: Provider, { poolFetch, tokenFetch }: LibraryFetches) =>
  async (url: string, { method, headers, body }: LibraryRequest): Promise<PoolAnswer> => {
    const form = body instanceof URLSearchParams ? body : undefined;
    if (url.includes('/.well-known/'))
      return refuseOtherSlash(await poolFetch('discovery', url, { method, headers }), issuer);
    if (form === undefined)
      return poolFetch('userInfo', url, {
        method,
        headers,
        deadlineMs: userInfoDeadlineMs,
        isForSignIn: true,
      });
    if (form.has('grant_type')) {
      const isForSignIn = form.get('grant_type') === 'authorization_code';
      // Heard before anything of it is refused, or the refresh token in it would be lost.
      const answer = await tokenFetch('token', url, { method, headers, body: form, isForSignIn });
      return refuseOtherAlgorithm(isForSignIn ? answer : inPlainWords(answer, provider));
    }
    return poolFetch('revoke', url, { method, headers, body: form, deadlineMs: revokeDeadlineMs });
  };

const bodiless = new Set([204, 205, 304]);

const responseOf = ({ status, headers, text }: PoolAnswer): Response => {
  const plain = new Headers(headers);
  // The text at hand is decompressed already.
  plain.delete('content-encoding');
  plain.delete('content-length');
  return new Response(bodiless.has(status) ? null : text, { status, headers: plain });
};
