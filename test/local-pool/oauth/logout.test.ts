import { beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { createBrowser } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, callbackUrl, decode, redeem, signIn } from '../support/app.js';

const signedOut = 'http://localhost:3000/signed-out';

const pool = poolForEachTest();
const browser = makeForEachTest(createBrowser);

beforeEach(async () => {
  await signIn(pool, { browser });
});

const logout = async (parameters: Record<string, string>): Promise<string> => {
  const query = new URLSearchParams({ client_id: pool.client.id, ...parameters }).toString();
  return (await browser.send(`${pool.domain}/logout?${query}`)).location;
};

describe('/logout (quirk: logout)', () => {
  test('ignores id_token_hint, post_logout_redirect_uri and identity_provider beside a logout_uri', async () => {
    const others = {
      id_token_hint: 'eyJ',
      post_logout_redirect_uri: 'https://evil.example/',
      identity_provider: 'Google',
      idp_identifier: 'acme.com',
    };
    expect(await logout({ logout_uri: signedOut, ...others })).toBe(signedOut);
  });

  test('does not take a callback URL for a logout_uri', async () => {
    expect(await logout({ logout_uri: callbackUrl })).toMatch(/^\/error\?/u);
  });

  test('does not take the logout_uri of another client', async () => {
    const theirs = 'https://other.example.com/bye';
    pool.addClient({ id: 'other', callbackUrls: [callbackUrl], logoutUrls: [theirs] });
    expect(await logout({ logout_uri: theirs })).toMatch(/^\/error\?/u);
    expect(await logout({ client_id: 'other', logout_uri: theirs })).toBe(theirs);
  });

  test('with a logout_uri that is not registered does not fall back to redirect_uri', async () => {
    const location = await logout({
      logout_uri: `${signedOut}?x=1`,
      redirect_uri: callbackUrl,
      response_type: 'code',
    });
    expect(location).toMatch(/^\/error\?/u);
  });

  test('with redirect_uri needs a response_type', async () => {
    const login = await browser.send(`${pool.domain}${await logout({ redirect_uri: callbackUrl })}`);
    expect(login.location).toBe(`${callbackUrl}?error_description=invalid_request&error=invalid_request`);
  });

  test('with redirect_uri offers every scope of the client when scope is left out', async () => {
    const location = await logout({ redirect_uri: callbackUrl, response_type: 'code' });
    const page = await browser.send(`${pool.domain}${location}`);
    const person = { username: 'ada@example.com', password: seedPassword };
    const done = await browser.sendForm(page, person);
    const tokens = await redeem(pool, new URL(done.location).searchParams.get('code') ?? '');
    expect(decode(String(tokens.json()['access_token']))['scope']).toBe(
      'openid email phone profile aws.cognito.signin.user.admin',
    );
  });

  test('with a redirect_uri that is not registered ends on the error page, never there', async () => {
    const location = await logout({ redirect_uri: 'https://evil.example/', response_type: 'code' });
    const login = await browser.send(`${pool.domain}${location}`);
    expect(login.location).toBe(`/error?error=redirect_mismatch&client_id=${pool.client.id}`);
  });

  test('of a client that nobody knows ends the session all the same, on the error page', async () => {
    const location = await logout({ client_id: 'nobody', logout_uri: signedOut });
    expect(location).toBe('/error?error=invalid_request&client_id=nobody');
    expect((await browser.send(authorizeUrl(pool))).location).toMatch(/^\/login\?/u);
  });

  test('signs out of every client of the pool, for there is one cookie', async () => {
    const others = authorizeUrl(pool, { client_id: pool.publicClient.id });
    expect((await browser.send(others)).location).toContain('?code=');
    await logout({ logout_uri: signedOut });
    expect((await browser.send(others)).location).toMatch(/^\/login\?/u);
  });
});
