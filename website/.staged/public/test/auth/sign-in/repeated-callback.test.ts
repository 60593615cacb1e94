import { describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { openForEachTest } from '../../support/opened.js';
import { callbackOf } from '../../support/people.js';

describe('a callback that comes again', () => {
  const site = openForEachTest(startBareSite);

  test('after a reload or the back button leads home and asks the pool nothing (B-13)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    await browser.visit(callback);
    const { session } = await browser.cookies(site.origin);
    const again = await browser.send(callback);
    expect(again.status).toBe(303);
    expect(again.headers.location).toBe('/');
    expect(site.pool.requests.count('token')).toBe(1);
    expect(await browser.cookies(site.origin)).toEqual({ session });
  });

  test('after signing out says that the sign-in is over and how to start again (B-13)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    await browser.visit(callback);
    await browser.post(`${site.origin}/auth/sign-out`);
    const again = await browser.send(callback);
    expect(again.status).toBe(400);
    expect(JSON.parse(again.text)).toMatchObject({
      code: 'sign_in_expired',
      signInUrl: '/auth/sign-in?return_to=%2F',
    });
    expect(site.pool.requests.count('token')).toBe(1);
  });

  test('twenty times at once redeems the code once and opens one session (B-14)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    const cookie = await browser.jar.getCookieString(site.origin);
    // Twenty browsers with the same cookies: not even what one answer sets is known to the others.
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => createBrowser().send(callback, { headers: { cookie } })),
    );
    const statuses = pages.map(({ status }) => status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(19);
    expect(site.pool.requests.count('token')).toBe(1);
    expect(site.eventsOf('sign_in_succeeded')).toHaveLength(1);
    const ada = { issuer: site.pool.issuer, id: site.pool.person('ada@example.com').sub };
    expect(await site.store.keysOf(ada)).toHaveLength(1);
  });

  test.each([
    ['failed at the pool', { kind: 'status', status: 503 } as const, 503],
    ['was cut off', { kind: 'drop' } as const, 503],
    ['was answered with nonsense', { kind: 'broken-json' } as const, 502],
  ])('after the exchange %s does not redeem the code a second time (B-15)', async (_what, fault, status) => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site, { returnTo: '/account?tab=3' });
    site.pool.faults.add({ endpoint: 'token', fault, times: 1 });
    const first = await browser.send(callback);
    expect(first.status).toBe(status);
    expect(JSON.parse(first.text)).toMatchObject({
      signInUrl: '/auth/sign-in?return_to=%2Faccount%3Ftab%3D3',
    });
    const again = await browser.send(callback);
    expect(again.status).toBe(400);
    expect(JSON.parse(again.text)).toMatchObject({ code: 'sign_in_expired' });
    expect(site.pool.requests.count('token')).toBe(1);
    // Starting again works, and lands where the person was going.
    expect((await browser.visit(`${site.origin}/account?tab=3`)).status).toBe(200);
  });
});
