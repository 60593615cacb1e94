import { describe, expect, test } from '@jest/globals';
import type { PoolOptions } from '../../../src/auth/index.js';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { createBrowser, redirectOf, type Browser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import {
  clientIn,
  startSuiteProvider,
  suiteSubject,
  type Lies,
  type SuiteProvider,
} from './suite-provider.js';

// Providers are as they are: without a sign-out or a revocation, with names at userInfo alone, with refusals in words of
// their own, with clients that show their secret in one way only.

const closing = closeAfterEach();

type Json = Readonly<Record<string, unknown>>;

const start = async (lies: Lies = {}, pool: Partial<PoolOptions> = {}) => {
  const provider = closing(await startSuiteProvider());
  provider.lie(lies);
  const { issuer, client } = provider;
  const site = closing(
    await startBareSite({
      auth: { pool: { issuer, ...client, ...pool } },
      routes: (app, auth) => {
        app.get('/user-info', async (request, response) => void response.json(await auth.userInfo(request)));
      },
    }),
  );
  return { provider, site };
};

const signIn = async (site: BareSite, browser: Browser = createBrowser()): Promise<Browser> => {
  const page = await browser.visit(`${site.origin}/account`);
  expect({ url: page.url, status: page.status }).toEqual({ url: `${site.origin}/account`, status: 200 });
  return browser;
};

const userOf = async (site: BareSite, browser: Browser): Promise<Json> =>
  JSON.parse((await browser.send(`${site.origin}/account`)).text).user;

const requestsTo = (provider: SuiteProvider, place: string) =>
  provider.requests.filter((request) => request.place === place);

const without =
  (...names: readonly string[]) =>
  (claims: Json): Json =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));

const withMore =
  (more: (issuer: string) => Json) =>
  (document: Json): Json => ({ ...document, ...more(String(document['issuer'])) });

describe('signing out', () => {
  test('brings the ID token of the session along, to the provider and nowhere else (F-D2)', async () => {
    const { provider, site } = await start();
    const browser = await signIn(site);
    const idToken = (await browser.send(`${site.origin}/id-token`)).text;
    const target = new URL(redirectOf(await browser.post(`${site.origin}/auth/sign-out`)) ?? '');
    expect(target.origin).toBe(provider.issuer);
    expect(Object.fromEntries(target.searchParams)).toEqual({
      client_id: provider.client.clientId,
      post_logout_redirect_uri: `${site.origin}/signed-out`,
      id_token_hint: idToken,
    });
    expect(JSON.stringify(site.events)).not.toContain(idToken.split('.')[2]);
  });

  test('goes without the ID token where the address would be too long for servers (F-D2)', async () => {
    const { site } = await start({ claims: (claims) => ({ ...claims, picture: 'x'.repeat(4000) }) });
    const browser = await signIn(site);
    const target = new URL(redirectOf(await browser.post(`${site.origin}/auth/sign-out`)) ?? '');
    expect([...target.searchParams.keys()]).toEqual(['client_id', 'post_logout_redirect_uri']);
  });

  test('ends here where the provider has no sign-out, and it is known what was not done (F-D1)', async () => {
    const { site } = await start({ discovery: without('end_session_endpoint') });
    const browser = await signIn(site);
    expect(redirectOf(await browser.post(`${site.origin}/auth/sign-out`))).toBe(`${site.origin}/signed-out`);
    expect(site.auth.knownPoolAbilities()).toEqual({ revokesTokens: false, endsItsSession: false });
  });

  test('does not send anybody to a provider that has just not answered (F-D15)', async () => {
    const revocation = withMore((issuer) => ({ revocation_endpoint: `${issuer}/revoke` }));
    const { provider, site } = await start({ discovery: revocation });
    const browser = await signIn(site);
    expect(site.auth.knownPoolAbilities()).toEqual({ revokesTokens: true, endsItsSession: true });
    await provider.close();
    const out = await browser.post(`${site.origin}/auth/sign-out`);
    expect(redirectOf(out)).toBe(`${site.origin}/signed-out?pool=not-reached`);
    expect(site.eventsOf('revoke_failed')).toMatchObject([{ code: 'pool_unreachable' }]);
    expect((await browser.send(`${site.origin}/`)).text).toBe('home of nobody');
  });
});

describe('a name that only userInfo knows (F-D3)', () => {
  const bare = without('name', 'email', 'email_verified');
  const said = { sub: suiteSubject, name: 'Suite Person', email: 'suite@example.org', email_verified: true };

  test('is asked for with the access token in a header, once for a sign-in, and stays through a refresh', async () => {
    const { provider, site } = await start({ claims: bare, userInfo: said });
    const browser = await signIn(site);
    const known = { name: 'Suite Person', email: 'suite@example.org', isEmailVerified: true };
    expect(await userOf(site, browser)).toMatchObject({ id: suiteSubject, ...known });
    const token = (await browser.send(`${site.origin}/token`)).text;
    expect(requestsTo(provider, 'userInfo')).toMatchObject([
      { authorization: `Bearer ${token}`, query: {}, form: {} },
    ]);
    provider.advance(30 * 60_000);
    site.advance(30 * 60_000);
    expect(await userOf(site, browser)).toMatchObject(known);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
    expect(requestsTo(provider, 'userInfo')).toHaveLength(1);
  });

  test('is not asked for where the ID token has it, nor where nobody asked for it', async () => {
    const whole = await start({ userInfo: said });
    await signIn(whole.site);
    expect(requestsTo(whole.provider, 'userInfo')).toEqual([]);
    const little = await start({ claims: bare, userInfo: said }, { scopes: ['openid'] });
    await signIn(little.site);
    expect(requestsTo(little.provider, 'userInfo')).toEqual([]);
  });

  test('says nothing of rights, and replaces nothing that is signed', async () => {
    const more = {
      ...said,
      'name': 'Another',
      'email_verified': true,
      'cognito:groups': ['admins'],
      'iss': 'x',
    };
    const { site } = await start({
      // Whether this address is verified it leaves open, and what userInfo says may be of another.
      claims: without('name', 'email_verified'),
      userInfo: more,
    });
    const user = await userOf(site, await signIn(site));
    expect(user).toMatchObject({ name: 'Another', isEmailVerified: false, groups: [] });
    expect(user['issuer']).not.toBe('x');
  });

  test.each<readonly [string, unknown, string]>([
    ['of another person', { ...said, sub: 'somebody-else' }, 'user_info_of_another_person'],
    ['of nobody', { name: 'Suite Person' }, 'oauth_invalid_response'],
    ['of too much', { ...said, picture: 'x'.repeat(300_000) }, 'answer_too_large'],
  ])('is told by an answer %s: it is an event, and the sign-in goes on', async (_what, userInfo, reason) => {
    const { site } = await start({ claims: bare, userInfo: userInfo as Json });
    const user = await userOf(site, await signIn(site));
    expect(user).toMatchObject({ id: suiteSubject });
    expect(user).not.toHaveProperty('name');
    expect(site.eventsOf('user_info_failed')).toMatchObject([{ code: 'pool_rejected', reason }]);
  });

  test('can be asked for by the app, of the same person only (F-R30)', async () => {
    const { provider, site } = await start({ userInfo: { ...said, phone_number: '+49' } });
    const browser = await signIn(site);
    expect(JSON.parse((await browser.send(`${site.origin}/user-info`)).text)).toMatchObject({
      phone_number: '+49',
    });
    provider.lie({ userInfo: { ...said, sub: 'somebody-else' } });
    const page = await browser.send(`${site.origin}/user-info`);
    expect(JSON.parse(page.text)).toMatchObject({ reason: 'user_info_of_another_person' });
    expect((await createBrowser().send(`${site.origin}/user-info`)).status).toBe(401);
  });
});

describe('a refresh token that the provider refuses in its own words (F-D6)', () => {
  const refusing = (status: number, body: string): Lies => ({ refusal: { status, body } });

  test.each([
    ['nothing at all', ''],
    ['invalid_request', '{"error":"invalid_request"}'],
    ['invalid_token', '{"error":"invalid_token"}'],
  ])('%s: the session is over, and signing in leads back to the page', async (_what, body) => {
    const { provider, site } = await start();
    const browser = await signIn(site);
    provider.lie(refusing(400, body));
    site.advance(31 * 60_000);
    const page = await browser.send(`${site.origin}/account?tab=2`);
    expect(page).toMatchObject({
      status: 303,
      headers: { location: '/auth/sign-in?return_to=%2Faccount%3Ftab%3D2' },
    });
    expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'refresh_token_refused' }]);
  });

  test.each([
    ['a page of somebody between', 400, '<h1>Bad Request</h1>', 502],
    ['a word that says something else', 400, '{"error":"slow_down"}', 502],
    ['another status', 403, '', 502],
    ['a secret that is wrong', 401, '{"error":"invalid_client"}', 500],
  ])('%s ends no session, and starting again leads back to the page', async (_what, status, body, told) => {
    const { provider, site } = await start();
    const browser = await signIn(site);
    provider.lie(refusing(status, body));
    site.advance(31 * 60_000);
    const page = await browser.send(`${site.origin}/account?tab=2`);
    expect(page.status).toBe(told);
    expect(JSON.parse(page.text).signInUrl).toBe('/auth/sign-in?return_to=%2Faccount%3Ftab%3D2');
    expect(site.eventsOf('session_ended')).toEqual([]);
  });
});

describe('the client shows its secret (F-D7)', () => {
  const awkward = 'a-secret_with+signs';
  const methods = (...ways: readonly string[]): Lies => ({
    discovery: (document) => ({ ...document, token_endpoint_auth_methods_supported: ways }),
  });
  const shown = async (lies: Lies, pool: Partial<PoolOptions> = {}) => {
    const { provider, site } = await start(lies, { clientSecret: awkward, ...pool });
    await createBrowser().visit(`${site.origin}/account`);
    const [asked] = requestsTo(provider, 'token');
    return { form: asked?.form['client_secret'], header: clientIn(asked?.authorization) };
  };

  test.each<readonly [string, Lies, Partial<PoolOptions>]>([
    ['where the setting says so', {}, { clientAuthentication: 'client_secret_post' }],
    ['where the provider takes nothing else', methods('client_secret_post'), {}],
  ])('in the form %s', async (_where, lies, pool) => {
    expect(await shown(lies, pool)).toEqual({ form: awkward, header: '' });
  });

  test.each<readonly [string, Lies, Partial<PoolOptions>]>([
    ['where nothing is said', {}, {}],
    ['where both will do', methods('client_secret_post', 'client_secret_basic'), {}],
    [
      'where the setting says so',
      methods('client_secret_post'),
      { clientAuthentication: 'client_secret_basic' },
    ],
  ])('in a header %s', async (_where, lies, pool) => {
    expect(await shown(lies, pool)).toEqual({ form: undefined, header: `the-site:${awkward}` });
  });

  test('at Cognito in the form where the setting says so, and always in a header to revoke', async () => {
    const site = closing(
      await startBareSite({ auth: { pool: { clientAuthentication: 'client_secret_post' } } }),
    );
    const browser = createBrowser();
    const login = await browser.visit(`${site.origin}/account`);
    const person = { username: 'ada@example.com', password: 'Local-Pool-1' };
    expect((await browser.submit(login, person)).status).toBe(200);
    expect((await browser.post(`${site.origin}/auth/sign-out`)).status).toBe(303);
    expect(site.eventsOf('revoke_failed')).toEqual([]);
    expect(site.pool.requests.count('revoke')).toBe(1);
  });
});
