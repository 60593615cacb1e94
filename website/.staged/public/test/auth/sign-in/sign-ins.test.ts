import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ListedSignIn } from '../../../src/auth/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser, type Answer } from '../../support/browser.js';
import { openForEachTest } from '../../support/opened.js';
import { ada, grace, signedIn } from '../../support/people.js';
import { tokensOf } from '../../support/tokens.js';

describe('the sign-ins of a person', () => {
  const site = openForEachTest(startBareSite);
  let laptop: Browser;
  let phone: Browser;
  let other: Browser;

  beforeEach(async () => {
    laptop = await signedIn(site, ada, { userAgent: 'Laptop/1.0' });
    site.advance(1000);
    phone = await signedIn(site, ada, { userAgent: `Phone/${'9'.repeat(400)}` });
    other = await signedIn(site, grace);
  });

  test('are listed newest first, each with where it came from, and nobody else is among them', async () => {
    const list = await signInsOf(laptop);
    expect(list).toMatchObject([
      { isThisOne: false, userAgent: `Phone/${'9'.repeat(250)}`, address: '127.0.0.1' },
      { isThisOne: true, userAgent: 'Laptop/1.0', address: '127.0.0.1' },
    ]);
    expect((list[0]?.endsAtMs ?? 0) - (list[0]?.lastSeenAtMs ?? 0)).toBe(60 * 60_000);
    expect(await signInsOf(other)).toHaveLength(1);
  });

  test('can be ended one at a time: the refresh token goes, the others stay (I-12)', async () => {
    const [onPhone] = await signInsOf(laptop);
    expect((await end(laptop, onPhone?.id)).text).toBe('{"ended":true}');
    expect((await open(phone, '/account')).status).toBe(303);
    expect((await open(laptop, '/account')).status).toBe(200);
    expect(await signInsOf(laptop)).toHaveLength(1);
    expect(site.pool.requests.count('revoke')).toBe(1);
    expect(site.eventsOf('sign_in_ended')).toHaveLength(1);
    expect((await end(laptop, onPhone?.id)).text).toBe('{"ended":false}');
  });

  test('cannot be ended by somebody else, nor guessed at, nor from another site', async () => {
    const [onPhone] = await signInsOf(laptop);
    expect((await end(other, onPhone?.id)).text).toBe('{"ended":false}');
    expect((await end(other, 'made-up')).text).toBe('{"ended":false}');
    const crossSite = await laptop.send(`${site.origin}/sign-ins/${onPhone?.id}/end`, {
      method: 'POST',
      headers: { 'origin': 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(crossSite.status).toBe(403);
    expect((await open(phone, '/account')).status).toBe(200);
    expect(site.pool.requests.count('revoke')).toBe(0);
  });

  test('are named by what is of no use as a cookie', async () => {
    const [onPhone] = await signInsOf(laptop);
    const thief = createBrowser();
    await thief.jar.setCookie(`session=${onPhone?.id}; Path=/`, site.origin);
    expect((await open(thief, '/')).text).toBe('home of nobody');
    const signed = encodeURIComponent(`s:${onPhone?.id}`);
    await thief.jar.setCookie(`session=${signed}; Path=/`, site.origin);
    expect((await open(thief, '/')).text).toBe('home of nobody');
  });

  test('end all together by signing out everywhere, refresh tokens and all, in an answer that nothing keeps (I-12, F-M9)', async () => {
    const page = await laptop.post(`${site.origin}/auth/sign-out-everywhere`);
    expect(page.status).toBe(303);
    expect(page.headers.location).toContain(`${site.pool.domain}/logout?`);
    expect(page.headers['cache-control']).toBe('no-store');
    expect((await open(laptop, '/account')).status).toBe(303);
    expect((await open(phone, '/account')).status).toBe(303);
    expect((await open(other, '/account')).status).toBe(200);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
    expect(site.pool.requests.count('revoke')).toBe(2);
    expect(site.eventsOf('signed_out')).toMatchObject([{ isEverywhere: true, sessions: 2 }]);
  });

  test('cannot be ended everywhere by somebody who is not signed in', async () => {
    const page = await createBrowser().post(`${site.origin}/auth/sign-out-everywhere`);
    expect(page.status).toBe(401);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'not_signed_in' });
  });

  test('end everywhere even while the pool is away, with an event for each token that lives on', async () => {
    site.pool.faults.add({ endpoint: 'revoke', fault: { kind: 'status', status: 503 } });
    await laptop.post(`${site.origin}/auth/sign-out-everywhere`);
    expect((await open(phone, '/account')).status).toBe(303);
    expect(site.eventsOf('revoke_failed')).toHaveLength(2);
  });

  const open = (browser: Browser, path: string): Promise<Answer> => browser.send(`${site.origin}${path}`);
  const signInsOf = async (browser: Browser): Promise<ListedSignIn[]> =>
    JSON.parse((await open(browser, '/sign-ins')).text);
  const end = (browser: Browser, id = ''): Promise<Answer> =>
    browser.post(`${site.origin}/sign-ins/${id}/end`);
});
