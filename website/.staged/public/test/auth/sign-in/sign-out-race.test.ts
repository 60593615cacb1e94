import { beforeEach, describe, expect, test } from '@jest/globals';
import { createBrowser, type Browser, type Answer } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { openForEachTest } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';

declare module 'express-session' {
  interface SessionData {
    visits?: number;
  }
}

describe('signing out while requests are under way', () => {
  const letGo: (() => void)[] = [];
  const gate = (): Promise<void> => new Promise((resolve) => void letGo.push(resolve));
  const site = openForEachTest(() =>
    startShortLivedSite({
      routes: (app, auth) => {
        // Both wait until the test lets them go; one of them writes to the session at the end.
        app.get('/read-slowly', auth.requireSignIn(), async (_request, response) => {
          await gate();
          response.send('read');
        });
        app.get('/write-slowly', auth.requireSignIn(), async (request, response) => {
          await gate();
          request.session.visits = (request.session.visits ?? 0) + 1;
          response.send('written');
        });
      },
    }),
  );
  beforeEach(() => void letGo.splice(0));

  test.each([
    ['read', 'I-08'],
    ['write', 'I-07'],
  ])('is not undone by a hundred requests that %s afterwards (%s)', async (what) => {
    for (let round = 0; round < 3; round += 1) {
      const browser = await signedIn(site);
      const { session = '' } = await browser.cookies(site.origin);
      const slow = Array.from({ length: 100 }, () => browser.send(`${site.origin}/${what}-slowly`));
      await eventually(() => expect(letGo).toHaveLength(100));
      expect((await browser.post(`${site.origin}/auth/sign-out`)).status).toBe(303);
      for (const go of letGo.splice(0)) go();
      const pages = await Promise.all(slow);
      expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
      expect(pages.flatMap(({ headers }) => headers['set-cookie'] ?? [])).toEqual([]);
      await expectGone(session);
    }
  });

  test('is not undone by a refresh that is answered afterwards, and its new refresh token is revoked', async () => {
    site.pool.updateClient(site.pool.client.id, { rotation: { graceSeconds: 0 } });
    const browser = await signedIn(site);
    const { session = '' } = await browser.cookies(site.origin);
    site.advance(tokenMs + 1000);
    // The pool has rotated the refresh token already when the person signs out; only its answer is late.
    const fault = { kind: 'slow-body', chunkBytes: 500, everyMs: 40 } as const;
    site.pool.faults.add({ endpoint: 'token', fault });
    const exchanges = site.pool.requests.count('token');
    const pages = Promise.all([open(browser, '/account'), open(browser, '/token')]);
    await eventually(() => expect(site.pool.requests.count('token')).toBe(exchanges + 1));
    await browser.post(`${site.origin}/auth/sign-out`);
    expect((await pages).map(({ status }) => status)).toEqual([303, 401]);
    await expectGone(session);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(2));
    const [ended, late] = site.pool.requests.list('revoke');
    expect(late?.refreshTokenSha256).not.toBe(ended?.refreshTokenSha256);
  });

  test('a page that keeps something in the session finds it again, until signing out', async () => {
    const browser = await signedIn(site);
    for (let visit = 0; visit < 3; visit += 1) {
      const page = open(browser, '/write-slowly');
      await eventually(() => expect(letGo).toHaveLength(1));
      letGo.pop()?.();
      await page;
    }
    const keys = await site.store.keysOf({
      issuer: site.pool.issuer,
      id: site.pool.person('ada@example.com').sub,
    });
    expect(await site.store.read(keys[0] ?? '')).toMatchObject({ appData: { visits: 3 } });
  });

  const open = (browser: Browser, path: string): Promise<Answer> => browser.send(`${site.origin}${path}`);

  const expectGone = async (session: string): Promise<void> => {
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
    const thief = createBrowser();
    await thief.jar.setCookie(`session=${session}; Path=/`, site.origin);
    expect((await open(thief, '/account')).status).toBe(303);
    expect((await open(thief, '/')).text).toBe('home of nobody');
  };
});
