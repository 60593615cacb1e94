import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore, type SessionStore } from '../../../src/auth/index.js';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { redirectOf, type Answer, type Browser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { openForEachTest } from '../../support/opened.js';
import { ada, grace, signedIn } from '../../support/people.js';
import { admin } from '../../local-pool/user-pools-api/support.js';
import { minuteMs, startFaultySite } from '../../support/short-lived.js';

const closing = closeAfterEach();

/** Follows redirects and writes down where each one led, without hosts and queries, as far as `/login` or a page. */
const hopsOf = async (browser: Browser, url: string) => {
  const hops: string[] = [];
  let page = await browser.send(url);
  for (let next = redirectOf(page); next !== undefined; next = redirectOf(page)) {
    hops.push(new URL(next).pathname);
    page = await browser.send(next);
  }
  return { hops, page };
};

const throughTheSignOut = [
  '/auth/sign-in',
  '/oauth2/authorize',
  '/auth/callback',
  '/logout',
  '/signed-out',
  '/oauth2/authorize',
  '/login',
];
const withoutAWord = ['/auth/sign-in', '/oauth2/authorize', '/auth/callback', '/account'];

describe('a browser whose sign-in was ended', () => {
  const site = openForEachTest(() => startFaultySite());
  let laptop: Browser;
  let phone: Browser;
  beforeEach(async () => {
    laptop = await signedIn(site);
    phone = await signedIn(site);
    site.advance(5 * minuteMs);
  });

  const account = (): string => `${site.origin}/account?tab=1`;
  const endEverything = () => laptop.post(`${site.origin}/auth/sign-out-everywhere`);
  const endPhone = async () => {
    const listed = JSON.parse((await laptop.send(`${site.origin}/sign-ins`)).text);
    const { id } = listed.find((one: { readonly isThisOne: boolean }) => !one.isThisOne);
    return laptop.post(`${site.origin}/sign-ins/${id}/end`);
  };
  const oldProof = (times: number): void => {
    const auth_time = Math.floor(Date.now() / 1000) - 3600;
    site.pool.faults.add({
      endpoint: 'token',
      times,
      fault: { kind: 'token', of: 'id', claims: { auth_time } },
    });
  };

  test.each([
    ['by signing out everywhere', endEverything],
    ['from the list', endPhone],
  ])('%s has to type the password, and then gets where it was going (F-S27)', async (_how, end) => {
    await end();
    const revokedBefore = site.pool.requests.count('revoke');
    const { hops, page } = await hopsOf(phone, account());
    expect(hops).toEqual(throughTheSignOut);
    // Nothing of what was not taken is left: no session, and no refresh token.
    expect((await phone.send(account())).status).toBe(303);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(revokedBefore + 1));
    expect(site.eventsOf('old_sign_in_refused')).toMatchObject([
      { userId: site.pool.person(ada.username).sub, isFinal: false },
    ]);
    const landed = await phone.submit(page, ada);
    expect([landed.url, landed.status]).toEqual([account(), 200]);
    expect(Object.keys(await phone.cookies(site.origin))).toEqual(['session']);
  });

  test('has to do so at the classic pages too, which do not know `prompt` (F-S27)', async () => {
    await admin(site.pool, 'CreateUserPoolDomain', { Domain: 'local', ManagedLoginVersion: 1 });
    const other = await signedIn(site);
    site.advance(minuteMs);
    await endEverything();
    expect((await hopsOf(other, account())).hops).toEqual(throughTheSignOut);
  });

  test('comes back without a word where the person only signed out elsewhere (F-S27)', async () => {
    await laptop.post(`${site.origin}/auth/sign-out`);
    await dropSession(phone);
    expect((await hopsOf(phone, account())).hops).toEqual(withoutAWord);
  });

  test('is not mistaken for one of somebody else (F-S27)', async () => {
    const other = await signedIn(site, grace);
    await endEverything();
    await dropSession(other);
    site.advance(minuteMs);
    expect((await hopsOf(other, account())).hops).toEqual(withoutAWord);
  });

  test('is refused in the end, and not sent in circles, when the pool brings the old sign-in back again (F-S27)', async () => {
    await endEverything();
    oldProof(2);
    const { page } = await hopsOf(phone, account());
    const last = await phone.submit(page, ada);
    expect(last.status).toBe(403);
    expect(JSON.parse(last.text)).toMatchObject({
      code: 'authentication_level_required',
      signInUrl: '/auth/sign-in?return_to=%2Faccount%3Ftab%3D1',
    });
    expect(site.eventsOf('old_sign_in_refused').map(({ isFinal }) => isFinal)).toEqual([false, true]);
    expect(site.eventsOf('sign_in_failed')).toMatchObject([{ code: 'authentication_level_required' }]);
    expect((await phone.send(account())).status).toBe(303);
    // Two for the sessions that were ended, two for what was not taken.
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(4));
  });

  test('is not taken when the pool does not say when the password was typed (F-S27, F-S20)', async () => {
    await endEverything();
    const claims = { auth_time: undefined };
    site.pool.faults.add({ endpoint: 'token', times: 2, fault: { kind: 'token', of: 'id', claims } });
    const { hops, page } = await hopsOf(phone, account());
    expect(hops).toEqual(throughTheSignOut);
    expect((await phone.submit(page, ada)).status).toBe(403);
  });

  test.each([
    [15, withoutAWord],
    [32, throughTheSignOut],
  ])('%i s after the password: clocks may be half a minute apart (F-S27)', async (seconds, hops) => {
    const fresh = await signedIn(site);
    site.advance(seconds * 1000);
    await endEverything();
    expect((await hopsOf(fresh, account())).hops).toEqual(hops);
  });

  test('has 24 hours to be asked in, and no more (F-S27)', async () => {
    await endEverything();
    const endedAt = Math.floor(Date.now() / 1000) + 5 * 60;
    const claims = { auth_time: endedAt - 60 };
    const fault = { kind: 'token', of: 'id', claims } as const;
    site.advance(23.9 * 60 * minuteMs);
    site.pool.faults.add({ endpoint: 'token', times: 1, fault });
    const { hops } = await signInAgain(phone);
    expect(hops).toContain('/logout');
    site.advance(0.2 * 60 * minuteMs);
    site.pool.faults.add({ endpoint: 'token', times: 1, fault });
    expect((await signInAgain(phone)).hops).toEqual(['/account']);
  });

  test('goes on once: the page after that is the signed-out page again (F-S27)', async () => {
    await endEverything();
    await hopsOf(phone, account());
    const page = await phone.send(`${site.origin}/signed-out`);
    expect([page.status, page.text]).toEqual([200, 'signed out ']);
  });

  test('does not go on with a copy of the cookie that was used (F-S27)', async () => {
    await endEverything();
    const waiting = await visitAsFarAs(phone, account(), '/logout');
    const cookie = await phone.jar.getCookieString(site.origin);
    expect(redirectOf(await phone.send(`${site.origin}/signed-out`))).toContain('/oauth2/authorize');
    expect(waiting).toContain('/logout');
    const copy = await laptop.send(`${site.origin}/signed-out`, { headers: { cookie } });
    expect([copy.status, copy.text]).toEqual([200, 'signed out ']);
  });

  test('does not go on once the person has signed out there (F-S27)', async () => {
    await endEverything();
    await visitAsFarAs(phone, account(), '/logout');
    await phone.post(`${site.origin}/auth/sign-out`);
    expect((await phone.send(`${site.origin}/signed-out`)).text).toBe('signed out ');
  });

  test.each([
    ['a frame', { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' }, 'GET'],
    ['a browser that fetches ahead', { 'sec-purpose': 'prefetch' }, 'GET'],
    ['a form', { 'sec-fetch-dest': 'document' }, 'POST'],
  ])('does not go on for %s (F-S27)', async (_who, headers, method) => {
    await endEverything();
    await visitAsFarAs(phone, account(), '/logout');
    expect(redirectOf(await phone.send(`${site.origin}/signed-out`, { headers, method }))).toBeUndefined();
    expect(redirectOf(await phone.send(`${site.origin}/signed-out`))).toContain('/oauth2/authorize');
  });

  test('stays signed in while the store cannot take the mark: no half of an end (F-S27)', async () => {
    for (const end of [endEverything, endPhone]) {
      site.store.fail('markEnded', 1);
      const page = await end();
      expect([page.status, JSON.parse(page.text).code]).toEqual([503, 'store_unreachable']);
      expect((await phone.send(account())).status).toBe(200);
      expect((await laptop.send(account())).status).toBe(200);
    }
    expect(site.pool.requests.count('revoke')).toBe(0);
  });

  test('is not let in while the store cannot say whether there is a mark (F-S27)', async () => {
    await dropSession(phone);
    const before = site.pool.requests.count('revoke');
    const start = await phone.send(`${site.origin}/auth/sign-in?return_to=/account`);
    const callback = redirectOf(await phone.send(start.headers.location ?? '')) ?? '';
    site.store.fail('endedAtMs', 1);
    const page = await phone.send(callback);
    expect([page.status, JSON.parse(page.text).code]).toEqual([503, 'store_unreachable']);
    expect(Object.keys(await phone.cookies(site.origin))).not.toContain('session');
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(before + 1));
    expect(await site.store.keysOf(person())).toHaveLength(2);
  });

  test('keeps the session that it has where what the pool brings back is not taken (F-S27)', async () => {
    await endPhone();
    const { hops } = await hopsOf(laptop, `${site.origin}/auth/sign-in?return_to=/account`);
    expect(hops.slice(0, 3)).toEqual(['/oauth2/authorize', '/auth/callback', '/logout']);
    expect((await laptop.send(account())).status).toBe(200);
    expect(await site.store.keysOf(person())).toHaveLength(1);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test('keeps the session that it has where the store fails at the last look (F-S27)', async () => {
    site.store.fail('endedAtMs', 1);
    const { page } = await hopsOf(laptop, `${site.origin}/auth/sign-in?return_to=/account`);
    expect(page.status).toBe(503);
    expect((await laptop.send(account())).status).toBe(200);
    expect(await site.store.keysOf(person())).toHaveLength(2);
  });

  const person = () => ({ issuer: site.pool.issuer, id: site.pool.person(ada.username).sub });
  const dropSession = (browser: Browser) => browser.jar.setCookie('session=; Path=/; Max-Age=0', site.origin);
  const signInAgain = async (browser: Browser) => {
    await dropSession(browser);
    const login = await browser.visit(account());
    const callback = await browser.submitUntil(login, ada, `${site.origin}/auth/callback`);
    return hopsOf(browser, callback);
  };
});

test('a sign-in that arrives while everything is being ended is found, or finds the mark (F-S27)', async () => {
  const site: BareSite = closing(
    await startBareSite({
      store: (now) => {
        const inner = createMemoryStore({ now });
        const create: SessionStore['create'] = async (key, session) => {
          // The end comes between the look at the mark and the session: it finds no session to end.
          if (isEnding) await site.auth.endSignInsOf({ sub: session.signIn.user.id });
          await inner.create(key, session);
        };
        return { ...inner, create };
      },
    }),
  );
  let isEnding = false;
  const browser = await signedIn(site);
  site.advance(minuteMs);
  await browser.jar.setCookie('session=; Path=/; Max-Age=0', site.origin);
  isEnding = true;
  expect((await hopsOf(browser, `${site.origin}/account`)).hops).toEqual(throughTheSignOut);
  expect(
    await site.store.keysOf({ issuer: site.pool.issuer, id: site.pool.person(ada.username).sub }),
  ).toEqual([]);
});

test('below a path, and behind a proxy that takes it away, a sign-in goes on at the signed-out page (F-S27)', async () => {
  const site = closing(await startBareSite({ basePath: '/app' }));
  const at = { origin: `${site.origin}/app` };
  const [laptop, phone] = [await signedIn(at), await signedIn(at)];
  site.advance(minuteMs);
  await laptop.post(`${at.origin}/auth/sign-out-everywhere`);
  const { hops } = await hopsOf(phone, `${at.origin}/account`);
  expect(hops.slice(-4)).toEqual(['/logout', '/app/signed-out', '/oauth2/authorize', '/login']);
});

const visitAsFarAs = async (browser: Browser, url: string, path: string): Promise<string> => {
  let page: Answer = await browser.send(url);
  for (;;) {
    const next = redirectOf(page);
    if (next === undefined) throw new Error(`Never sent to ${path}`);
    if (new URL(next).pathname === path) return next;
    page = await browser.send(next);
  }
};
