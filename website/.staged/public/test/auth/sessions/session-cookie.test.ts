import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/index.js';
import { startBareSite, testSecret } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';
import { openForAllTests } from '../../support/opened.js';
import { ada, grace, signIn, signedIn } from '../../support/people.js';
import { sessionCookie, sessionIdOf } from '../../support/session-cookie.js';

let store: FaultyStore;
const site = openForAllTests(() =>
  startBareSite({
    store: (now) => {
      store = createFaultyStore(createMemoryStore({ now }));
      return store;
    },
  }),
);

const newId = (): string => randomBytes(24).toString('base64url');
const withCookie = (cookie: string) =>
  createBrowser().send(`${site.origin}/account`, { headers: { cookie } });

const strangers: readonly (readonly [string, () => string])[] = [
  ['an unsigned id', () => `session=${newId()}`],
  ['an id with the marks of a signature but none', () => `session=s%3A${newId()}`],
  ['a signature by another secret', () => `session=${sessionCookie(newId(), `${testSecret}!`)}`],
  ['a signature of another id', () => `session=${sessionCookie(newId()).replace('s%3A', 's%3AA')}`],
  ['an id that was never given out, well signed', () => `session=${sessionCookie(newId())}`],
  ['an empty id, well signed', () => `session=${sessionCookie('')}`],
  ['a name of the prototype, well signed', () => `session=${sessionCookie('__proto__')}`],
  ['bad escapes', () => 'session=s%3A%zz%ff.%'],
  ['4 kB of letters', () => `session=s%3A${'x'.repeat(4000)}.y`],
  ['nothing', () => 'session='],
];

test.each(strangers)(
  'a session cookie with %s is never adopted, and told from none by nothing (J-04, J-15)',
  async (_what, cookie) => {
    const nobody = await createBrowser().send(`${site.origin}/account`);
    const { date: _then, ...headers } = nobody.headers;
    const page = await withCookie(cookie());
    const { date: _now, ...its } = page.headers;
    expect({ status: page.status, text: page.text, headers: its }).toEqual({
      status: 303,
      text: nobody.text,
      headers,
    });
    expect(its['set-cookie']).toBeUndefined();
  },
);

test('whoever brings a planted session id gets another one when signing in (J-04)', async () => {
  const planted = newId();
  const browser = createBrowser();
  await browser.jar.setCookie(`session=${sessionCookie(planted)}`, site.origin);
  await signIn(browser, `${site.origin}/account`);
  expect(await sessionIdOf(browser, site.origin)).not.toBe(planted);
  expect((await withCookie(`session=${sessionCookie(planted)}`)).status).toBe(303);
});

test('session ids are 24 random bytes, and no two are alike (J-15)', async () => {
  const browsers = await Promise.all(Array.from({ length: 20 }, () => signedIn(site)));
  const ids = await Promise.all(browsers.map((browser) => sessionIdOf(browser, site.origin)));
  expect(new Set(ids).size).toBe(20);
  expect(ids.filter((id) => !/^[\w-]{32}$/.test(id))).toEqual([]);
});

test('the store and the events know a session by a digest of its id, and events by the first part of that (F-M2)', async () => {
  const told = site.events.length;
  const browser = await signedIn(site);
  const id = await sessionIdOf(browser, site.origin);
  const key = createHash('sha256').update(id).digest('base64url');
  expect(id).toMatch(/^[\w-]{32}$/);
  expect(await store.read(id)).toBeUndefined();
  expect(await store.read(key)).toBeDefined();
  const events = site.events.slice(told);
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'sign_in_succeeded', session: key.slice(0, 8) }),
  );
  expect(JSON.stringify(events)).not.toContain(key.slice(0, 9));
  expect(JSON.stringify(events)).not.toContain(id.slice(0, 9));
});

describe('a sibling host plants a second session cookie (J-06)', () => {
  const cookieOf = async (person: typeof ada): Promise<string> =>
    `session=${(await (await signedIn(site, person)).cookies(site.origin))['session'] ?? ''}`;

  test('with garbage in front: signed out, not broken', async () => {
    const page = await withCookie(`session=garbage; ${await cookieOf(ada)}`);
    expect([200, 303]).toContain(page.status);
    expect((await withCookie(`${await cookieOf(ada)}; session=garbage`)).status).toBe(200);
  });

  test('of somebody else: one person or the other, never a mixture', async () => {
    const page = await withCookie(`${await cookieOf(grace)}; ${await cookieOf(ada)}`);
    expect(JSON.parse(page.text).user).toMatchObject({ email: 'grace@example.com', groups: [] });
  });
});

describe('visitors who are not signed in cost no store and get no cookie', () => {
  const readsAndWrites = (): number =>
    (['read', 'create', 'writeAppData', 'markSeen', 'end', 'claim'] as const).reduce(
      (sum, call) => sum + store.calls(call),
      0,
    );
  let before = 0;
  beforeEach(() => {
    before = readsAndWrites();
  });

  test.each([
    '/',
    '/signed-out',
    '/account',
    '/no/such/page',
    '/auth/callback?code=a&state=b',
    '/auth/no-such-route',
    '/api/me',
  ])('at %s (J-07, Q-01)', async (path) => {
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => createBrowser().send(`${site.origin}${path}`)),
    );
    expect(pages.filter(({ headers }) => headers['set-cookie'] !== undefined)).toEqual([]);
    expect(readsAndWrites()).toBe(before);
  });

  test('who start a sign-in, hundreds of times (Q-02)', async () => {
    for (let round = 0; round < 8; round += 1)
      await Promise.all(
        Array.from({ length: 50 }, () => createBrowser().send(`${site.origin}/auth/sign-in`)),
      );
    expect(readsAndWrites()).toBe(before);
    expect((await signIn(createBrowser(), `${site.origin}/account`)).status).toBe(200);
  });

  test('who send callbacks that they made up (Q-06)', async () => {
    const tokenRequests = site.pool.requests.count('token');
    const pages = await Promise.all(
      Array.from({ length: 150 }, () =>
        createBrowser().send(`${site.origin}/auth/callback?code=${newId()}&state=${newId()}`),
      ),
    );
    expect(pages.filter(({ status }) => status !== 400)).toEqual([]);
    expect(readsAndWrites()).toBe(before);
    expect(site.pool.requests.count('token')).toBe(tokenRequests);
  });

  test('who guess session cookies (Q-07)', async () => {
    const guess = () =>
      withCookie(`session=s%3A${newId()}.${randomBytes(32).toString('base64').replace('=', '')}`);
    const pages = await Promise.all(Array.from({ length: 150 }, guess));
    expect(pages.filter(({ status }) => status !== 303)).toEqual([]);
    expect(readsAndWrites()).toBe(before);
  });
});

test('a browser that starts sixty sign-ins keeps the last five, and stays welcome (Q-03)', async () => {
  const browser = createBrowser();
  for (let count = 0; count < 60; count += 1) await browser.send(`${site.origin}/auth/sign-in`);
  const cookies = await browser.cookies(site.origin);
  expect(Object.keys(cookies).filter((name) => name.startsWith('signin.'))).toHaveLength(5);
  expect((await browser.jar.getCookieString(site.origin)).length).toBeLessThan(8192);
  expect((await signIn(browser, `${site.origin}/account`)).status).toBe(200);
});
