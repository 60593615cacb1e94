import { beforeAll, describe, expect, test } from '@jest/globals';
import { Cookie } from 'tough-cookie';
import { startBareSite } from '../support/bare-site.js';
import { createBrowser, redirectOf, type Answer } from '../support/browser.js';
import { openForAllTests } from '../support/opened.js';
import { ada } from '../support/people.js';
import { closeAfterEach } from '../support/closing.js';

const closing = closeAfterEach();

const publicOrigin = 'https://rp.example';
const viaProxy = { 'x-forwarded-proto': 'https' };

describe('the cookies of a site that is public as https', () => {
  const site = openForAllTests(() => startBareSite({ auth: { baseUrl: publicOrigin } }));

  beforeAll(async () => {
    site.app.set('trust proxy', 'loopback');
  });

  test('the session cookie is bound to this host, unreadable for scripts, and small (J-01)', async () => {
    const { browser, callback } = await toCallback();
    const [session] = cookiesOf(await browser.send(local(callback), { headers: viaProxy }), '__Host-session');
    expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/', domain: null });
    // It lives until the browser is closed; how long the session lives is for the server to say.
    expect(session?.expiryTime()).toBe(Infinity);
    expect(session?.cookieString().length).toBeLessThan(200);
  });

  test('a pending sign-in has a cookie of the same kind, for an hour at most (J-01)', async () => {
    const [pending] = cookiesOf(await start(), '__Host-signin.');
    expect(pending).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/', domain: null });
    expect(pending?.maxAge).toBe(3600);
    expect(pending?.cookieString().length).toBeLessThan(1000);
  });

  test('the pending cookie goes with the attributes that it came with', async () => {
    const { browser, callback } = await toCallback();
    const [cleared] = cookiesOf(await browser.send(local(callback), { headers: viaProxy }), '__Host-signin.');
    expect(cleared).toMatchObject({ secure: true, httpOnly: true, path: '/', domain: null, value: '' });
    expect(cleared?.expiryTime()).toBeLessThan(Date.now());
  });

  test('signing out deletes the cookie with the attributes that it was set with (I-03)', async () => {
    const { browser, callback } = await toCallback();
    await browser.send(local(callback), { headers: viaProxy });
    const headers = { ...viaProxy, 'origin': publicOrigin, 'sec-fetch-site': 'same-origin' };
    const page = await browser.send(`${site.origin}/auth/sign-out`, { headers, form: {} });
    const [cleared] = cookiesOf(page, '__Host-session');
    expect(cleared).toMatchObject({ secure: true, httpOnly: true, path: '/', domain: null, value: '' });
    expect(cleared?.expiryTime()).toBeLessThan(Date.now());
  });

  test('a site that does not see that it is https says so instead of losing the session (S-03)', async () => {
    const { browser, callback } = await toCallback();
    const page = await browser.send(local(callback));
    expect(page.status).toBe(500);
    expect(page.text).toContain('trust proxy');
    expect(cookiesOf(page, '__Host-session')).toEqual([]);
  });

  test('and says so where a sign-in starts, before a password is typed (S-03)', async () => {
    const page = await createBrowser().send(`${site.origin}/auth/sign-in`);
    expect(page.status).toBe(500);
    expect(page.text).toContain("app.set('trust proxy', 1)");
    expect([page.headers.location, page.headers['set-cookie']]).toEqual([undefined, undefined]);
  });

  const local = (url: string): string => url.replace(publicOrigin, site.origin);

  const start = (browser = createBrowser()): Promise<Answer> =>
    browser.send(`${site.origin}/auth/sign-in?return_to=/account`, { headers: viaProxy });

  const toCallback = async () => {
    const browser = createBrowser();
    const login = await browser.visit(redirectOf(await start(browser)) ?? '');
    return { browser, callback: await browser.submitUntil(login, ada, publicOrigin) };
  };
});

test('at http on localhost, for development, only the prefix and Secure are missing', async () => {
  const site = closing(await startBareSite());
  const page = await createBrowser().send(`${site.origin}/auth/sign-in`);
  const [pending] = cookiesOf(page, 'signin.');
  expect(pending).toMatchObject({ secure: false, httpOnly: true, sameSite: 'lax', path: '/', domain: null });
});

const cookiesOf = ({ headers }: Answer, prefix: string): readonly Cookie[] =>
  (headers['set-cookie'] ?? []).flatMap((line) => {
    const cookie = Cookie.parse(line);
    return cookie?.key.startsWith(prefix) === true ? [cookie] : [];
  });
