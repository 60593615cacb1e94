import { describe, expect, test } from '@jest/globals';
import { createBrowser, send } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { admin } from '../user-pools-api/support.js';
import { authorizeUrl, callbackUrl, decode, redeem, signIn, signInForTokens } from '../support/app.js';

const refused = `${callbackUrl}?error_description=invalid_request&state=`;

const pool = poolForEachTest();
const browser = makeForEachTest(createBrowser);

type Changes = Record<string, string | undefined>;

const locationOf = async (changes: Changes): Promise<string> =>
  (await browser.send(authorizeUrl(pool, changes))).location;

describe('client_id (quirk: authorize)', () => {
  test('of a client without an identity provider ends on the error page', async () => {
    pool.updateClient(pool.client.id, { identityProviders: [] });
    expect(await locationOf({})).toBe(`/error?error=invalid_request&client_id=${pool.client.id}`);
  });
});

describe('state (quirk: authorize)', () => {
  test.each(['{"return_to":"/"}', ' ["a"]', '{}'])('must not be JSON: %s', async (state) => {
    const location = await locationOf({ state });
    expect(location).toContain(refused);
    expect(new URL(location).searchParams.get('state')).toBe(state);
  });

  test.each(['eyJyZXR1cm5fdG8iOiIvIn0=', '{braces', '[x', '42', '"text"'])('may be %s', async (state) => {
    expect((await signIn(pool, { changes: { state } })).searchParams.get('state')).toBe(state);
  });
});

describe('resource (quirk: authorize)', () => {
  test.each(['https://api.example.com/v1', 'http://localhost:8080/api', 'com.example.app://api'])(
    'may be %s',
    async (resource) => {
      const { access_token: token } = await signInForTokens(pool, { changes: { resource } });
      expect(decode(token)['aud']).toBe(resource);
    },
  );

  test('comes once at most', async () => {
    const url = authorizeUrl(pool, { resource: 'https://a.example.com' });
    const { location } = await send(`${url}&resource=https%3A%2F%2Fb.example.com`);
    expect(location).toBe(`/error?error=invalid_request&client_id=${pool.client.id}`);
  });
});

describe('PKCE (quirk: authorize)', () => {
  test('is never demanded: a public client without a challenge gets its code', async () => {
    const callback = await signIn(pool, { changes: { client_id: pool.publicClient.id } });
    expect(callback.searchParams.has('code')).toBe(true);
  });
});

describe('prompt (quirk: prompt)', () => {
  test('none is never forwarded to a provider', async () => {
    expect(await locationOf({ prompt: 'none', identity_provider: 'Google' })).toBe(
      `${callbackUrl}?error=login_required&state=a-state`,
    );
  });

  test.each(['login', 'login consent', 'consent login select_account'])(
    '"%s" shows the sign-in page even with a session',
    async (prompt) => {
      await signIn(pool, { browser });
      expect(await locationOf({ prompt })).toMatch(/^\/login\?/u);
    },
  );

  test.each(['login', 'select_account', 'consent'])('%s goes along to a provider', async (prompt) => {
    const location = await locationOf({ prompt, identity_provider: 'Google' });
    expect(location).toMatch(/^\/_local\/identity-provider\?/u);
    expect(new URL(location, pool.domain).searchParams.get('prompt')).toBe(prompt);
  });

  test('means nothing to the classic hosted UI', async () => {
    await admin(pool, 'UpdateUserPoolDomain', { Domain: 'local', ManagedLoginVersion: 1 });
    expect(await locationOf({ prompt: 'none' })).toMatch(/^\/login\?/u);
    await signIn(pool, { browser });
    expect(await locationOf({ prompt: 'login' })).toContain('?code=');
  });
});

describe('acr_values and max_age (quirk: authorize)', () => {
  test('are inert: a session of half an hour ago will do, and no token has acr or amr', async () => {
    await signIn(pool, { browser });
    pool.clock.advance(30 * 60_000);
    const location = await locationOf({ max_age: '0', acr_values: 'urn:cognito:loa:4 urn:made:up' });
    const tokens = await redeem(pool, new URL(location).searchParams.get('code') ?? '');
    for (const name of ['id_token', 'access_token']) {
      expect(decode(String(tokens.json()[name]))).not.toHaveProperty('acr');
      expect(decode(String(tokens.json()[name]))).not.toHaveProperty('amr');
    }
  });
});

describe('parameters of OpenID Connect that Cognito does not document (quirk: authorize)', () => {
  test.each([
    ['response_mode', 'form_post'],
    ['request', 'eyJhbGciOiJub25lIn0.e30.'],
    ['request_uri', 'https://app.example.com/request'],
    ['claims', '{"id_token":{"email":null}}'],
    ['ui_locales', 'de'],
    ['id_token_hint', 'eyJ'],
    ['display', 'popup'],
  ])('%s is ignored', async (name, value) => {
    const callback = await signIn(pool, { changes: { [name]: value } });
    expect([...callback.searchParams.keys()]).toEqual(['code', 'state']);
  });
});

describe('scope (quirk: scopes)', () => {
  const attributes = {
    'phone_number': '+12065551212',
    'phone_number_verified': 'true',
    'custom:tier': 'gold',
  };

  const claimsFor = async (scope: string): Promise<Record<string, unknown>> => {
    pool.updateClient(pool.client.id, { scopes: ['openid', 'email', 'phone', 'profile'] });
    Object.assign(pool.person('ada@example.com').attributes, attributes);
    return decode((await signInForTokens(pool, { changes: { scope } })).id_token);
  };

  test('phone shows the phone number, and that it is verified as a boolean', async () => {
    const claims = await claimsFor('openid phone');
    expect(claims).toMatchObject({ phone_number: '+12065551212', phone_number_verified: true });
    expect(claims).not.toHaveProperty('email');
    expect(claims).not.toHaveProperty(['custom:tier']);
  });

  test('profile shows custom attributes too', async () => {
    const claims = await claimsFor('openid profile');
    expect(claims).toMatchObject({ 'name': 'Ada Lovelace', 'custom:tier': 'gold' });
    expect(claims).not.toHaveProperty('phone_number');
  });

  test('email shows email_verified only if it was ever set', async () => {
    delete pool.person('ada@example.com').attributes['email_verified'];
    const claims = await claimsFor('openid email');
    expect(claims).toMatchObject({ email: 'ada@example.com' });
    expect(claims).not.toHaveProperty('email_verified');
  });

  test('may name custom scopes of several resource servers', async () => {
    pool.addResourceServer('orders', ['read']);
    pool.addResourceServer('https://stock.example.com', ['write']);
    const scope = 'openid orders/read https://stock.example.com/write';
    pool.updateClient(pool.client.id, { scopes: scope.split(' ') });
    expect(decode((await signInForTokens(pool, { changes: { scope } })).access_token)['scope']).toBe(scope);
  });

  test('can be refused on the error page as well, with HTTP 400 and a reason (quirk: errors)', async () => {
    const page = await send(`${pool.domain}/error?error=invalid_scope&client_id=${pool.client.id}`);
    expect(page.status).toBe(400);
    expect(page.text).toContain('a scope that this app client does not have');
  });
});
