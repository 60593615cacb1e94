import { describe, expect, test } from '@jest/globals';
import { createBrowser, type Answer } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { callbackOf, signedIn } from '../../support/people.js';
import { startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';

describe('while the session store cannot be reached', () => {
  const site = openForEachTest(startShortLivedSite);
  const browser = makeForEachTest(() => signedIn(site));

  test('people who are signed in get 503 and keep their cookie, and go on afterwards (J-12)', async () => {
    const before = await browser.cookies(site.origin);
    site.store.fail('read');
    for (const path of ['/', '/account', '/token']) {
      const page = await open(path);
      expect(page.status).toBe(503);
      expect(page.headers['retry-after']).toBe('5');
      expect(JSON.parse(page.text)).toMatchObject({ code: 'store_unreachable' });
      expect(page.headers['set-cookie']).toBeUndefined();
    }
    site.store.heal();
    expect((await open('/account')).status).toBe(200);
    expect(await browser.cookies(site.origin)).toEqual(before);
  });

  test('visitors without a session see the public pages, and no store is asked (J-07, R-03)', async () => {
    for (const call of ['read', 'create', 'end', 'claim'] as const) site.store.fail(call);
    const visitor = createBrowser();
    const reads = site.store.calls('read');
    const page = await visitor.send(`${site.origin}/`);
    expect(page.status).toBe(200);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect((await visitor.send(`${site.origin}/auth/sign-in`)).status).toBe(303);
    expect(site.store.calls('read')).toBe(reads);
  });

  test('nobody is half signed in: no cookie, and the tokens are revoked (J-11)', async () => {
    const visitor = createBrowser();
    const callback = await callbackOf(visitor, site);
    site.store.fail('create');
    const page = await visitor.send(callback);
    expect(page.status).toBe(503);
    expect(JSON.parse(page.text)).toMatchObject({
      code: 'store_unreachable',
      signInUrl: '/auth/sign-in?return_to=%2Faccount',
    });
    expect(await visitor.cookies(site.origin)).toEqual({});
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(1));
    site.store.heal();
    expect((await visitor.visit(`${site.origin}/account`)).status).toBe(200);
  });

  test('a session is not replaced by half: with the new one not kept, signing in says so (J-11)', async () => {
    const callback = await callbackOf(browser, site);
    site.store.fail('create');
    expect((await browser.send(callback)).status).toBe(503);
    site.store.heal();
    expect(site.eventsOf('sign_in_succeeded')).toHaveLength(1);
  });

  test('a callback that cannot be claimed does not spend its code (J-11)', async () => {
    const visitor = createBrowser();
    const callback = await callbackOf(visitor, site);
    const exchanges = site.pool.requests.count('token');
    site.store.fail('claim', 1);
    expect((await visitor.send(callback)).status).toBe(503);
    expect(site.pool.requests.count('token')).toBe(exchanges);
    expect((await visitor.send(callback)).status).toBe(303);
  });

  test('nobody is told that they are signed out (I-04)', async () => {
    site.store.fail('end');
    const page = await browser.post(`${site.origin}/auth/sign-out`);
    expect(page.status).toBe(503);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(site.eventsOf('signed_out')).toEqual([]);
    expect((await browser.post(`${site.origin}/auth/sign-out-everywhere`)).status).toBe(503);
    site.store.heal();
    expect((await open('/account')).status).toBe(200);
    expect((await browser.post(`${site.origin}/auth/sign-out`)).status).toBe(303);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
  });

  test('people keep their pages while the store can be read but not written, and their idle limit stands (R-07)', async () => {
    site.advance(120_000);
    site.store.fail('markSeen');
    expect((await open('/account')).status).toBe(200);
    site.store.heal();
    expect((await open('/account')).status).toBe(200);
  });

  test('tokens are not refreshed that could not be kept (H-06)', async () => {
    site.store.fail('readTokens');
    site.advance(tokenMs - 30_000);
    const exchanges = site.pool.requests.count('token');
    expect((await open('/account')).status).toBe(200);
    expect((await open('/token')).status).toBe(503);
    expect(site.pool.requests.count('token')).toBe(exchanges);
  });

  const open = (path: string): Promise<Answer> => browser.send(`${site.origin}${path}`);
});
