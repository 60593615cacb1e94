import { beforeAll, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import type { Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { changingPaths } from '../../support/routes.js';

// Before the tests are named: what they try is read from the routers of a site like theirs. It ends here: where no test
// of this file runs, no hook would end it.
const alike = await startBareSite();
const routes = changingPaths(alike.app.router);
await alike.close();

const site = openForAllTests(startBareSite);
let browser: Browser;
beforeAll(async () => {
  browser = await signedIn(site);
});

const isSignedIn = async (): Promise<boolean> =>
  (await browser.send(`${site.origin}/account`)).status === 200;

type Headers = Readonly<Record<string, string>>;

// What a browser, or something that plays one, says of where a request comes from; ours is the origin of the site.
const attempts: readonly (readonly [what: string, headersAt: (ours: string) => Headers, reason: string])[] = [
  ['nothing that says where it comes from (K-01, K-02)', () => ({}), 'no_origin'],
  ['the Origin of another site (K-02)', () => ({ origin: 'https://evil.example' }), 'origin'],
  ['Origin: null (K-02)', () => ({ origin: 'null' }), 'origin'],
  ['an empty Origin (K-02)', () => ({ origin: '' }), 'origin'],
  ['an Origin that only begins like ours (K-02)', (ours) => ({ origin: `${ours}.evil.example` }), 'origin'],
  ['our Origin with another port (K-02)', () => ({ origin: 'http://localhost:1' }), 'origin'],
  ['our Origin with https (K-02)', (ours) => ({ origin: ours.replace('http:', 'https:') }), 'origin'],
  ['our Origin in capitals (K-02)', (ours) => ({ origin: ours.toUpperCase() }), 'origin'],
  ['our Origin twice (K-02)', (ours) => ({ origin: `${ours}, ${ours}` }), 'origin'],
  [
    'a Referer of another site, and no Origin (K-02)',
    () => ({ referer: 'https://evil.example/' }),
    'no_origin',
  ],
  ['a Referer of ours, but no Origin (K-02)', (ours) => ({ referer: `${ours}/account` }), 'no_origin'],
  [
    'Sec-Fetch-Site: cross-site (K-03)',
    (ours) => ({ 'sec-fetch-site': 'cross-site', 'origin': ours }),
    'sec_fetch_site',
  ],
  [
    'Sec-Fetch-Site: same-site (K-03)',
    (ours) => ({ 'sec-fetch-site': 'same-site', 'origin': ours }),
    'sec_fetch_site',
  ],
  ['Sec-Fetch-Site: none (K-03)', (ours) => ({ 'sec-fetch-site': 'none', 'origin': ours }), 'sec_fetch_site'],
  ['an empty Sec-Fetch-Site (K-03)', (ours) => ({ 'sec-fetch-site': '', 'origin': ours }), 'sec_fetch_site'],
  [
    'Sec-Fetch-Site twice (K-03)',
    (ours) => ({ 'sec-fetch-site': 'same-origin, cross-site', 'origin': ours }),
    'sec_fetch_site',
  ],
  [
    'Sec-Fetch-Site: same-origin beside a foreign Origin (K-03)',
    () => ({ 'sec-fetch-site': 'same-origin', 'origin': 'https://evil.example' }),
    'origin',
  ],
  [
    'a form of another type (K-04)',
    () => ({ 'origin': 'https://evil.example', 'content-type': 'text/plain' }),
    'origin',
  ],
  ['JSON (K-04)', () => ({ 'origin': 'https://evil.example', 'content-type': 'application/json' }), 'origin'],
  [
    'a multipart form (K-04)',
    () => ({ 'origin': 'https://evil.example', 'content-type': 'multipart/form-data; boundary=x' }),
    'origin',
  ],
  [
    'a token cookie that a sibling planted, and the token (K-06)',
    () => ({ 'cookie': 'csrf=a; __Host-csrf=a', 'x-csrf-token': 'a' }),
    'no_origin',
  ],
];

describe.each(routes)('another site cannot have a browser send %s with', (path) => {
  test.each(attempts)('%s', async (_what, headersAt, reason) => {
    const { cookie, ...headers } = headersAt(site.origin);
    const own = await browser.jar.getCookieString(site.origin);
    const page = await browser.send(`${site.origin}${path}?_csrf=a`, {
      method: 'POST',
      headers: { ...headers, ...(cookie !== undefined && { cookie: `${own}; ${cookie}` }) },
      form: { _csrf: 'a', csrf_token: 'a' },
    });
    expect({ status: page.status, ...JSON.parse(page.text) }).toMatchObject({
      status: 403,
      code: 'cross_site',
      reason,
    });
    expect(site.eventsOf('cross_site_refused').at(-1)).toEqual({ type: 'cross_site_refused', reason });
    expect(await isSignedIn()).toBe(true);
  });
});

test('the routes that change something are found: signing out, and what the site adds', () => {
  expect(routes).toEqual(['/auth/sign-out', '/auth/sign-out-everywhere', '/sign-ins/any/end']);
});

test.each([
  ['GET', {}],
  ['HEAD', {}],
  ['PUT', {}],
  ['DELETE', {}],
  ['OPTIONS', {}],
  ['GET', { 'x-http-method-override': 'POST' }],
  ['GET', { 'x-http-method': 'POST', 'x-method-override': 'POST' }],
])('%s with %o signs nobody out (K-05, S-05)', async (method, headers) => {
  const same = { 'origin': site.origin, 'sec-fetch-site': 'same-origin' };
  for (const path of ['/auth/sign-out', '/auth/sign-out-everywhere']) {
    const page = await browser.send(`${site.origin}${path}?_method=POST`, {
      method,
      headers: { ...same, ...headers },
    });
    expect([200, 404, 405]).toContain(page.status);
  }
  expect(await isSignedIn()).toBe(true);
});

test('the site itself signs out, also with a muted Origin, as its own Referrer-Policy makes browsers send', async () => {
  const own = await signedIn(site);
  const headers = { 'origin': 'null', 'sec-fetch-site': 'same-origin' };
  expect((await own.send(`${site.origin}/auth/sign-out`, { method: 'POST', headers })).status).toBe(303);
  const older = await signedIn(site);
  expect(
    (await older.send(`${site.origin}/auth/sign-out`, { method: 'POST', headers: { origin: site.origin } }))
      .status,
  ).toBe(303);
});
