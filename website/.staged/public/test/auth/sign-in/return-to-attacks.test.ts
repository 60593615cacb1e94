import { describe, expect, test } from '@jest/globals';
import { createSealer } from '../../../src/auth/index.js';
import { createReturnTo } from '../../../src/auth/sign-in/return-to.js';
import { startBareSite, testSecret } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { returning } from '../../support/callback.js';
import { openForAllTests } from '../../support/opened.js';
import { headerIn, rawRequest } from '../../support/raw-request.js';
import { returnToPayloads } from '../../support/return-to-payloads.js';
import { expectRefusal } from '../../support/refusal.js';

const site = openForAllTests(startBareSite);

const rule = createReturnTo({ settings: { basePath: '', mountPath: '/auth' } });

/** Where somebody ends who starts at this address and signs in. */
const endOf = async (start: string, browser: Browser = createBrowser()): Promise<string | undefined> => {
  const { callback } = await returning({ origin: site.origin }, { browser, start });
  const page = await browser.send(callback);
  expect(page.status).toBe(303);
  return page.headers.location;
};

describe('a sign-in that is to return to', () => {
  test.each(returnToPayloads)('%s ends on this site (L-01)', async (_line, payload, location) => {
    expect(rule.safe(payload)).toBe(location === '/' ? '/' : payload);
    const query = new URLSearchParams({ return_to: payload }).toString();
    expect(await endOf(`${site.origin}/auth/sign-in?${query}`)).toBe(location);
    expect(new URL(location, site.origin).origin).toBe(site.origin);
  });
});

test.each([
  ['two places', 'return_to=/account&return_to=//evil.example'],
  ['a list', 'return_to[]=/account'],
  ['an object', 'return_to[href]=//evil.example'],
  ['nothing', 'return_to='],
  ['nowhere', ''],
  ['10 kB', `return_to=/${'a'.repeat(10_000)}`],
  ['a broken escape', 'return_to=%E0%A4%A'],
])('a sign-in that is to return to %s ends at home (L-03)', async (_what, query) => {
  expect(await endOf(`${site.origin}/auth/sign-in?${query}`)).toBe('/');
});

describe('a protected page that is asked for in an odd way', () => {
  test.each([
    ['GET //evil.example/x', '//evil.example/x'],
    ['GET /\\evil.example', '/\\evil.example'],
    ['GET /.//evil.example', '/.//evil.example'],
    ['GET http://evil.example/account', 'http://evil.example/account'],
    ['GET http://evil.example//evil.example', 'http://evil.example//evil.example'],
  ])('sends nobody away from the site: %s (L-02)', async (_what, target) => {
    const own = await startBareSite({
      routes: (app, auth) => {
        app.use(auth.requireSignIn(), (_request, response) => void response.send('protected'));
      },
    });
    try {
      const host = `Host: ${new URL(own.origin).host}`;
      const answer = await rawRequest(own.origin, [`GET ${target} HTTP/1.1`, host, 'Accept: text/html']);
      expect(headerIn(answer, 'location')).toBe('/auth/sign-in?return_to=%2F');
      expect(answer).not.toContain('evil');
    } finally {
      await own.close();
    }
  });
});

describe('the place to return to, once it is under way', () => {
  const pendingCookie = async (browser: Browser): Promise<readonly [string, string]> => {
    const cookies = Object.entries(await browser.cookies(site.origin));
    return cookies.find(([name]) => name.startsWith('signin.')) ?? ['', ''];
  };

  test('cannot be changed in the cookie (L-04)', async () => {
    const back = await returning(site);
    const [name, sealed] = await pendingCookie(back.browser);
    const middle = sealed.length - 20;
    const changed = `${sealed.slice(0, middle)}${sealed[middle] === 'A' ? 'B' : 'A'}${sealed.slice(middle + 1)}`;
    await back.browser.jar.setCookie(`${name}=${changed}`, site.origin);
    await expectRefusal(site, back, {
      status: 400,
      code: 'sign_in_expired',
      reason: 'no_pending_sign_in',
      tokenRequests: 0,
    });
  });

  test('is judged again when it is used, by the rules of then (L-04)', async () => {
    const { browser, callback } = await returning(site);
    const [name, sealed] = await pendingCookie(browser);
    const sealer = createSealer([testSecret]);
    const place = `pending sign-in ${name.slice('signin.'.length)}`;
    const pending: object = JSON.parse(sealer.open(sealed, place) ?? '{}');
    const older = sealer.seal(JSON.stringify({ ...pending, returnTo: '//evil.example' }), place);
    await browser.jar.setCookie(`${name}=${older}`, site.origin);
    const page = await browser.send(callback);
    expect({ status: page.status, location: page.headers.location }).toEqual({ status: 303, location: '/' });
  });

  test('is written into no page as markup (L-05)', async () => {
    const query = new URLSearchParams({ return_to: '/x?"><script>alert(1)</script>' }).toString();
    const { browser, callback } = await returning(site, { start: `${site.origin}/auth/sign-in?${query}` });
    const page = await browser.send(callback);
    expect(page.text).not.toMatch(/<script|javascript:|"></);
  });
});
