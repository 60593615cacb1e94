import { describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, redirectOf, type Answer } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { openForAllTests } from '../../support/opened.js';
import { ada, callbackOf, grace, signedIn, signIn } from '../../support/people.js';
import { tokensOf } from '../../support/tokens.js';

describe('signing in', () => {
  const site = openForAllTests(startBareSite);

  test('a visitor to a protected page signs in and lands on that page', async () => {
    const browser = createBrowser();
    const page = await signIn(browser, `${site.origin}/account?tab=1`);
    expect(page.url).toBe(`${site.origin}/account?tab=1`);
    expect(JSON.parse(page.text)).toMatchObject({
      user: { email: 'ada@example.com', groups: ['admins', 'staff'] },
    });
    expect(Object.keys(await browser.cookies(site.origin))).toEqual(['session']);
  });

  test('the last redirect names neither code nor state and is kept by no cache and no referrer (B-20)', async () => {
    const { page } = await finishByHand('/account?tab=2');
    expect(page.status).toBe(303);
    expect(page.headers.location).toBe('/account?tab=2');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  });

  test('the session is in the store before the browser is sent on, and opens the page at once (B-20)', async () => {
    const { browser, page } = await finishByHand('/account');
    const landed = await browser.send(redirectOf(page) ?? '');
    expect(landed.status).toBe(200);
  });

  test('no token, nor any part of one, reaches the browser (J-16)', async () => {
    const browser = createBrowser();
    const seen: Answer[] = [];
    const look = async (url: string): Promise<Answer> => {
      const page = await browser.send(url);
      seen.push(page);
      return page;
    };
    const callback = await callbackOf(browser, site);
    await look(callback);
    await look(`${site.origin}/account`);
    await look(`${site.origin}/`);
    await look(`${site.origin}/sign-ins`);
    const tokens = await tokensOf(site, 'ada@example.com');
    const parts = tokens.flatMap((held) => [held.idToken, held.accessToken, held.refreshToken ?? '']);
    expect(parts.length).toBeGreaterThanOrEqual(3);
    const shown = JSON.stringify([seen, await browser.jar.serialize()]);
    // The head of a token is the same in all of them and no secret; the rest must not be anywhere.
    for (const part of parts.flatMap((token) => token.split('.').slice(1))) expect(shown).not.toContain(part);
  });

  test('the session id from before the sign-in is worth nothing afterwards (J-03)', async () => {
    const attacker = await signedIn(site, grace);
    const { session: planted = '' } = await attacker.cookies(site.origin);
    const victim = createBrowser();
    await victim.jar.setCookie(`session=${planted}; Path=/`, site.origin);
    // Signed in as the attacker without knowing it, the victim signs in as themselves.
    await signIn(victim, `${site.origin}/auth/sign-in?return_to=/account`, ada);
    const { session: own = '' } = await victim.cookies(site.origin);
    expect(own).not.toBe(planted);
    expect((await victim.visit(`${site.origin}/`)).text).toBe('home of ada@example.com');
    expect((await attacker.visit(`${site.origin}/`)).text).toBe('home of nobody');
  });

  test('signing in as somebody else over a live session ends that session and its refresh token (J-05)', async () => {
    const browser = await signedIn(site, ada);
    const { session: before = '' } = await browser.cookies(site.origin);
    const revoked = site.pool.requests.count('revoke');
    // The pool forgets the browser, so that it asks who it is.
    await browser.visit(`${site.pool.domain}/logout?client_id=${site.pool.client.id}`);
    await signIn(browser, `${site.origin}/auth/sign-in?return_to=/account`, grace);
    const { text } = await browser.visit(`${site.origin}/account`);
    expect(JSON.parse(text)).toMatchObject({ user: { email: 'grace@example.com', groups: [] } });
    expect(text).not.toContain('ada@example.com');

    const old = createBrowser();
    await old.jar.setCookie(`session=${before}; Path=/`, site.origin);
    expect((await old.visit(`${site.origin}/`)).text).toBe('home of nobody');
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(revoked + 1));
    expect(site.eventsOf('session_ended').at(-1)).toMatchObject({ reason: 'replaced' });
  });

  test('a session that is open stays untouched while another sign-in is under way (A-10)', async () => {
    const browser = await signedIn(site, ada);
    await browser.send(`${site.origin}/auth/sign-in?return_to=/admin`);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    await browser.send(`${site.origin}/auth/callback?error=access_denied&state=made-up`);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  });

  test('hints for the sign-in page reach the pool, and nothing else of the query does (A-04)', async () => {
    const browser = createBrowser();
    const query = new URLSearchParams({
      login_hint: 'ada@example.com',
      lang: 'de',
      identity_provider: 'COGNITO',
      redirect_uri: 'https://evil.example',
      client_id: 'x',
      scope: 'admin',
      state: 'x',
      nonce: 'x',
      response_type: 'token',
      request: 'x',
      prompt: 'none',
    });
    const { headers } = await browser.send(`${site.origin}/auth/sign-in?${query.toString()}`);
    const sent = new URL(headers.location ?? '').searchParams;
    expect(Object.fromEntries(sent)).toMatchObject({
      login_hint: 'ada@example.com',
      lang: 'de',
      identity_provider: 'COGNITO',
      redirect_uri: `${site.origin}/auth/callback`,
      client_id: site.pool.client.id,
      scope: 'openid email profile',
      response_type: 'code',
    });
    expect([...sent.keys()].toSorted()).toEqual([
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'identity_provider',
      'lang',
      'login_hint',
      'nonce',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ]);
    expect(sent.get('state')).not.toBe('x');
  });

  test.each([
    ['sign-up', '/signup'],
    ['forgot-password', '/forgotPassword'],
  ])('a link to %s opens that page of the pool', async (screen, path) => {
    const { headers } = await createBrowser().send(`${site.origin}/auth/sign-in?screen=${screen}`);
    expect(new URL(headers.location ?? '')).toMatchObject({ origin: site.pool.domain, pathname: path });
  });

  test('somebody who comes from another identity provider is signed in as themselves', async () => {
    const browser = createBrowser();
    const provider = await browser.visit(
      `${site.origin}/auth/sign-in?return_to=/account&identity_provider=Google`,
    );
    const page = await browser.submit(provider, { email: 'lin@example.org', name: 'Lin' });
    expect(JSON.parse(page.text)).toMatchObject({
      user: { email: 'lin@example.org', name: 'Lin', identityProvider: 'Google', isEmailVerified: true },
    });
  });

  const finishByHand = async (returnTo: string) => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site, { returnTo });
    return { browser, page: await browser.send(callback) };
  };
});
