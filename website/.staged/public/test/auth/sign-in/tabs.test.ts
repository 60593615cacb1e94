import { describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, redirectOf, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { ada, callbackOf } from '../../support/people.js';

describe('several tabs of one browser', () => {
  const site = openForAllTests(startBareSite);

  test.each([
    ['in the order in which they were started', (tabs: readonly string[]) => tabs],
    ['the other way round', (tabs: readonly string[]) => tabs.toReversed()],
    ['crosswise', ([a = '', b = '', c = '', d = '', e = '']: readonly string[]) => [c, a, e, b, d]],
  ])('five sign-ins finish, %s, each at its own page (A-08)', async (_order, arrange) => {
    const browser = createBrowser();
    const callbacks = await tabs(browser, 5);
    for (const callback of arrange(callbacks)) {
      const page = await browser.send(callback);
      expect(page.status).toBe(303);
      expect(page.headers.location).toBe(`/account?tab=${callbacks.indexOf(callback) + 1}`);
    }
    expect(await pendingOf(browser)).toEqual([]);
  });

  test('of ten sign-ins the last five finish and the first five say that they are too old (A-08, Q-04)', async () => {
    const browser = createBrowser();
    const callbacks = await tabs(browser, 10);
    expect(await pendingOf(browser)).toHaveLength(5);
    const exchanges = site.pool.requests.count('token');
    const pages = [];
    for (const callback of callbacks) pages.push(await browser.send(callback));
    expect(pages.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 303, 303, 303, 303, 303]);
    expect(JSON.parse(pages[0]?.text ?? '')).toMatchObject({ code: 'sign_in_expired' });
    expect(pages[9]?.headers.location).toBe('/account?tab=10');
    expect(site.pool.requests.count('token')).toBe(exchanges + 5);
  });

  test('sign-ins that start at the same moment do not overwrite each other (A-09)', async () => {
    const browser = createBrowser();
    const starts = await Promise.all(
      [1, 2, 3].map((tab) => browser.send(`${site.origin}/auth/sign-in?return_to=/account?tab=${tab}`)),
    );
    expect(await pendingOf(browser)).toHaveLength(3);
    const [first, ...others] = starts.map((page) => redirectOf(page) ?? '');
    const login = await browser.visit(first ?? '');
    const callbacks = [await browser.submitUntil(login, ada, `${site.origin}/auth/callback`)];
    for (const other of others)
      callbacks.push(await browser.visitUntil(other, `${site.origin}/auth/callback`));
    const pages = [];
    for (const callback of callbacks) pages.push(await browser.send(callback));
    expect(pages.map(({ headers }) => headers.location)).toEqual(
      [1, 2, 3].map((tab) => `/account?tab=${tab}`),
    );
  });

  test('a hundred sign-ins that nobody finishes leave a request small enough to be answered (Q-04)', async () => {
    const browser = createBrowser();
    const longest = `/account?${'q'.repeat(2000)}`;
    for (let count = 0; count < 100; count += 1) {
      const page = await browser.send(`${site.origin}/auth/sign-in?return_to=${encodeURIComponent(longest)}`);
      expect(page.status).toBe(303);
    }
    expect((await browser.jar.getCookieString(site.origin)).length).toBeLessThan(8500);
    expect((await browser.send(`${site.origin}/`)).status).toBe(200);
  });

  /** So many sign-ins of one browser, all of them finished at the pool and none of them here. */
  const tabs = async (browser: Browser, count: number): Promise<string[]> => {
    const callbacks: string[] = [];
    for (let tab = 1; tab <= count; tab += 1)
      callbacks.push(await callbackOf(browser, site, { returnTo: `/account?tab=${tab}` }));
    return callbacks;
  };

  const pendingOf = async (browser: Browser): Promise<string[]> =>
    Object.keys(await browser.cookies(site.origin)).filter((name) => name.startsWith('signin.'));
});
