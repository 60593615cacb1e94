import { describe, expect, test } from '@jest/globals';
import { sessionKey } from '../../../src/auth/sessions/session-of-request.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { grace, signIn } from '../../support/people.js';
import { startPageSite } from './support/page-site.js';

const site = openForEachTest(startPageSite);
const browser = makeForEachTest(createBrowser);

const open = (path: string): Promise<Answer> => browser.send(`${site.origin}${path}`);
const heading = ({ text }: Answer): string =>
  (/<h1>(.*?)<\/h1>/s.exec(text)?.[1] ?? '').replaceAll(/<[^>]*>/g, '').replaceAll('&nbsp;', ' ');
/** How the store names the session of the browser. */
const ownKey = async (): Promise<string> => {
  const { session = '' } = await browser.cookies(site.origin);
  return sessionKey(/^s:([^.]*)/.exec(decodeURIComponent(session))?.[1] ?? '');
};
const sameOrigin = () => ({ 'origin': site.origin, 'sec-fetch-site': 'same-origin' });

describe('the home page', () => {
  test('says what this is, and offers to sign in or to create an account', async () => {
    const home = await open('/');
    expect(heading(home)).toBe('Sign in with Amazon Cognito, done carefully.');
    expect(home.text).toContain('href="/auth/sign-in?return_to=%2F"');
    expect(home.text).toContain('href="/auth/sign-in?return_to=%2F&amp;screen=sign-up"');
    expect(home.headers['set-cookie']).toBeUndefined();
  });

  test('leads straight to the page for a forgotten password, and back here', async () => {
    expect((await open('/')).text).toContain('href="/auth/sign-in?return_to=%2F&amp;screen=forgot-password"');
    const page = await browser.visit(`${site.origin}/auth/sign-in?return_to=%2F&screen=forgot-password`);
    expect(new URL(page.url).pathname).toBe('/forgotPassword');
  });

  test('greets somebody who is signed in, and shows the admin page to admins only', async () => {
    const forAda = await signIn(browser, `${site.origin}/auth/sign-in`);
    expect(heading(forAda)).toBe('Hello, Ada.');
    expect(forAda.text).toContain('href="/admin"');
    const forGrace = await signIn(createBrowser(), `${site.origin}/auth/sign-in`, grace);
    expect(heading(forGrace)).toBe('Hello, Grace.');
    expect(forGrace.text).not.toContain('href="/admin"');
  });
});

describe('the account page', () => {
  test('shows claims, groups, scopes and times, and no token', async () => {
    const page = await signIn(browser, `${site.origin}/account`);
    expect(page.text).toMatch(/ada@example\.com<\/bdi> <span class="badge">verified/);
    expect(page.text).toContain('Opens the admin page.');
    expect(page.text).toContain('in 60 minutes');
    expect(page.text).toContain('in 12 hours');
    expect(page.text).not.toContain('eyJ');
  });

  test('is one answer with a length, without a tag, that nobody keeps', async () => {
    const { headers, text } = await signIn(browser, `${site.origin}/account`);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('etag');
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test.each(['/account/x.css', '/account;a.js', '/account%2Fx.css', '/account.css'])(
    'is not to be had as %s, so that no cache is fooled into keeping it (M-07)',
    async (path) => {
      await signIn(browser, `${site.origin}/account`);
      const page = await open(path);
      expect(page.status).toBe(404);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.text).not.toContain('Who you are');
    },
  );
});

describe('the admin page', () => {
  test('opens to its group', async () => {
    expect(heading(await signIn(browser, `${site.origin}/admin`))).toBe('Admin');
  });

  test('answers 403 to everyone else who is signed in, and does not send them round', async () => {
    const page = await signIn(browser, `${site.origin}/admin`, grace);
    expect(page.status).toBe(403);
    expect(page.text).toContain('<code>forbidden</code>');
    expect(page.text).toContain('<code>request-1</code>');
  });
});

describe('the sign-ins page', () => {
  const phone = createBrowser({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  });
  const endings = ({ text }: Answer): string[] =>
    [...text.matchAll(/action="([^"]*\/end)"/g)].map(([, action = '']) => action);

  test('lists each sign-in with its browser, and says which one this is', async () => {
    await signIn(phone, `${site.origin}/account`);
    const page = await signIn(browser, `${site.origin}/account/sign-ins`);
    expect(page.text).toContain('Safari on iPhone');
    expect(page.text).toMatch(/Chrome on Linux <span class="badge">this one/);
    expect(page.text).toContain('From this computer');
    expect(endings(page)).toHaveLength(1);
  });

  test('ends another sign-in, which is then asked to sign in', async () => {
    await signIn(phone, `${site.origin}/account`);
    const page = await signIn(browser, `${site.origin}/account/sign-ins`);
    const after = await browser.submit(page, {}, { action: endings(page)[0] ?? '' });
    expect(after.url).toBe(`${site.origin}/account/sign-ins?outcome=ended`);
    expect(after.text).toContain('That sign-in has ended.');
    expect(endings(after)).toEqual([]);
    expect((await phone.send(`${site.origin}/account`)).status).toBe(303);
  });

  test('says so when the sign-in to end is gone, or never was this person’s', async () => {
    await signIn(browser, `${site.origin}/account`);
    const url = `${site.origin}/account/sign-ins/nobody/end`;
    const { headers } = await browser.send(url, { method: 'POST', headers: sameOrigin() });
    expect(headers.location).toBe('/account/sign-ins?outcome=gone');
  });

  test('ending the sign-in at hand is signing out', async () => {
    await signIn(browser, `${site.origin}/account`);
    const own = await ownKey();
    const url = `${site.origin}/account/sign-ins/${own}/end`;
    const answer = await browser.send(url, { method: 'POST', headers: sameOrigin() });
    expect([answer.status, answer.headers.location]).toEqual([307, '/auth/sign-out']);
  });

  test('an attempt from another site ends nothing', async () => {
    const page = await signIn(browser, `${site.origin}/account/sign-ins`);
    const own = await ownKey();
    const answer = await browser.send(`${site.origin}/account/sign-ins/${own}/end`, {
      method: 'POST',
      headers: { 'origin': 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('<code>cross_site</code>');
    expect((await browser.send(page.url)).status).toBe(200);
  });

  test('a query that is made up says nothing on the page (F-M10)', async () => {
    await signIn(browser, `${site.origin}/account`);
    const page = await open('/account/sign-ins?outcome=Call+555-0100&outcome=ended');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/555-0100|That sign-in/);
  });
});

describe('signing out', () => {
  test('a link to it asks first and changes nothing', async () => {
    await signIn(browser, `${site.origin}/account`);
    const page = await open('/auth/sign-out');
    expect(heading(page)).toBe('Sign out?');
    expect((await open('/account')).status).toBe(200);
  });

  test('its form leads through the pool to a page that says what ended', async () => {
    await signIn(browser, `${site.origin}/account`);
    const after = await browser.submit(await open('/auth/sign-out'), {}, { action: '/auth/sign-out' });
    expect(after.url).toBe(`${site.origin}/signed-out`);
    expect(heading(after)).toBe('You are signed out');
    expect((await open('/account')).status).toBe(303);
  });

  test('the page says so when the pool could not be reached, and shows nothing else of its query (F-M10)', async () => {
    const page = await open('/signed-out?pool=not-reached&state=%3Cb%3E&error_description=call+555-0100');
    expect(page.text).toContain('The user pool could not be reached.');
    expect(page.text).not.toMatch(/555-0100|<b>&lt;|%3C/);
    expect((await open('/signed-out?pool=elsewhere')).text).not.toContain('could not be reached');
  });

  test('the page does not claim it while somebody is still signed in', async () => {
    await signIn(browser, `${site.origin}/account`);
    expect(heading(await open('/signed-out'))).toBe('You are still signed in');
  });
});

describe('other methods', () => {
  test.each([
    ['POST', '/', 'GET, HEAD'],
    ['PUT', '/account', 'GET, HEAD'],
    ['DELETE', '/account/sign-ins', 'GET, HEAD'],
    ['GET', '/account/sign-ins/1/end', 'POST'],
    ['POST', '/admin', 'GET, HEAD'],
    ['PUT', '/auth/sign-out', 'GET, HEAD, POST'],
    ['GET', '/auth/sign-out-everywhere', 'POST'],
    ['POST', '/signed-out', 'GET, HEAD'],
    ['POST', '/api/me', 'GET, HEAD'],
  ])('%s %s is answered 405 with the methods that there are', async (method, path, allow) => {
    const answer = await browser.send(`${site.origin}${path}`, { method });
    expect([answer.status, answer.headers['allow']]).toEqual([405, allow]);
  });

  test('OPTIONS is answered without running anything', async () => {
    const answer = await browser.send(`${site.origin}/account`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers['allow'], answer.text]).toEqual([204, 'GET, HEAD', '']);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('HEAD has the headers of GET and no body', async () => {
    const answer = await browser.send(`${site.origin}/`, { method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(1000);
  });
});

describe('the API', () => {
  test('says who an access token belongs to, and nothing may keep it', async () => {
    await signIn(browser, `${site.origin}/account`);
    const tokens = (await site.storage.store.readTokens(await ownKey()))?.tokens;
    const answer = await createBrowser().send(`${site.origin}/api/me`, {
      headers: { authorization: `Bearer ${tokens?.accessToken ?? ''}` },
    });
    expect(answer.status).toBe(200);
    expect(Object.keys(JSON.parse(answer.text) as object)).toEqual([
      'sub',
      'username',
      'clientId',
      'scopes',
      'groups',
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('does not look at cookies, and answers a browser as it answers a program', async () => {
    await signIn(browser, `${site.origin}/account`);
    const answer = await open('/api/me');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(answer.text)).not.toHaveProperty('signInUrl');
  });

  test('has nothing else', async () => {
    const answer = await browser.send(`${site.origin}/api/account`, { headers: { accept: '*/*' } });
    expect(JSON.parse(answer.text)).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404 });
  });
});
