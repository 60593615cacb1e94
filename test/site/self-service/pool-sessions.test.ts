import { afterEach, describe, expect, test } from '@jest/globals';
import { call, signInByPassword, tokensOf, type ApiTokens } from '../../local-pool/user-pools-api/support.js';
import { createBrowser, type Answer, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signIn } from '../../support/people.js';
import { startWholeSite } from '../../support/whole-site.js';
import {
  fill,
  heading,
  password,
  said,
  somebody,
  startSelfServiceSite,
} from './support/self-service-site.js';

const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';
const heads = ({ text }: Answer): string[] =>
  [...text.matchAll(/<strong><bdi>(.*?)<\/bdi> (<span class="badge plain">.*?)<\/strong>/g)].map(
    ([, device = '', badges = '']) => `${device}: ${badges.replaceAll(/<[^>]*>/g, '')}`,
  );
/** Where the forms lead that end something at the pool. */
const ends = ({ text }: Answer): string[] =>
  [...text.matchAll(/action="([^"]*\/pool\/[^"]*)"/g)].map(([, action = '']) => action);

describe('where the pool tracks sessions', () => {
  const site = openForAllTests(() => startSelfServiceSite({ pool: { sessionTracking: true } }));
  const at = (path: string): string => `${site.origin}${path}`;
  afterEach(() => site.pool.faults.clear());

  const phoneOf = async (email: string): Promise<ApiTokens> =>
    tokensOf(await signInByPassword(site.pool, email, password));
  const isAlive = async ({ AccessToken }: ApiTokens): Promise<boolean> =>
    (await call(site.pool, 'GetUser', { AccessToken })).status === 200;
  const elsewhere = async (email: string): Promise<Browser> => {
    const browser = createBrowser({ userAgent: firefox });
    await signIn(browser, at('/account'), { username: email, password });
    return browser;
  };
  /** Whether the pool lets a browser in without asking. */
  const isRemembered = async (browser: Browser): Promise<boolean> => {
    await browser.jar.setCookie('session=; Path=/; Max-Age=0', site.origin);
    return !(await browser.visit(at('/account'))).url.includes('/login');
  };

  test('the sign-ins page has phones and browsers beside its own list, and this one without a way to end it', async () => {
    const { email, browser } = await somebody(site);
    site.advance(60_000);
    await phoneOf(email);
    site.advance(60_000);
    await elsewhere(email);
    const page = await browser.visit(at('/account/sign-ins'));
    expect(heads(page).slice(0, 2).toSorted()).toEqual([
      'Chrome on Linux: sign-in page this one',
      'Chrome on Linux: this site this one',
    ]);
    expect(heads(page).slice(2).toSorted()).toEqual([
      'An unknown device: app',
      'Firefox on Windows: sign-in page',
      'Firefox on Windows: this site',
    ]);
    expect(ends(page)).toHaveLength(3);
    expect(page.text).toContain(`Tokens of the app client <code>${site.pool.publicClient.id}</code>`);
    expect(page.text).toContain('1 session of apps came through it');
    expect(page.text).not.toContain('The user pool’s own cookie');
  });

  test('a long list is folded after six, as the list of this site is (F-U8)', async () => {
    const { email, browser } = await somebody(site);
    for (let phones = 0; phones < 7; phones += 1) await phoneOf(email);
    const page = await browser.visit(at('/account/sign-ins'));
    const [shown = '', more = ''] = page.text.split('Show 3 more, last seen before these');
    expect(heads({ ...page, text: shown })).toHaveLength(6);
    expect(heads({ ...page, text: more })).toEqual(Array(3).fill('An unknown device: app'));
  });

  test('one call is made for that page, and none for any other', async () => {
    const { browser } = await somebody(site);
    const before = site.pool.requests.count('api');
    await browser.visit(at('/account/sign-ins'));
    expect(site.pool.requests.count('api')).toBe(before + 1);
    for (const path of ['/', '/account', '/auth/sign-out', '/signed-out']) await browser.visit(at(path));
    expect(site.pool.requests.count('api')).toBe(before + 1);
  });

  test('a phone is ended from here, and this sign-in goes on', async () => {
    const { email, browser } = await somebody(site);
    const phone = await phoneOf(email);
    const page = await browser.visit(at('/account/sign-ins'));
    const done = await fill(browser, page, ends(page)[0] ?? '');
    expect(said(done)).toContain('The user pool has ended that session');
    expect(await isAlive(phone)).toBe(false);
    expect(ends(done)).toEqual([]);
    expect(heading(await browser.visit(at('/account/security')))).toBe('Security');
  });

  test.each([
    ['a browser', 'End with its apps'],
    ['an app', 'End<span'],
  ])('%s is ended so that it is not back without a word', async (_what, label) => {
    const { email, browser } = await somebody(site);
    const other = await elsewhere(email);
    const page = await browser.visit(at('/account/sign-ins'));
    const forms = [...page.text.matchAll(/action="([^"]*\/pool\/[^"]*)"><button[^>]*>(.*?)<\/button>/g)];
    const action = forms.find(([, , text = '']) => text.startsWith(label))?.[1] ?? '';
    expect(action).not.toBe('');
    const done = await fill(browser, page, action);
    expect(ends(done)).toEqual([]);
    expect(await isRemembered(other)).toBe(false);
    expect(await isRemembered(browser)).toBe(true);
  });

  test('the session at hand, and its browser, are ended by signing out', async () => {
    const { email, browser } = await somebody(site);
    const { AccessToken } = await phoneOf(email);
    const { body } = await call(site.pool, 'ListUserSessions', { AccessToken });
    const own = (body['Sessions'] as { SessionId: string; OriginSessionId?: string }[]).find(
      ({ OriginSessionId }) => OriginSessionId !== undefined,
    );
    for (const id of [own?.SessionId, own?.OriginSessionId]) {
      const answer = await browser.post(at(`/account/sign-ins/pool/${id}/end`));
      expect([answer.status, answer.location]).toEqual([307, '/auth/sign-out']);
    }
  });

  test('nobody ends what is somebody else’s, or made up, and nothing of it reaches the pool', async () => {
    const { browser } = await somebody(site);
    const { email } = await somebody(site);
    const phone = await phoneOf(email);
    const { AccessToken } = phone;
    const { body } = await call(site.pool, 'ListUserSessions', { AccessToken });
    const [theirs] = body['Sessions'] as { SessionId: string }[];
    for (const id of [theirs?.SessionId, 'nobody', '%2e%2e%2f']) {
      const before = site.pool.requests.count('api');
      const answer = await browser.post(at(`/account/sign-ins/pool/${id}/end`));
      expect(answer.location).toBe('/account/sign-ins?outcome=gone');
      expect(site.pool.requests.count('api')).toBe(before + 1);
    }
    expect(await isAlive(phone)).toBe(true);
  });

  test('another site ends nothing', async () => {
    const { email, browser } = await somebody(site);
    const phone = await phoneOf(email);
    const page = await browser.visit(at('/account/sign-ins'));
    const headers = { 'origin': 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const answer = await browser.send(at(ends(page)[0] ?? ''), { method: 'POST', headers });
    expect(answer.status).toBe(403);
    expect(await isAlive(phone)).toBe(true);
  });

  test('signing out everywhere has the sign-in page forget every browser', async () => {
    const { email, browser } = await somebody(site);
    await elsewhere(email);
    const phone = await phoneOf(email);
    const page = await browser.visit(at('/account/sign-ins'));
    expect(page.text).toContain('Its sign-in page forgets every browser.');
    await fill(browser, page, '/auth/sign-out-everywhere');
    expect(await isAlive(phone)).toBe(false);
    expect(site.log.events('other_apps_not_ended')).toEqual([]);
    const fresh = createBrowser();
    await signIn(fresh, at('/account/sign-ins'), { username: email, password });
    // What is left is the new browser’s.
    expect(heads(await fresh.visit(at('/account/sign-ins')))).toHaveLength(2);
  });

  test('where the browsers could not be ended the tokens end all the same, and the page says what may go on', async () => {
    const { email, browser } = await somebody(site);
    const phone = await phoneOf(email);
    const page = await browser.visit(at('/account/sign-ins'));
    site.pool.faults.add({ endpoint: 'api', fault: { kind: 'drop' }, times: 1 });
    const done = await fill(browser, page, '/auth/sign-out-everywhere');
    expect(done.url).toBe(at('/signed-out?apps=not-ended'));
    expect(await isAlive(phone)).toBe(false);
  });

  const refusal = { kind: 'status', status: 400, body: '{"__type":"OperationNotEnabledException"}' } as const;

  test.each([
    [refusal],
    [{ kind: 'drop' }],
    [{ kind: 'status', status: 400, body: '{"__type":"UnknownOperationException"}' }],
    [{ kind: 'broken-json' }],
    [{ kind: 'status', status: 503, body: '' }],
  ] as const)('with an API that answers with %j the page is what it is without', async (fault) => {
    const { browser } = await somebody(site);
    site.pool.faults.add({ endpoint: 'api', fault });
    const page = await browser.visit(at('/account/sign-ins'));
    expect([page.status, heads(page)]).toEqual([200, []]);
    expect(page.text).toContain('The user pool’s own cookie');
    expect(page.text).not.toContain('What the user pool knows');
  });

  test('a pool that says no to ending one is repeated in words, and one that is away is an error', async () => {
    const { email, browser } = await somebody(site);
    const phone = await phoneOf(email);
    const page = await browser.visit(at('/account/sign-ins'));
    site.pool.faults.add({ endpoint: 'api', fault: refusal, times: 1 });
    expect(said(await fill(browser, page, ends(page)[0] ?? ''))).toBe(
      'The user pool did not end that session.',
    );
    site.pool.faults.add({ endpoint: 'api', fault: { kind: 'drop' } });
    const failed = await fill(browser, page, ends(page)[0] ?? '');
    expect([failed.status, failed.text.includes('<code>pool_unreachable</code>')]).toEqual([503, true]);
    site.pool.faults.clear();
    expect(await isAlive(phone)).toBe(true);
  });

  test('somebody whose sign-in the pool has ended is asked to sign in', async () => {
    const { browser } = await somebody(site);
    site.pool.revokeEverything();
    const page = await browser.visit(at('/account/sign-ins'));
    expect([page.status, page.text.includes('<code>not_signed_in</code>')]).toEqual([401, true]);
  });
});

test('without the scope the page asks the pool nothing, and neither does ending what cannot be known', async () => {
  const site = await startWholeSite({ pool: { sessionTracking: true } });
  try {
    const browser = createBrowser();
    const page = await signIn(browser, `${site.origin}/account/sign-ins`);
    expect(page.text).toContain('The user pool’s own cookie');
    const answer = await browser.post(`${site.origin}/account/sign-ins/pool/tkn1/end`);
    expect(answer.location).toBe('/account/sign-ins?outcome=gone');
    expect(site.pool.requests.count('api')).toBe(0);
  } finally {
    await site.close();
  }
});
