import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { createAuth, createMemoryStore } from '../../../src/auth/index.js';
import { signInByPassword, tokensOf } from '../../local-pool/user-pools-api/support.js';
import { startBareSite, testSecret, type BareSite } from '../../support/bare-site.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { reissued, takeApart } from '../../support/forge.js';
import { signedIn } from '../../support/people.js';

const apiClientId = 'mobile-app';
const resource = 'https://api.shop.example/v1';

describe('an API for the tokens of other app clients', () => {
  let site: BareSite;
  let phone: { readonly access: string; readonly id: string };
  beforeAll(async () => {
    site = await startBareSite({
      auth: { api: { clientIds: [apiClientId, 'spa'], resource } },
      routes: (app, auth) => {
        app.get('/.well-known/oauth-protected-resource', auth.resourceMetadata());
      },
    });
    const { AccessToken, IdToken } = tokensOf(
      await signInByPassword(site.pool, 'ada@example.com', seedPassword),
    );
    const ofApp = { client_id: apiClientId };
    phone = { access: reissued(site.pool, AccessToken, { claims: ofApp }), id: IdToken };
  });
  afterAll(() => site.close());

  test('knows who signed in by the SDK, without openid among the scopes', async () => {
    expect(takeApart(phone.access).claims).toMatchObject({ scope: 'aws.cognito.signin.user.admin' });
    const page = await call(phone.access);
    expect([page.status, JSON.parse(page.text)]).toMatchObject([
      200,
      { clientId: apiClientId, scopes: ['aws.cognito.signin.user.admin'], groups: ['admins', 'staff'] },
    ]);
  });

  test('does not take the ID token that came with it (F-03)', async () => {
    expect((await call(phone.id)).status).toBe(401);
    expect(site.eventsOf('bearer_refused').at(-1)).toMatchObject({ reason: 'not_an_access_token' });
  });

  test('does not take the tokens of the site’s own client, which is not in the list (F-04)', async () => {
    const own = (await (await signedIn(site)).send(`${site.origin}/token`)).text;
    expect((await call(own)).status).toBe(401);
    expect(site.eventsOf('bearer_refused').at(-1)).toMatchObject({
      reason: 'token_of_another_client',
      hint: expect.stringContaining('API_CLIENT_IDS (`api.clientIds`)'),
    });
  });

  test.each([
    ['the resource that the API is called', resource, 200],
    ['another resource', 'https://api.shop.example', 401],
    ['the same with a slash more', `${resource}/`, 401],
  ])('a token that is bound to %s (%s) is answered with %d (RFC 8707)', async (_what, aud, status) => {
    expect((await call(reissued(site.pool, phone.access, { claims: { aud } }))).status).toBe(status);
  });

  test('says where a token comes from, which scopes there are, and names itself (RFC 9728)', async () => {
    const page = await createBrowser().send(`${site.origin}/.well-known/oauth-protected-resource`);
    expect(JSON.parse(page.text)).toEqual({
      resource,
      authorization_servers: [site.pool.issuer],
      scopes_supported: ['orders/read'],
      bearer_methods_supported: ['header'],
    });
  });

  test('leads to that page from every challenge (RFC 9728, section 5.1)', async () => {
    const metadata = `resource_metadata="${site.origin}/.well-known/oauth-protected-resource"`;
    const challengeOf = async (token?: string, path?: string) =>
      (await call(token, path)).headers['www-authenticate'];
    expect(await challengeOf()).toBe(`Bearer ${metadata}`);
    expect(await challengeOf('made-up')).toBe(`Bearer error="invalid_token", ${metadata}`);
    expect(await challengeOf(phone.access, '/api/orders')).toBe(
      `Bearer error="insufficient_scope", scope="orders/read", ${metadata}`,
    );
  });

  const call = (token?: string, path = '/api/me'): Promise<Answer> =>
    createBrowser().send(`${site.origin}${path}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
});

test.each([
  [{ clientIds: [] }, 'api.clientIds must name at least one app client, or be left out'],
  [
    { clientIds: 'spa' },
    "api.clientIds must be a list, such as ['1h57kf5cpq17m0eml12EXAMPLE'], not one text",
  ],
  [{ clientIds: [' '] }, 'api.clientIds must be ids of app clients'],
  [{ resource: 'api' }, 'api.resource must be an absolute URL, such as https://api.example.com'],
  [{ resource: 'https://api.example#x' }, 'api.resource must have no fragment and no blanks'],
  [{ clientId: 'spa' }, 'api.clientId is no option: did you mean api.clientIds?'],
  [[], 'api must be { clientIds, resource }, or be left out'],
])('createAuth says what is wrong with the option api: %j', (api, problem) => {
  const options = {
    pool: { issuer: 'https://issuer.example', clientId: 'client' },
    baseUrl: 'https://app.example',
    secrets: [testSecret],
    store: createMemoryStore(),
    api,
  };
  expect(() => createAuth(options as never)).toThrow(`createAuth: ${problem}`);
});
