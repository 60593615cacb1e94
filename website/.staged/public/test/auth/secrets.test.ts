import { expect, test } from '@jest/globals';
import { createMemoryStore } from '../../src/auth/index.js';
import { startBareSite, type BareSite } from '../support/bare-site.js';
import { createBrowser } from '../support/browser.js';
import { ada, callbackOf, signedIn } from '../support/people.js';
import { closeAfterEach } from '../support/closing.js';

const closing = closeAfterEach();

const older = 'the older secret, long enough as it is asked for';
const newer = 'the newer secret, long enough as it is asked for';

/** Two releases of one site: the same pool and store, other secrets. */
const releases = async (before: readonly string[], after: readonly string[]) => {
  const store = createMemoryStore();
  const first = closing(await startBareSite({ auth: { secrets: before }, store: () => store }));
  const { issuer, client } = first.pool;
  const second = closing(
    await startBareSite({
      auth: {
        secrets: after,
        baseUrl: first.origin,
        pool: { issuer, clientId: client.id, clientSecret: client.secret },
      },
      store: () => store,
    }),
  );
  return { first, second };
};

const cookieOf = async (site: BareSite): Promise<string> =>
  (await signedIn(site)).jar.getCookieString(site.origin);

const greeting = async (site: BareSite, cookie: string): Promise<string> =>
  (await createBrowser().send(`${site.origin}/`, { headers: { cookie } })).text;

test('a session goes on when a new secret comes before the old one (J-14)', async () => {
  const { first, second } = await releases([older], [newer, older]);
  expect(await greeting(second, await cookieOf(first))).toBe('home of ada@example.com');
});

test('a session that was opened under the new secret is known where the new one is only the second (J-14)', async () => {
  // So a new secret can be given to all replicas before the first of them signs with it.
  const { first, second } = await releases([older, newer], [newer, older]);
  const browser = await signedIn(second);
  expect(await greeting(first, await browser.jar.getCookieString(second.origin))).toBe(
    'home of ada@example.com',
  );
});

test('a session whose secret was dropped is signed out, not an error (J-14)', async () => {
  const { first, second } = await releases([older], [newer]);
  const cookie = await cookieOf(first);
  expect(await greeting(second, cookie)).toBe('home of nobody');
  const page = await createBrowser().send(`${second.origin}/account`, { headers: { cookie } });
  expect(page.status).toBe(303);
});

test.each([
  ['finishes while its secret is still known', [newer, older], 303],
  ['has to start again once its secret was dropped', [newer], 400],
])('a sign-in that began before the new secret %s (J-14)', async (_what, after, status) => {
  const { first, second } = await releases([older], after);
  const browser = createBrowser();
  const callback = await callbackOf(browser, first, { person: ada });
  const cookie = await browser.jar.getCookieString(first.origin);
  const page = await createBrowser().send(callback.replace(first.origin, second.origin), {
    headers: { cookie },
  });
  expect(page.status).toBe(status);
});
