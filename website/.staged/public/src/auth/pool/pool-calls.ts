import type * as oidc from 'openid-client';
import type { Settings } from '../options.js';
import { inPlainWords, refuseOtherAlgorithm, refuseOtherSlash } from './answers.js';
import type { PoolFetch } from './pool-fetch.js';
import type { Provider } from './provider.js';

// Somebody waits for the page that says "signed out", or for the one they signed in for.
const revokeDeadlineMs = 2000;
const userInfoDeadlineMs = 2000;

/** How openid-client calls the pool: every call by our own fetch, each under the name of its endpoint. */
export const createLibraryFetch =
  (
    { issuer }: Settings,
    provider: Provider,
    { poolFetch, tokenFetch }: { readonly poolFetch: PoolFetch; readonly tokenFetch: PoolFetch },
  ): oidc.CustomFetch =>
  async (url, { method, headers, body }) => {
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
      return refuseOtherAlgorithm(isForSignIn ? answer : await inPlainWords(answer, provider));
    }
    return poolFetch('revoke', url, { method, headers, body: form, deadlineMs: revokeDeadlineMs });
  };
