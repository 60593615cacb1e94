import { describe, expect, test } from '@jest/globals';
import { createBrowser, send } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { admin, call } from '../user-pools-api/support.js';
import { authorizeUrl, basic, decode, redeem, refresh, signIn, signInForTokens } from '../support/app.js';

const hourMs = 3_600_000;

const pool = poolForEachTest();
const browser = makeForEachTest(createBrowser);

const isSilent = async (): Promise<boolean> =>
  (await browser.send(authorizeUrl(pool))).location.includes('?code=');

const logoutUrl = (parameters: Record<string, string>): string =>
  `${pool.domain}/logout?${new URLSearchParams(parameters).toString()}`;

describe('the cognito cookie (quirk: cookies)', () => {
  test('lasts one hour from the sign-in, and using it does not extend it', async () => {
    await signIn(pool, { browser });
    pool.clock.advance(hourMs - 1000);
    expect(await isSilent()).toBe(true);
    pool.clock.advance(1000);
    expect(await isSilent()).toBe(false);
  });

  test('is HttpOnly, for the whole host, for one hour', async () => {
    const start = await browser.send(authorizeUrl(pool));
    const url = new URL(start.location, pool.domain).href;
    const page = await browser.send(url);
    const done = await browser.sendForm(page, { username: 'ada@example.com', password: 'Local-Pool-1' });
    expect(done.status).toBe(302);
    expect(done.headers['set-cookie']?.find((line) => line.startsWith('cognito='))).toMatch(
      /^cognito=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/u,
    );
  });

  test('outlives revocation, global sign-out, changed groups and short token lifetimes', async () => {
    pool.updateClient(pool.client.id, { accessTokenSeconds: 300 });
    const tokens = await signInForTokens(pool, { browser });
    await send(`${pool.domain}/oauth2/revoke`, {
      form: { token: tokens.refresh_token },
      headers: { authorization: basic(pool) },
    });
    pool.revokeEverything();
    pool.setGroups('ada@example.com', []);
    pool.clock.advance(hourMs / 2);
    expect(await isSilent()).toBe(true);
  });

  test('keeps the time of the interactive sign-in as auth_time, and gives tokens of full lifetime', async () => {
    const first = decode((await signInForTokens(pool, { browser })).id_token);
    pool.clock.advance(hourMs / 2);
    const { location } = await browser.send(authorizeUrl(pool));
    const answer = await redeem(pool, new URL(location).searchParams.get('code') ?? '');
    const second = decode(String(answer.json()['id_token']));
    expect(second['auth_time']).toBe(first['auth_time']);
    expect(Number(second['exp']) - Number(second['iat'])).toBe(3600);
  });

  test('is not affected by new attributes, a new password, a new factor, a global sign-out or a refresh', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    const { access_token: AccessToken, refresh_token } = await signInForTokens(pool, {
      browser,
      changes: { scope: 'openid aws.cognito.signin.user.admin' },
    });
    pool.clock.advance(hourMs - 2000);
    await refresh(pool, refresh_token);
    await call(pool, 'UpdateUserAttributes', {
      AccessToken,
      UserAttributes: [{ Name: 'name', Value: 'A.' }],
    });
    await admin(pool, 'AdminSetUserPassword', {
      Username: 'ada@example.com',
      Password: 'Another-Pass-2',
      Permanent: true,
    });
    pool.enableTotp('ada@example.com');
    expect((await call(pool, 'GlobalSignOut', { AccessToken })).status).toBe(200);
    expect(await isSilent()).toBe(true);
    pool.clock.advance(2000);
    expect(await isSilent()).toBe(false);
  });

  test('serves every client of the pool: the second one signs in without a form', async () => {
    await signIn(pool, { browser });
    const { location } = await browser.send(authorizeUrl(pool, { client_id: pool.publicClient.id }));
    expect(location).toMatch(/^http:\/\/localhost:3000\/auth\/callback\?code=/u);
  });

  test('ends when the domain switches between managed login and the classic pages', async () => {
    await admin(pool, 'CreateUserPoolDomain', { Domain: 'local', ManagedLoginVersion: 2 });
    await signIn(pool, { browser });
    expect(await isSilent()).toBe(true);
    await admin(pool, 'UpdateUserPoolDomain', { Domain: 'local', ManagedLoginVersion: 1 });
    expect(await isSilent()).toBe(false);
  });

  test('does not help a person who was disabled', async () => {
    await signIn(pool, { browser });
    pool.disablePerson('ada@example.com');
    expect(await isSilent()).toBe(false);
  });

  test('the XSRF-TOKEN cookie is new with every form', async () => {
    const url = authorizeUrl(pool).replace('/oauth2/authorize', '/login');
    await browser.send(url);
    const first = (await browser.cookies(pool.domain))['XSRF-TOKEN'];
    const page = await browser.send(url);
    expect((await browser.cookies(pool.domain))['XSRF-TOKEN']).not.toBe(first);
    expect(page.headers['set-cookie']?.[0]).toMatch(
      /^XSRF-TOKEN=[0-9a-f-]{36}; Path=\/; HttpOnly; SameSite=Lax$/u,
    );
  });

  test('the form has the names of the classic one, so that scripts written for it work', async () => {
    const page = await browser.send(authorizeUrl(pool).replace('/oauth2/authorize', '/login'));
    for (const name of [
      'cognitoSignInForm',
      '_csrf',
      'username',
      'password',
      'cognitoAsfData',
      'signInSubmitButton',
    ]) {
      expect(page.text).toContain(`name="${name}"`);
    }
  });
});

describe('/logout (quirk: logout)', () => {
  test('with a registered logout_uri ends the session and goes there, without the state', async () => {
    await signIn(pool, { browser });
    const answer = await browser.send(
      logoutUrl({ client_id: pool.client.id, logout_uri: 'http://localhost:3000/signed-out', state: 's' }),
    );
    expect([answer.status, answer.location]).toEqual([302, 'http://localhost:3000/signed-out']);
    expect(await isSilent()).toBe(false);
  });

  test('leaves the tokens alive', async () => {
    const tokens = await signInForTokens(pool, { browser });
    await browser.send(
      logoutUrl({ client_id: pool.client.id, logout_uri: 'http://localhost:3000/signed-out' }),
    );
    expect((await refresh(pool, tokens.refresh_token)).status).toBe(200);
  });

  test('with redirect_uri and response_type goes to /login with the same parameters', async () => {
    const parameters = {
      client_id: pool.client.id,
      redirect_uri: 'http://localhost:3000/auth/callback',
      response_type: 'code',
      state: 's',
    };
    const answer = await browser.send(logoutUrl(parameters));
    expect(answer.location).toBe(`/login?${new URLSearchParams(parameters).toString()}`);
    expect((await browser.send(`${pool.domain}${answer.location}`)).status).toBe(200);
  });

  test('lets logout_uri win over redirect_uri', async () => {
    const answer = await browser.send(
      logoutUrl({
        client_id: pool.client.id,
        logout_uri: 'http://localhost:3000/signed-out',
        redirect_uri: 'http://localhost:3000/auth/callback',
        response_type: 'code',
      }),
    );
    expect(answer.location).toBe('http://localhost:3000/signed-out');
  });

  test.each([
    ['nothing to go to', {}, 'redirect_uri'],
    [
      'only post_logout_redirect_uri',
      { post_logout_redirect_uri: 'http://localhost:3000/signed-out' },
      'redirect_uri',
    ],
    [
      'a logout_uri with a slash too many',
      { logout_uri: 'http://localhost:3000/signed-out/' },
      'redirect_uri',
    ],
    ['no client_id', { client_id: '', logout_uri: 'http://localhost:3000/signed-out' }, 'client_id'],
  ])(
    'with %s ends on the error page with the misleading message, and the session all the same',
    async (_what, changes, name) => {
      await signIn(pool, { browser });
      const url = logoutUrl({ client_id: pool.client.id, ...changes });
      const answer = await browser.send(url);
      expect(answer.location).toBe(`/error${new URL(url).search}`);
      const page = await browser.send(`${pool.domain}${answer.location}`);
      expect(page.status).toBe(400);
      expect(page.text).toContain(`Required String parameter &#39;${name}&#39; is not present`);
      expect(await isSilent()).toBe(false);
    },
  );

  test('is GET only', async () => {
    expect((await send(logoutUrl({ client_id: pool.client.id }), { method: 'POST' })).status).toBe(405);
  });
});
