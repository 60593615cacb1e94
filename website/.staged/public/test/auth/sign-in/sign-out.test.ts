import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, redirectOf, type Browser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { openForAllTests } from '../../support/opened.js';
import { signedIn, signIn } from '../../support/people.js';
import { tokensOf } from '../../support/tokens.js';

const json = { 'Content-Type': 'application/json;charset=UTF-8' };

describe('signing out', () => {
  const site = openForAllTests(startBareSite);
  let browser: Browser;
  beforeEach(async () => {
    site.pool.faults.clear();
    site.pool.requests.clear();
    browser = await signedIn(site);
  });

  test('ends the session, revokes the refresh token and leads over the pool back to the site (I-03, I-06)', async () => {
    const { session = '' } = await browser.cookies(site.origin);
    const page = await browser.post(`${site.origin}/auth/sign-out`);
    expect(page.status).toBe(303);
    const target = new URL(redirectOf(page) ?? '');
    expect(target.origin + target.pathname).toBe(`${site.pool.domain}/logout`);
    expect(Object.fromEntries(target.searchParams)).toEqual({
      client_id: site.pool.client.id,
      logout_uri: `${site.origin}/signed-out`,
    });
    expect(page.headers['cache-control']).toBe('no-store');
    expect(site.pool.requests.list('revoke')).toMatchObject([
      { status: 200, parameters: { token_type_hint: 'refresh_token' } },
    ]);
    expect((await browser.visit(target.href)).text).toContain('signed out');
    expect(await browser.cookies(site.origin)).toEqual({});

    const thief = createBrowser();
    await thief.jar.setCookie(`session=${session}; Path=/`, site.origin);
    expect((await thief.send(`${site.origin}/account`)).status).toBe(303);
  });

  test('at the pool means that the next sign-in asks for the password', async () => {
    await browser.visit(redirectOf(await browser.post(`${site.origin}/auth/sign-out`)) ?? '');
    const page = await browser.visit(`${site.origin}/account`);
    expect(new URL(page.url).pathname).toBe('/login');
  });

  test.each([
    ['GET', {}, 404],
    ['HEAD', {}, 404],
    ['POST', {}, 403],
    ['POST', { origin: 'https://evil.example' }, 403],
    ['POST', { origin: 'null' }, 403],
    ['POST', { 'sec-fetch-site': 'cross-site' }, 403],
    ['POST', { 'sec-fetch-site': 'same-site' }, 403],
    ['POST', { 'sec-fetch-site': 'none' }, 403],
    ['POST', { 'origin': 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 403],
  ])(
    'does not happen by a %s with %j: %d, and still signed in (I-01, I-02)',
    async (method, headers, status) => {
      const sent = Object.fromEntries(Object.entries(headers));
      for (const path of ['/auth/sign-out', '/auth/sign-out-everywhere']) {
        expect((await browser.send(`${site.origin}${path}`, { method, headers: sent })).status).toBe(status);
      }
      expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
      expect(site.pool.requests.count('revoke')).toBe(0);
    },
  );

  test('works for an old browser that sends Origin only, and with a muted Origin', async () => {
    const origin = site.origin;
    const old = await browser.send(`${origin}/auth/sign-out`, { method: 'POST', headers: { origin } });
    expect(old.status).toBe(303);
    const headers = { 'origin': 'null', 'sec-fetch-site': 'same-origin' };
    const muted = await signedIn(site);
    expect((await muted.send(`${origin}/auth/sign-out`, { method: 'POST', headers })).status).toBe(303);
  });

  test('twice, and without being signed in, leads to the same place', async () => {
    const first = await browser.post(`${site.origin}/auth/sign-out`);
    const second = await browser.post(`${site.origin}/auth/sign-out`);
    expect(second.headers.location).toBe(first.headers.location);
    expect(site.pool.requests.count('revoke')).toBe(1);
    const stranger = await createBrowser().post(`${site.origin}/auth/sign-out`);
    expect(stranger.headers.location).toBe(first.headers.location);
  });

  test.each<[string, Fault]>([
    ['400', { kind: 'status', status: 400, body: '{"error":"unsupported_token_type"}', headers: json }],
    ['401', { kind: 'status', status: 401, body: '{"error":"invalid_client"}', headers: json }],
    ['503', { kind: 'status', status: 503 }],
    ['a broken connection', { kind: 'drop' }],
    ['silence', { kind: 'silence' }],
  ])(
    'succeeds here when revoking is answered with %s, within two seconds and a bit (I-05)',
    async (_how, fault) => {
      site.pool.faults.add({ endpoint: 'revoke', fault });
      const failures = site.eventsOf('revoke_failed').length;
      const startedAtMs = performance.now();
      const page = await browser.post(`${site.origin}/auth/sign-out`);
      expect(performance.now() - startedAtMs).toBeLessThan(3500);
      expect(page.status).toBe(303);
      expect(site.eventsOf('revoke_failed')).toHaveLength(failures + 1);
      expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
    },
  );

  test('takes no address from the request: it always ends at the registered page (I-10, I-11)', async () => {
    const query =
      'return_to=//evil.example&logout_uri=https://evil.example&post_logout_redirect_uri=https://evil';
    const page = await browser.post(`${site.origin}/auth/sign-out?${query}`, { return_to: '//evil.example' });
    expect(page.headers.location).not.toContain('evil');
  });

  test('in one browser leaves the other ones alone', async () => {
    const other = await signedIn(site);
    await browser.post(`${site.origin}/auth/sign-out`);
    expect((await other.send(`${site.origin}/account`)).status).toBe(200);
    await eventually(async () => expect((await tokensOf(site, 'ada@example.com')).length).toBeGreaterThan(0));
    expect((await signIn(browser, `${site.origin}/account`)).status).toBe(200);
  });
});
