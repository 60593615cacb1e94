import { describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import type { Answer } from '../../support/browser.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { ada, signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';

describe('a page that asks for a recent sign-in', () => {
  const site = openForEachTest(startBareSite);
  const browser = makeForEachTest(() => signedIn(site));

  test('opens to who has just signed in', async () => {
    expect((await open('/security')).text).toBe('security');
  });

  test('asks for the password again after five minutes, though the pool knows the browser, and then opens', async () => {
    site.advance(6 * minuteMs);
    const login = await browser.visit(`${site.origin}/security?tab=mfa`);
    expect(new URL(login.url).pathname).toBe('/login');
    const asked = site.pool.requests.list('authorize').at(-1)?.parameters;
    expect(asked).toMatchObject({ prompt: 'login', max_age: '300' });
    expect(site.eventsOf('sign_in_started').at(-1)).toMatchObject({ isStepUp: true });
    const page = await browser.submit(login, ada);
    expect(page).toMatchObject({ url: `${site.origin}/security?tab=mfa`, text: 'security' });
  });

  test('leaves the session as it is while, and when, nothing comes of it', async () => {
    site.advance(6 * minuteMs);
    const { session } = await browser.cookies(site.origin);
    await open('/security');
    expect((await open('/account')).status).toBe(200);
    expect((await browser.cookies(site.origin))['session']).toBe(session);
  });

  test('refuses a pool that did not ask again and says when the person signed in long ago (A-12)', async () => {
    site.advance(6 * minuteMs);
    const start = await open('/security');
    // The pool is asked without the prompt, so that it answers from its own session.
    const authorize = new URL(start.headers.location ?? '');
    authorize.searchParams.delete('prompt');
    const page = await browser.visit(authorize.href);
    expect(page.status).toBe(502);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'pool_rejected', reason: 'sign_in_is_not_recent' });
    expect(new URL((await browser.visit(`${site.origin}/security`)).url).pathname).toBe('/login');
    expect((await open('/account')).status).toBe(200);
  });

  test.each([
    ['missing', undefined],
    ['in the future', Math.floor(Date.now() / 1000) + 24 * 3600],
    ['not a number', 'now'],
  ])('refuses a time of signing in that is %s (A-12)', async (_what, auth_time) => {
    site.advance(6 * minuteMs);
    const login = await browser.visit(`${site.origin}/security`);
    const fault = { kind: 'token', of: 'id', claims: { auth_time } } as const;
    site.pool.faults.add({ endpoint: 'token', fault });
    const page = await browser.submit(login, ada);
    expect([page.status, JSON.parse(page.text).code]).toEqual([502, 'pool_rejected']);
    expect(site.eventsOf('session_ended')).toEqual([]);
    expect((await open('/account')).status).toBe(200);
    expect((await open('/security')).status).toBe(303);
  });

  test('tells a script with 401 what is missing, and where to get it (F-R68)', async () => {
    site.advance(6 * minuteMs);
    const page = await browser.send(`${site.origin}/security`, { headers: { accept: 'application/json' } });
    expect(page.status).toBe(401);
    expect(page.headers['www-authenticate']).toBe(`Session realm="${site.origin}"`);
    expect(JSON.parse(page.text)).toMatchObject({
      code: 'recent_sign_in_required',
      signInUrl: '/auth/sign-in?return_to=%2Fsecurity&max_age=300',
    });
  });

  test('counts from the password, and not from the session that came of it later without one (F-M3)', async () => {
    site.advance(4 * minuteMs);
    await browser.jar.setCookie('session=; Path=/; Max-Age=0', site.origin);
    expect((await browser.visit(`${site.origin}/account`)).status).toBe(200);
    expect((await open('/security')).text).toBe('security');
    site.advance(2 * minuteMs);
    expect((await open('/security')).status).toBe(303);
  });

  test('opens to a password that the pool asked for lately, though not for this (F-S20)', async () => {
    site.advance(6 * minuteMs);
    const start = await open('/security');
    site.pool.faults.add({
      endpoint: 'token',
      fault: { kind: 'token', of: 'id', claims: { auth_time: Math.floor(Date.now() / 1000) + 2 * 60 } },
    });
    const page = await browser.submit(await browser.visit(start.headers.location ?? ''), ada);
    expect(page.text).toBe('security');
  });

  test('is not opened by a sign-in of which nobody says when it was (F-S20)', async () => {
    const claims = { auth_time: undefined };
    site.pool.faults.add({ endpoint: 'token', times: 1, fault: { kind: 'token', of: 'id', claims } });
    const silent = await signedIn(site, ada);
    const { signIn } = JSON.parse((await silent.send(`${site.origin}/account`)).text);
    expect(signIn).not.toHaveProperty('authenticatedAtMs');
    const page = await silent.send(`${site.origin}/security`);
    expect([page.status, new URL(page.headers.location ?? '').searchParams.get('max_age')]).toEqual([
      303,
      '300',
    ]);
    // And the session goes on through a refresh that knows more.
    site.advance(59.5 * minuteMs);
    expect((await silent.send(`${site.origin}/account`)).status).toBe(200);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
    expect((await silent.send(`${site.origin}/security`)).status).toBe(303);
  });

  test.each([Number.NaN, -1, Infinity])('is not made for %d seconds', (withinSeconds) => {
    expect(() => site.auth.requireRecentSignIn({ withinSeconds })).toThrow(TypeError);
  });

  test.each([
    ['a browser that fetches ahead', { 'sec-purpose': 'prefetch' }, 204, undefined],
    [
      'a page that embeds it',
      { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' },
      403,
      'cross_site',
    ],
    [
      'a script that asks for HTML',
      { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' },
      401,
      'recent_sign_in_required',
    ],
  ])('begins no sign-in for %s (F-R7)', async (_who, headers, status, code) => {
    site.advance(6 * minuteMs);
    const before = site.eventsOf('sign_in_started').length;
    const page = await browser.send(`${site.origin}/security`, { headers });
    expect(page.status).toBe(status);
    if (code !== undefined) expect(JSON.parse(page.text).code).toBe(code);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(site.eventsOf('sign_in_started')).toHaveLength(before);
  });

  test('is not opened by refreshing tokens: the time of signing in stays what it was', async () => {
    site.advance(59.5 * minuteMs);
    await open('/account');
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
    expect((await open('/security')).status).toBe(303);
  });

  const open = (path: string): Promise<Answer> => browser.send(`${site.origin}${path}`);
});
