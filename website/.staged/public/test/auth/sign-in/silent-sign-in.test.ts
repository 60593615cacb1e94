import { afterEach, describe, expect, test } from '@jest/globals';
import { signInOf } from '../../../src/auth/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signIn } from '../../support/people.js';

const site = openForAllTests(() =>
  startBareSite({
    routes: (app, auth) =>
      void app.get('/welcome', auth.trySilentSignIn(), (request, response) => {
        response.send(`welcome ${signInOf(request)?.user.email ?? 'stranger'}`);
      }),
  }),
);
afterEach(() => site.pool.faults.clear());

const html = { headers: { accept: 'text/html' } };
const welcome = (): string => `${site.origin}/welcome?a=b`;

/** A browser that has been here before. */
const visitor = async (): Promise<Browser> => {
  const browser = createBrowser();
  await browser.send(welcome(), html);
  return browser;
};

/** The same, which the pool knows by another app. */
const knownVisitor = async (): Promise<Browser> => {
  const browser = await visitor();
  await signIn(browser, `${site.origin}/account`);
  // The session of this site is gone, the one of the pool is there.
  await browser.jar.setCookie('session=; Max-Age=0; Path=/', site.origin);
  return browser;
};

const isSent = (location: string): boolean => location.startsWith(`${site.pool.domain}/oauth2/authorize`);

describe('a page that likes to know who comes (F-R12)', () => {
  test('knows somebody whom the pool knows, without a page of the pool', async () => {
    const browser = await knownVisitor();
    const sent = await browser.send(welcome(), html);
    expect([sent.status, isSent(sent.location)]).toEqual([303, true]);
    expect(new URL(sent.location).searchParams.get('prompt')).toBe('none');
    const page = await browser.visit(sent.location, html);
    expect([page.status, page.url, page.text]).toEqual([200, welcome(), 'welcome ada@example.com']);
    expect(site.eventsOf('sign_in_succeeded').at(-1)).toMatchObject({ isStepUp: false, isSilent: true });
  });

  test('is shown to a stranger as it is, who is asked once and not again', async () => {
    const browser = await visitor();
    const failedBefore = site.eventsOf('sign_in_failed').length;
    const page = await browser.visit(welcome(), html);
    expect([page.status, page.url, page.text]).toEqual([200, welcome(), 'welcome stranger']);
    expect(site.eventsOf('sign_in_started').at(-1)).toEqual({
      type: 'sign_in_started',
      isStepUp: false,
      isSilent: true,
    });
    expect(site.eventsOf('sign_in_failed').length).toBe(failedBefore);
    for (let visit = 0; visit < 3; visit += 1) expect((await browser.send(welcome(), html)).status).toBe(200);
    const cookies = await browser.cookies(site.origin);
    expect(Object.keys(cookies)).toEqual(['signin.silent']);
  });

  test('is shown at once to a browser that shows no cookie, again and again, so nobody goes round in circles', async () => {
    for (let visit = 0; visit < 3; visit += 1)
      expect((await createBrowser().send(welcome(), html)).text).toBe('welcome stranger');
  });

  test.each([
    ['a program', { accept: 'application/json' }],
    ['a script', { 'accept': 'text/html', 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' }],
    ['a frame', { 'accept': 'text/html', 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' }],
    ['a browser that fetches ahead', { 'accept': 'text/html', 'sec-purpose': 'prefetch' }],
  ])('is shown to %s as it is', async (_who, headers) => {
    const browser = await visitor();
    expect((await browser.send(welcome(), { headers })).text).toBe('welcome stranger');
  });

  test('is shown to a stranger whatever goes wrong on the way, which is told as an event', async () => {
    const browser = await visitor();
    site.pool.faults.add({
      endpoint: 'authorize',
      fault: { kind: 'callback-error', error: 'server_error' },
      times: 1,
    });
    expect((await browser.visit(welcome(), html)).text).toBe('welcome stranger');
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({ code: 'sign_in_refused' });

    const other = await knownVisitor();
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status: 500 }, times: 1 });
    expect((await other.visit(welcome(), html)).text).toBe('welcome stranger');
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({ code: 'pool_unreachable' });
  });

  test('does not sign in again whoever has just signed out', async () => {
    const browser = createBrowser();
    await signIn(browser, `${site.origin}/account`);
    site.pool.faults.add({ endpoint: 'logout', fault: { kind: 'status', status: 503 } });
    await browser.post(`${site.origin}/auth/sign-out`);
    expect((await browser.send(welcome(), html)).text).toBe('welcome stranger');
  });

  test('does not bring back a sign-in that was ended, nor ask for a password', async () => {
    const browser = await knownVisitor();
    site.advance(60_000);
    await site.auth.endSignInsOf('everybody');
    expect((await browser.visit(welcome(), html)).text).toBe('welcome stranger');
  });

  test('of a pool that is away goes on without', async () => {
    const away = await startBareSite({
      routes: (app, auth) =>
        void app.get('/welcome', auth.trySilentSignIn(), (_request, response) => void response.send('hello')),
    });
    try {
      const browser = createBrowser();
      await browser.send(`${away.origin}/welcome`, html);
      away.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'status', status: 503 } });
      expect((await browser.send(`${away.origin}/welcome`, html)).text).toBe('hello');
    } finally {
      await away.close();
    }
  });
});
