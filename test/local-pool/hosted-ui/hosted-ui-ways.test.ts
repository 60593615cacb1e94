import { beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { type Answer, unescapeHtml } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { visitorOf } from '../support/visitor.js';
import { admin } from '../user-pools-api/support.js';

const newcomer = { username: 'new@example.com', password: seedPassword, passwordConfirmation: seedPassword };

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

const linksOn = ({ text }: Answer): string[] =>
  [...text.matchAll(/<a [^>]*href="([^"]*)"/gu)].map(([, href = '']) => unescapeHtml(href));

const actionOn = ({ text }: Answer): string =>
  unescapeHtml(/<form[^>]* action="([^"]*)"/u.exec(text)?.[1] ?? '');

describe('the pages of the domain (quirk: pages)', () => {
  test.each(['/login', '/signup', '/forgotPassword'])(
    '%s opens with the parameters of authorize, and its form goes to the same address and query',
    async (path) => {
      const url = visitor.pageUrl(path, { nonce: 'n', lang: 'en', login_hint: 'ada@example.com' });
      const page = await visitor.browser.send(url);
      expect([page.status, actionOn(page)]).toEqual([200, url.slice(pool.domain.length)]);
      expect(page.text).toContain('value="ada@example.com"');
    },
  );

  test.each(['/login', '/signup', '/forgotPassword'])('%s checks them as authorize does', async (path) => {
    const stranger = await visitor.browser.send(
      visitor.pageUrl(path, { redirect_uri: 'http://localhost:1/x' }),
    );
    expect(stranger.location).toBe(`/error?error=redirect_mismatch&client_id=${pool.client.id}`);
    const scope = await visitor.browser.send(visitor.pageUrl(path, { scope: 'openid nonsense' }));
    expect(scope.location).toContain('error_description=invalid_scope&state=a-state&error=invalid_request');
  });

  test('/login leads to /signup and /forgotPassword, with the whole request', async () => {
    const url = visitor.pageUrl('/login', { nonce: 'n' });
    const query = new URL(url).search;
    expect(linksOn(await visitor.browser.send(url))).toEqual(
      expect.arrayContaining([`/signup${query}`, `/forgotPassword${query}`]),
    );
  });

  test('/signup goes on to /confirm, which leads to /resendcode', async () => {
    const joined = await visitor.fill(visitor.pageUrl('/signup'), newcomer);
    const { search } = new URL(visitor.pageUrl('/signup'));
    expect(joined.location).toBe(`/confirm${search}`);
    expect(linksOn(await visitor.browser.send(visitor.absolute(joined.location)))).toContain(
      `/resendcode${search}`,
    );
  });

  test('the code of a sign-up stands in for a second factor that the pool requires, the first time', async () => {
    pool.updatePool({ mfa: 'ON' });
    const joined = await visitor.fill(visitor.pageUrl('/signup'), newcomer);
    const code = visitor.mailedCode(newcomer.username);
    expect((await visitor.fill(visitor.absolute(joined.location), { code })).location).toContain('?code=');
  });

  test.each(['/confirmForgotPassword', '/forgotpassword', '/Login', '/saml2/logout'])(
    '%s is no page here',
    async (path) => {
      expect((await visitor.browser.send(visitor.pageUrl(path))).status).toBe(404);
    },
  );

  test('the classic pages have no button to continue as somebody: with a session /login shows its form', async () => {
    await visitor.fill(visitor.pageUrl('/login'), { username: 'ada@example.com', password: seedPassword });
    const page = await visitor.browser.send(visitor.pageUrl('/login'));
    expect(page.text).toContain('name="cognitoSignInForm"');
    expect(page.text).not.toContain('ada@example.com');
  });
});

describe('where an administrator confirms (quirk: pages)', () => {
  beforeEach(async () => {
    await admin(pool, 'UpdateUserPool', { AutoVerifiedAttributes: [] });
  });

  test('a sign-up shows an error although it has worked, and mails nothing', async () => {
    const answer = await visitor.fill(visitor.pageUrl('/signup'), newcomer);
    expect([answer.status, answer.text.includes('User is not confirmed.')]).toEqual([400, true]);
    expect(pool.person(newcomer.username).status).toBe('UNCONFIRMED');
    expect(pool.outbox.list()).toEqual([]);
  });

  test('nobody signs in before, and everybody after', async () => {
    await visitor.fill(visitor.pageUrl('/signup'), newcomer);
    const login = { username: newcomer.username, password: newcomer.password };
    expect((await visitor.fill(visitor.pageUrl('/login'), login)).text).toContain('User is not confirmed.');
    expect((await admin(pool, 'AdminConfirmSignUp', { Username: newcomer.username })).status).toBe(200);
    expect((await visitor.fill(visitor.pageUrl('/login'), login)).location).toContain('?code=');
  });

  test('it is said in the language of the page', async () => {
    await visitor.keepCookie('lang', 'de');
    const answer = await visitor.fill(visitor.pageUrl('/signup'), newcomer);
    expect(answer.text).toContain('Ihr Konto ist angelegt. Bestätigen muss es die Administration.');
  });
});
