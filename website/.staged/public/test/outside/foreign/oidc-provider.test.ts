import { beforeAll, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, redirectOf, type Browser, type Answer } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { startForeignProvider } from './provider.js';

describe('with another OpenID provider than Cognito', () => {
  const provider = openForAllTests(startForeignProvider);
  const site = openForAllTests(() => {
    const { issuer, client } = provider;
    return startBareSite({
      auth: { pool: { issuer, ...client } },
      routes: (app, auth) => {
        const recent = auth.requireRecentSignIn({ withinSeconds: 20 });
        app.get('/now', recent, (_request, response) => void response.send('now'));
      },
    });
  });
  beforeAll(() => provider.serve(site.origin));

  test('a person signs in and is known by what the ID token says; there are no groups', async () => {
    const { page } = await signIn(`${site.origin}/account?tab=1`);
    expect(page).toMatchObject({ url: `${site.origin}/account?tab=1`, status: 200 });
    expect(JSON.parse(page.text)).toMatchObject({
      user: {
        id: 'edsger',
        issuer: provider.issuer,
        email: 'edsger@example.net',
        name: 'Dr edsger',
        groups: [],
      },
      signIn: { scopes: ['openid', 'email', 'profile'], isRefreshable: true },
    });
  });

  test('the access token is opaque, handed out all the same, and of no use at our own API', async () => {
    const { browser } = await signIn(`${site.origin}/account`);
    const token = (await browser.send(`${site.origin}/token`)).text;
    expect(token.split('.')).toHaveLength(1);
    const headers = { authorization: `Bearer ${token}` };
    expect((await browser.send(`${site.origin}/api/me`, { headers })).status).toBe(401);
  });

  test('tokens are refreshed and rotated, and the person stays signed in', async () => {
    const { browser } = await signIn(`${site.origin}/account`);
    const first = (await browser.send(`${site.origin}/token`)).text;
    for (let round = 0; round < 3; round += 1) {
      site.advance(17_000);
      expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    }
    expect((await browser.send(`${site.origin}/token`)).text).not.toBe(first);
    expect(site.eventsOf('tokens_refreshed').length).toBeGreaterThanOrEqual(1);
    expect(site.eventsOf('session_ended')).toEqual([]);
    site.advance(-51_000);
  });

  test('signing out is RP-initiated logout, with the hint: back at the site, and unknown at the provider (F-D2)', async () => {
    const { browser } = await signIn(`${site.origin}/account`);
    const out = await browser.post(`${site.origin}/auth/sign-out`);
    const target = new URL(redirectOf(out) ?? '');
    expect(target.origin).toBe(provider.issuer);
    expect(Object.fromEntries(target.searchParams)).toEqual({
      client_id: 'the-site',
      post_logout_redirect_uri: `${site.origin}/signed-out`,
      id_token_hint: expect.stringMatching(/^ey/),
    });
    const asked = await browser.visit(target.href);
    const landed = await browser.submit(asked, { logout: 'yes' });
    expect(landed.url).toBe(`${site.origin}/signed-out`);
    expect((await browser.visit(`${site.origin}/account`)).text).toContain('Enter any login');
  });

  test('somebody who changes their mind is refused by name (B-08)', async () => {
    const browser = createBrowser();
    const login = await browser.visit(`${site.origin}/account`);
    const abort = /href="([^"]*\/abort)"/.exec(login.text)?.[1] ?? '';
    const page = await browser.visit(new URL(abort, login.url).href);
    expect(page.status).toBe(403);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'sign_in_refused' });
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({ poolError: 'access_denied' });
  });

  test.each([
    ['names another issuer', 'B-10', 'https://issuer.example'],
    ['names one that looks alike', 'B-10', 'http://127.0.0.1:1/'],
    ['names no issuer', 'B-11', ''],
    ['lacks the issuer that was promised', 'B-11', undefined],
  ])('a callback that %s is refused before the code is spent (%s)', async (_how, _id, iss) => {
    const browser = createBrowser();
    const login = await browser.visit(`${site.origin}/auth/sign-in?return_to=/account`);
    const consent = await browser.submit(login, person);
    const callback = new URL(await browser.submitUntil(consent, {}, `${site.origin}/auth/callback`));
    expect(callback.searchParams.get('iss')).toBe(provider.issuer);
    if (iss === undefined) callback.searchParams.delete('iss');
    else callback.searchParams.set('iss', iss);
    const calls = site.eventsOf('pool_called').filter(({ endpoint }) => endpoint === 'token').length;
    const page = await browser.send(callback.href);
    expect(page.status).toBe(400);
    expect(JSON.parse(page.text)).toMatchObject({
      code: 'sign_in_invalid',
      reason: 'wrong_issuer_in_callback',
      signInUrl: '/auth/sign-in?return_to=%2Faccount',
    });
    expect(await browser.cookies(site.origin)).not.toHaveProperty('session');
    expect(site.eventsOf('pool_called').filter(({ endpoint }) => endpoint === 'token')).toHaveLength(calls);
  });

  test('a page that asks for a recent sign-in sends there to prove it, and believes what comes back', async () => {
    const { browser } = await signIn(`${site.origin}/account`);
    site.advance(25_000);
    const authorize = redirectOf(await browser.send(`${site.origin}/now`)) ?? '';
    expect(new URL(authorize).searchParams.get('prompt')).toBe('login');
    // So that the ID token says when: only with max_age must a provider tell.
    expect(new URL(authorize).searchParams.get('max_age')).toBe('20');
    const login = await browser.visit(authorize);
    expect(login.text).toContain('Enter any login');
    const callback = await browser.submitUntil(login, person, `${site.origin}/auth/callback`);
    expect(await browser.send(callback)).toMatchObject({ status: 303, headers: { location: '/now' } });
    site.advance(-25_000);
    expect((await browser.send(`${site.origin}/now`)).text).toBe('now');
  });

  // The last one: its mark stays.
  test('after the end of everything it is asked for the password by `prompt`, once (F-S27)', async () => {
    const { browser } = await signIn(`${site.origin}/account`);
    await site.auth.endSignInsOf({ sub: 'edsger' });
    const begun = site.eventsOf('sign_in_started').length;
    const first = await browser.visit(`${site.origin}/account`);
    // Without a password at first: it remembers the browser, and only asks for consent once more.
    const page = first.text.includes('name="password"') ? first : await browser.submit(first);
    expect(site.eventsOf('sign_in_started')).toHaveLength(begun + 2);
    expect(page.text).toContain('name="password"');
    expect(site.eventsOf('old_sign_in_refused')).toMatchObject([{ userId: 'edsger', isFinal: false }]);
    expect(site.eventsOf('session_ended').at(-1)).toMatchObject({ reason: 'ended_by_operator' });
    expect(await through(browser, page)).toMatchObject({ url: `${site.origin}/account`, status: 200 });
  });

  const person = { login: 'edsger', password: 'x' };

  /** Signs in and consents, as far as it is asked for. */
  const through = async (browser: Browser, login: Answer): Promise<Answer> => {
    const next = await browser.submit(login, person);
    return next.url.startsWith(provider.issuer) ? browser.submit(next) : next;
  };

  const signIn = async (url: string) => {
    const browser = createBrowser();
    return { browser, page: await through(browser, await browser.visit(url)) };
  };
});

test('where it gives names at userInfo alone, as it does unless told otherwise, the person has one all the same (F-D3)', async () => {
  const provider = await startForeignProvider({ conformIdTokenClaims: true });
  const { issuer, client } = provider;
  const site = await startBareSite({ auth: { pool: { issuer, ...client } } });
  try {
    await provider.serve(site.origin);
    const browser = createBrowser();
    const login = await browser.visit(`${site.origin}/account`);
    const consent = await browser.submit(login, { login: 'edsger', password: 'x' });
    const page = consent.url.startsWith(issuer) ? await browser.submit(consent) : consent;
    expect(JSON.parse(page.text).user).toMatchObject({
      id: 'edsger',
      name: 'Dr edsger',
      email: 'edsger@example.net',
      isEmailVerified: true,
    });
    expect(site.eventsOf('pool_called').map(({ endpoint }) => endpoint)).toContain('userInfo');
  } finally {
    await site.close();
    await provider.close();
  }
});
