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

/** An answer whose text is at hand. A usual `Response` would make a web stream of it, to read it back. */
const responseOf = (answer: PoolAnswer): Response => {
  const { status, headers, text } = answer;
  const response = new Response(null, { status, headers });
  // The text at hand is decompressed already.
  response.headers.delete('content-encoding');
  response.headers.delete('content-length');
  return Object.assign(response, {
    json: async (): Promise<unknown> => JSON.parse(text),
    clone: () => responseOf(answer),
  });
};
