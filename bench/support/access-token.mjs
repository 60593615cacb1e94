import { basic, signIn } from '../local-pool/sign-in.mjs';

/** An access token for somebody of the pool, by the refresh grant. */
export const accessTokenOf = async (pool) => {
  const { refreshToken } = await signIn(pool, 'grace@example.com');
  const response = await fetch(`${pool.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: basic(pool.client) },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  });
  return (await response.json()).access_token;
};
