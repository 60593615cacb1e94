import { expect, test } from '@jest/globals';
import { createMemoryStore, type StoredSession } from '../../../src/auth/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { openForAllTests } from '../../support/opened.js';
import { signIn, signedIn } from '../../support/people.js';

type Spoil = (stored: StoredSession) => unknown;

let newest = '';
const spoilt = new Map<string, Spoil>();
const site = openForAllTests(() =>
  startBareSite({
    store: (now) => {
      const store = createMemoryStore({ now });
      const create: typeof store.create = async (key, session) => {
        newest = key;
        await store.create(key, session);
      };
      const read: typeof store.read = async (key) => {
        const stored = await store.read(key);
        return (stored && (spoilt.get(key)?.(stored) ?? stored)) as StoredSession | undefined;
      };
      return { ...store, create, read };
    },
  }),
);

const inSignIn =
  (change: object): Spoil =>
  (stored) => ({
    ...stored,
    signIn: { ...stored.signIn, ...change },
  });

const inUser =
  (change: object): Spoil =>
  (stored) =>
    inSignIn({ user: { ...stored.signIn.user, ...change } })(stored);

test.each<readonly [string, Spoil]>([
  ['a number', () => 7],
  ['a text', () => '{"signIn":'],
  ['an empty object', () => ({})],
  ['no sign-in', (stored) => ({ ...stored, signIn: undefined })],
  ['null as sign-in', (stored) => ({ ...stored, signIn: null })],
  ['a sign-in of nobody', inSignIn({ user: undefined })],
  ['a person without an id', inSignIn({ user: { email: 'ada@example.com', groups: ['admins'] } })],
  ['a person without groups', inSignIn({ user: { id: 'x', issuer: 'y' } })],
  ['groups that are text', inSignIn({ user: { id: 'x', issuer: 'y', groups: 'admins' } })],
  ...(['issuer', 'isEmailVerified', 'attributes'] as const).map(
    (member) => [`a person without ${member} (F-M9)`, inUser({ [member]: undefined })] as const,
  ),
  ...(['username', 'email', 'name', 'identityProvider'] as const).map(
    (member) =>
      [`a person whose ${member} is no text (F-M9)`, inUser({ [member]: { admin: true } })] as const,
  ),
  ['a person without a name of their own (F-M9)', inUser({ id: '' })],
  ['groups that are not all text (F-M9)', inUser({ groups: ['staff', { toString: 'admins' }] })],
  ['attributes that are not all text (F-M9)', inUser({ attributes: { locale: ['de'] } })],
  ...(
    [
      'startedAtMs',
      'idTokenEndsAtMs',
      'tokensRefreshedAtMs',
      'tokensVersion',
      'isRefreshable',
      'openedBy',
      'userAgent',
      'address',
    ] as const
  ).map((member) => [`no ${member} (F-M9)`, inSignIn({ [member]: undefined })] as const),
  ['an end of the tokens that is text (F-M9)', inSignIn({ tokensEndAtMs: 'soon' })],
  ['scopes that are text (F-M9)', inSignIn({ scopes: 'openid' })],
  ['a client that is no text (F-M9)', inSignIn({ clientId: 7 })],
  ['a form that is not known (F-M9)', inSignIn({ form: '1' })],
  ['no scopes', inSignIn({ scopes: undefined })],
  ['no absolute limit', inSignIn({ endsAtMs: undefined })],
  ['an absolute limit as text', inSignIn({ endsAtMs: 'never' })],
  ['no end of the tokens', inSignIn({ accessTokenEndsAtMs: null })],
  ['no time of the proof', inSignIn({ authenticatedAtMs: Number.NaN })],
  ['no idle limit', (stored) => ({ ...stored, lastSeenAtMs: Number.NaN })],
  ['no data of the app', (stored) => ({ ...stored, appData: undefined })],
  ['text as data of the app', (stored) => ({ ...stored, appData: 'text' })],
])(
  'a session record with %s is no session, and the browser can sign in again (J-13)',
  async (_what, change) => {
    const browser = await signedIn(site);
    const key = newest;
    spoilt.set(key, change);
    const page = await browser.send(`${site.origin}/account`);
    expect({ status: page.status, location: page.headers.location }).toEqual({
      status: 303,
      location: '/auth/sign-in?return_to=%2Faccount',
    });
    expect((await browser.send(`${site.origin}/`)).text).toBe('home of nobody');
    // It is not among the sign-ins of its person either, and does not hide the others.
    const list = await (await signedIn(site)).send(`${site.origin}/sign-ins`);
    const listed: { readonly id: string }[] = JSON.parse(list.text);
    expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining([newest]));
    expect(listed.map(({ id }) => id)).not.toContain(key);
    const again = await signIn(browser, `${site.origin}/account`);
    expect({ status: again.status, url: again.url }).toEqual({ status: 200, url: `${site.origin}/account` });
  },
);
