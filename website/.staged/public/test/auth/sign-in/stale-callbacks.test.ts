import { describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser, type Answer } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { ada, callbackOf, grace, signedIn } from '../../support/people.js';

describe('a callback that does not belong to a sign-in of this browser', () => {
  const site = openForAllTests(startBareSite);
  let exchanges: number;

  test('is refused where the browser never started one (B-01)', async () => {
    const callback = await callbackOf(createBrowser(), site);
    const stranger = createBrowser();
    await expectRefused(stranger, callback, 'sign_in_expired');
  });

  test.each([
    ['changed by a character', (state: string) => `${state}1`, 'sign_in_expired'],
    ['missing', () => undefined, 'sign_in_invalid'],
    ['empty', () => '', 'sign_in_invalid'],
  ])(
    'is refused with a state that is %s, and the real one still works (B-02)',
    async (_how, change, code) => {
      const browser = createBrowser();
      const callback = await callbackOf(browser, site);
      const url = new URL(callback);
      const state = change(url.searchParams.get('state') ?? '');
      if (state === undefined) url.searchParams.delete('state');
      else url.searchParams.set('state', state);
      await expectRefused(browser, url.href, code);
      expect((await browser.send(callback)).status).toBe(303);
    },
  );

  test('cannot sign a victim in as the attacker, nor replace a session that the victim has (B-03)', async () => {
    const callback = await callbackOf(createBrowser(), site, { person: grace });
    const victim = await signedIn(site, ada);
    const { session } = await victim.cookies(site.origin);
    const page = await refused(victim, callback);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'sign_in_expired' });
    expect((await victim.cookies(site.origin))['session']).toBe(session);
    expect((await victim.send(`${site.origin}/`)).text).toBe('home of ada@example.com');
  });

  test('is refused with the pending cookie of another sign-in under its name (B-03)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    const other = createBrowser();
    await callbackOf(other, site);
    const [name = ''] = Object.keys(await browser.cookies(site.origin));
    const [sealed = ''] = Object.values(await other.cookies(site.origin));
    const forged = createBrowser();
    await forged.jar.setCookie(`${name}=${sealed}; Path=/`, site.origin);
    await expectRefused(forged, callback, 'sign_in_expired');
  });

  test.each([
    [9.9, 303],
    [10.1, 400],
  ])('%d minutes after it started is answered with %d (B-16)', async (minutes, status) => {
    // A pool whose code outlives the sign-in, so that it is our limit that counts.
    const browser = createBrowser();
    const start = await browser.send(`${site.origin}/auth/sign-in?return_to=/account`);
    site.advance(minutes * 60_000);
    const login = await browser.visit(start.headers.location ?? '');
    const callback = await browser.submitUntil(login, ada, `${site.origin}/auth/callback`);
    exchanges = site.pool.requests.count('token');
    const page = await browser.send(callback);
    expect(page.status).toBe(status);
    expect(site.pool.requests.count('token') - exchanges).toBe(status === 303 ? 1 : 0);
  });

  test('that comes too late keeps where the person was going (F-R21)', async () => {
    const browser = createBrowser();
    const start = await browser.send(`${site.origin}/auth/sign-in?return_to=/account?tab=2`);
    site.advance(20 * 60_000);
    const login = await browser.visit(start.headers.location ?? '');
    const callback = await browser.submitUntil(login, ada, `${site.origin}/auth/callback`);
    expect(JSON.parse((await browser.send(callback)).text)).toMatchObject({
      code: 'sign_in_expired',
      signInUrl: '/auth/sign-in?return_to=%2Faccount%3Ftab%3D2',
    });
    // A browser that never began it has nowhere to go.
    const { signInUrl } = JSON.parse((await createBrowser().send(callback)).text);
    expect(signInUrl).toBe('/auth/sign-in?return_to=%2F');
    site.advance(-20 * 60_000);
  });

  test('from before the clock was set back is refused (B-16)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    site.advance(-60_000);
    await expectRefused(browser, callback, 'sign_in_expired');
    site.advance(60_000);
  });

  test('with a code that the pool takes for expired ends in a page that offers to start again (C-03)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site, { returnTo: '/account?tab=7' });
    site.advance(6 * 60_000);
    const page = await browser.send(callback);
    expect(page.status).toBe(400);
    expect(JSON.parse(page.text)).toMatchObject({
      code: 'sign_in_expired',
      signInUrl: '/auth/sign-in?return_to=%2Faccount%3Ftab%3D7',
    });
    expect(await browser.cookies(site.origin)).toEqual({});
  });

  const refused = async (browser: Browser, callback: string): Promise<Answer> => {
    exchanges = site.pool.requests.count('token');
    const page = await browser.send(callback);
    expect(page.status).toBe(400);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(site.pool.requests.count('token')).toBe(exchanges);
    return page;
  };

  const expectRefused = async (browser: Browser, callback: string, code: string): Promise<void> => {
    expect(JSON.parse((await refused(browser, callback)).text)).toMatchObject({ code });
    expect(await browser.cookies(site.origin)).not.toHaveProperty('session');
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({ code });
  };
});
