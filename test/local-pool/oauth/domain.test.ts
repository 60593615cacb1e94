import { describe, expect, test } from '@jest/globals';
import { createBrowser, send } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import { admin } from '../user-pools-api/support.js';
import { authorizeUrl, callbackUrl, refresh, signIn, signInForTokens } from '../support/app.js';

const pool = poolForEachTest();

const discovery = async (): Promise<Record<string, unknown>> =>
  (await send(`${pool.issuer}/.well-known/openid-configuration`)).json();

describe('a pool without a domain (quirk: hosts)', () => {
  test('names endpoints under its issuer without /oauth2, which do not work', async () => {
    await admin(pool, 'DeleteUserPoolDomain', { Domain: 'local' });
    const document = await discovery();
    const endpoints = {
      authorization_endpoint: `${pool.issuer}/authorize`,
      end_session_endpoint: `${pool.issuer}/logout`,
      revocation_endpoint: `${pool.issuer}/revoke`,
      token_endpoint: `${pool.issuer}/token`,
      userinfo_endpoint: `${pool.issuer}/userInfo`,
    };
    expect(document).toMatchObject({ issuer: pool.issuer, ...endpoints });
    for (const url of Object.values(endpoints)) expect((await send(url)).status).toBe(404);
  });

  test('has no pages, no sign-ins and no refresh grant', async () => {
    const browser = createBrowser();
    const tokens = await signInForTokens(pool, { browser });
    await admin(pool, 'DeleteUserPoolDomain', { Domain: 'local' });
    const { location } = await browser.send(authorizeUrl(pool));
    expect(location).toBe(`/error?error=invalid_request&client_id=${pool.client.id}`);
    expect((await refresh(pool, tokens.refresh_token)).json()).toEqual({ error: 'invalid_client' });
  });

  test('works as soon as it has one', async () => {
    await admin(pool, 'DeleteUserPoolDomain', { Domain: 'local' });
    await admin(pool, 'CreateUserPoolDomain', { Domain: 'shop' });
    expect(await discovery()).toMatchObject({ token_endpoint: `${pool.domain}/oauth2/token` });
    expect((await signIn(pool)).href).toContain(`${callbackUrl}?code=`);
  });
});
