import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore, type SignIn } from '../../../src/auth/index.js';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { ada, callbackOf, signedIn } from '../../support/people.js';

const closing = closeAfterEach();

test('a session of another pool in the same store, under the same secret, is nobody’s here (F-S5)', async () => {
  const store = createMemoryStore();
  const theirs = closing(await startBareSite({ store: () => store }));
  const ours = closing(await startBareSite({ store: () => store }));
  const browser = await signedIn(theirs, ada);
  const pages = ['/', '/account', '/admin', '/account'];
  const seen = [];
  for (const path of pages) seen.push(await browser.send(`${ours.origin}${path}`));
  expect(seen.map(({ status }) => status)).toEqual([200, 303, 303, 303]);
  expect(seen[0]?.text).toBe('home of nobody');
  // Told once, though the browser brings it again and again.
  expect(ours.eventsOf('foreign_session')).toMatchObject([{ reason: 'session_of_another_issuer' }]);
  expect(ours.eventsOf('session_ended')).toEqual([]);
  expect((await browser.send(`${theirs.origin}/admin`)).text).toBe('admin');
  expect(theirs.pool.requests.list('revoke')).toEqual([]);
});

describe('where two app clients share a store', () => {
  let site: BareSite;
  /** What the next sign-in is recorded with, as another site or release would. */
  let recordedWith: Partial<SignIn>;
  const keys: string[] = [];
  beforeEach(async () => {
    recordedWith = {};
    keys.splice(0);
    site = closing(
      await startBareSite({
        store: (now) => {
          const store = createMemoryStore({ now });
          const create: typeof store.create = async (key, session) => {
            keys.push(key);
            await store.create(key, { ...session, signIn: { ...session.signIn, ...recordedWith } });
          };
          return { ...store, create };
        },
      }),
    );
  });

  /** Signs in, and opens no page: it would send a person whose session does not count to sign in again. */
  const signInAs = async (record: Partial<SignIn>): Promise<Browser> => {
    recordedWith = record;
    const browser = createBrowser();
    await browser.send(await callbackOf(browser, site));
    return browser;
  };
  const homeOf = async (browser: Browser): Promise<string> => (await browser.send(`${site.origin}/`)).text;

  test('a session says of which client it is, and one of another client is nobody’s (F-S5)', async () => {
    expect(await homeOf(await signInAs({}))).toBe('home of ada@example.com');
    expect((await site.store.read(keys[0] ?? ''))?.signIn.clientId).toBe(site.pool.client.id);
    expect(await homeOf(await signInAs({ clientId: 'another client' }))).toBe('home of nobody');
    expect(site.eventsOf('foreign_session')).toMatchObject([{ reason: 'session_of_another_client' }]);
    expect(await site.store.readTokens(keys[1] ?? '')).toBeDefined();
  });

  test('a session that names no client is of the release before, and goes on (F-S5)', async () => {
    const browser = await signInAs({ clientId: undefined, form: undefined });
    expect(await homeOf(browser)).toBe('home of ada@example.com');
    expect(site.eventsOf('foreign_session')).toEqual([]);
  });

  test('a session in a form that is not known is no session, and is left alone (F-S5)', async () => {
    expect(await homeOf(await signInAs({ form: 1 }))).toBe('home of ada@example.com');
    expect(await homeOf(await signInAs({ form: 2 }))).toBe('home of nobody');
    expect(await site.store.read(keys[1] ?? '')).toBeDefined();
  });

  test('signing out everywhere and the list leave the other client’s sign-ins alone (F-S5)', async () => {
    await signInAs({ clientId: 'another client' });
    const other = await signInAs({});
    const browser = await signInAs({});
    const list = await browser.send(`${site.origin}/sign-ins`);
    expect(JSON.parse(list.text)).toHaveLength(2);
    const ended = await browser.post(`${site.origin}/sign-ins/${keys[0]}/end`);
    expect(JSON.parse(ended.text)).toEqual({ ended: false });
    await browser.post(`${site.origin}/auth/sign-out-everywhere`);
    expect((await other.send(`${site.origin}/account`)).status).toBe(303);
    expect(site.eventsOf('signed_out')).toMatchObject([{ isEverywhere: true, sessions: 2 }]);
    expect(await site.store.readTokens(keys[0] ?? '')).toBeDefined();
    expect(site.pool.requests.list('revoke')).toHaveLength(2);
  });
});
