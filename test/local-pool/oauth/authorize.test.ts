import { afterEach, describe, expect, test } from '@jest/globals';
import { createBrowser, send } from '../../support/browser.js';
import { startPool, poolForAllTests } from '../../support/pool.js';
import { authorizeUrl, callbackUrl, decode, redeem, signIn, type TokenSet } from '../support/app.js';

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const everyScope = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

const pool = poolForAllTests();
afterEach(() =>
  pool.updateClient(pool.client.id, { scopes: everyScope, flows: ['code'], callbackUrls: [callbackUrl] }),
);

const locationOf = async (changes: Record<string, string | undefined>): Promise<string> =>
  (await send(authorizeUrl(pool, changes))).location;

const tokensOf = async (changes: Record<string, string | undefined>): Promise<TokenSet> => {
  const callback = await signIn(pool, { changes });
  return (await redeem(pool, callback.searchParams.get('code') ?? '')).json() as unknown as TokenSet;
};

describe('where the request goes (quirk: authorize)', () => {
  test('without a session: to /login with the same query', async () => {
    const url = authorizeUrl(pool, { nonce: 'n' });
    expect((await send(url)).location).toBe(`/login${new URL(url).search}`);
  });

  test('POST is not a way in', async () => {
    expect((await send(authorizeUrl(pool), { method: 'POST' })).status).toBe(405);
  });
});

describe('what is refused without going to the callback (quirk: errors)', () => {
  test.each([
    ['an unknown client', { client_id: 'nobody' }, '/error?error=invalid_request&client_id=nobody'],
    ['an unregistered redirect_uri', { redirect_uri: 'https://evil.example/cb' }, 'redirect_mismatch'],
    ['a redirect_uri with a slash too many', { redirect_uri: `${callbackUrl}/` }, 'redirect_mismatch'],
    ['a redirect_uri with a query too many', { redirect_uri: `${callbackUrl}?x=1` }, 'redirect_mismatch'],
    ['a redirect_uri in other letters', { redirect_uri: callbackUrl.toUpperCase() }, 'redirect_mismatch'],
    ['no redirect_uri', { redirect_uri: undefined }, 'redirect_mismatch'],
  ])('%s', async (_what, changes, expected) => {
    const location = await locationOf(changes);
    expect(location).toMatch(/^\/error\?/u);
    expect(location).toContain(expected);
    expect((await send(`${pool.domain}${location}`)).status).toBe(400);
  });

  test('no client_id, which the error page names', async () => {
    const location = await locationOf({ client_id: undefined });
    const page = await send(`${pool.domain}${location}`);
    expect(page.text).toContain('Required String parameter &#39;client_id&#39; is not present');
  });

  test('a parameter that comes twice', async () => {
    const answer = await send(`${authorizeUrl(pool)}&scope=openid`);
    expect(answer.location).toBe(`/error?error=invalid_request&client_id=${pool.client.id}`);
  });

  test('the error page says so in the words of Cognito', async () => {
    const page = await send(`${pool.domain}/error?error=redirect_mismatch`);
    expect(page.text).toContain('An error was encountered with the requested page.');
  });
});

describe('what is refused at the callback (quirk: authorize, errors)', () => {
  const cases: [string, Record<string, string | undefined>, string][] = [
    ['no response_type', { response_type: undefined }, 'invalid_request'],
    ['response_type "token id_token"', { response_type: 'token id_token' }, 'invalid_request'],
    ['a grant that the client may not use', { response_type: 'token' }, 'unauthorized_client'],
    ['a challenge without a method', { code_challenge: challenge }, 'invalid_request'],
    ['a method without a challenge', { code_challenge_method: 'S256' }, 'invalid_request'],
    ['the plain method', { code_challenge: challenge, code_challenge_method: 'plain' }, 'invalid_request'],
    [
      'a challenge that is no SHA-256',
      { code_challenge: 'short', code_challenge_method: 'S256' },
      'invalid_request',
    ],
    ['a scope that the client does not have', { scope: 'openid orders/read' }, 'invalid_scope'],
    ['offline_access', { scope: 'openid offline_access' }, 'invalid_scope'],
    ['email without openid', { scope: 'email' }, 'invalid_scope'],
    ['an unknown prompt', { prompt: 'maybe' }, 'invalid_request'],
    ['prompt none with another', { prompt: 'none login' }, 'invalid_request'],
    ['a resource over plain http elsewhere', { resource: 'http://api.example.com' }, 'invalid_request'],
    ['a resource that is no URL', { resource: 'api' }, 'invalid_request'],
  ];

  test.each(cases)('%s, in the wire form that was observed', async (_what, changes, code) => {
    expect(await locationOf(changes)).toBe(
      `${callbackUrl}?error_description=${code}&state=a-state&error=invalid_request`,
    );
  });

  test.each(cases)('%s, in the documented form', async (_what, changes, code) => {
    const documented = await startPool({ errorShape: 'documented' });
    const { location } = await send(authorizeUrl(documented, changes));
    await documented.close();
    expect(location).toBe(`${callbackUrl}?error=${code}&state=a-state`);
  });

  test('a failure inside is server_error, in either form', async () => {
    const documented = await startPool({ errorShape: 'documented' });
    const locations: string[] = [];
    for (const failing of [pool, documented]) {
      const fault = { kind: 'callback-error', error: 'server_error' } as const;
      failing.faults.add({ endpoint: 'authorize', fault, times: 1 });
      locations.push((await send(authorizeUrl(failing))).location);
    }
    await documented.close();
    expect(locations).toEqual([
      `${callbackUrl}?error_description=server_error&state=a-state&error=invalid_request`,
      `${callbackUrl}?error=server_error&state=a-state`,
    ]);
    expect(await locationOf({})).toMatch(/^\/login\?/u);
  });

  test('without a state there is none in the answer', async () => {
    const location = await locationOf({ state: undefined, scope: 'phone' });
    expect(location).toBe(`${callbackUrl}?error_description=invalid_scope&error=invalid_request`);
  });
});

describe('success (quirk: authorize)', () => {
  test('the code grant answers in the query, and an existing query is kept', async () => {
    pool.updateClient(pool.client.id, { callbackUrls: ['http://localhost:3000/cb?tenant=1'] });
    const callback = await signIn(pool, { changes: { redirect_uri: 'http://localhost:3000/cb?tenant=1' } });
    expect(callback.search).toMatch(/^\?tenant=1&code=[0-9a-f-]{36}&state=a-state$/u);
  });

  test('a state of odd characters comes back as it was', async () => {
    const state = 'a b+c&d=é"<%';
    expect((await signIn(pool, { changes: { state } })).searchParams.get('state')).toBe(state);
  });

  test('the implicit grant answers in the fragment, without a refresh token', async () => {
    pool.updateClient(pool.client.id, { flows: ['code', 'implicit'] });
    const { hash } = await signIn(pool, { changes: { response_type: 'token', nonce: 'n' } });
    const parameters = new URLSearchParams(hash.slice(1));
    expect([...parameters.keys()]).toEqual(['id_token', 'access_token', 'token_type', 'expires_in', 'state']);
    expect(parameters.get('token_type')).toBe('bearer');
    expect(decode(parameters.get('id_token') ?? '')['nonce']).toBe('n');
  });

  test('the implicit grant without openid has no ID token', async () => {
    pool.updateClient(pool.client.id, { flows: ['implicit'] });
    const { hash } = await signIn(pool, {
      changes: { response_type: 'token', scope: 'aws.cognito.signin.user.admin' },
    });
    expect(new URLSearchParams(hash.slice(1)).has('access_token')).toBe(true);
    expect(hash).not.toContain('id_token');
  });
});

describe('scopes (quirk: scopes)', () => {
  test('no scope means all that the client has', async () => {
    const tokens = await tokensOf({ scope: undefined });
    expect(decode(tokens.access_token)['scope']).toBe(everyScope.join(' '));
  });

  test('without openid there is no ID token', async () => {
    expect(await tokensOf({ scope: 'aws.cognito.signin.user.admin' })).not.toHaveProperty('id_token');
  });

  test.each([
    ['openid', ['email', 'email_verified', 'family_name', 'given_name', 'name']],
    ['openid email', ['email', 'email_verified']],
    ['openid profile', ['family_name', 'given_name', 'name']],
  ])('%s shows its attributes and no others', async (scope, expected) => {
    const attributes = new Set([
      'email',
      'email_verified',
      'name',
      'given_name',
      'family_name',
      'phone_number',
    ]);
    const { id_token: idToken } = await tokensOf({ scope });
    const shown = Object.keys(decode(idToken)).filter((name) => attributes.has(name));
    expect(shown.sort()).toEqual(expected);
  });

  test('a custom scope that its resource server has lost is left out of the token', async () => {
    pool.addResourceServer('https://api.example.com', ['read', 'write']);
    const custom = ['https://api.example.com/read', 'https://api.example.com/gone'];
    pool.updateClient(pool.client.id, { scopes: ['openid', ...custom] });
    const tokens = await tokensOf({ scope: `openid ${custom.join(' ')}` });
    expect(decode(tokens.access_token)['scope']).toBe('openid https://api.example.com/read');
  });

  test('resource becomes the audience of the access token (quirk: authorize)', async () => {
    const tokens = await tokensOf({ resource: 'https://api.example.com' });
    expect(decode(tokens.access_token)['aud']).toBe('https://api.example.com');
  });
});

describe('prompt (quirk: prompt)', () => {
  test('none without a session is login_required, in the documented form', async () => {
    expect(await locationOf({ prompt: 'none' })).toBe(`${callbackUrl}?error=login_required&state=a-state`);
  });

  test('none with a session is a code, for any client of the pool', async () => {
    const browser = createBrowser();
    await signIn(pool, { browser });
    const silent = { prompt: 'none' };
    expect((await browser.send(authorizeUrl(pool, silent))).location).toContain('?code=');
    const other = authorizeUrl(pool, { ...silent, client_id: pool.publicClient.id });
    expect((await browser.send(other)).location).toContain('?code=');
  });

  test('login shows the form although there is a session, which goes on living', async () => {
    const browser = createBrowser();
    await signIn(pool, { browser });
    const old = (await browser.cookies(pool.domain))['cognito'];
    const before = decode((await tokensIn(browser)).id_token)['auth_time'];
    pool.clock.advance(10_000);
    await signIn(pool, { browser, changes: { prompt: 'login' } });
    expect((await browser.cookies(pool.domain))['cognito']).not.toBe(old);
    expect(Number(decode((await tokensIn(browser)).id_token)['auth_time'])).toBeGreaterThanOrEqual(
      Number(before) + 10,
    );
    const withOld = await send(authorizeUrl(pool), { headers: { cookie: `cognito=${old}` } });
    expect(withOld.location).toContain('?code=');
  });

  test('select_account and consent change nothing here', async () => {
    const browser = createBrowser();
    await signIn(pool, { browser });
    expect((await browser.send(authorizeUrl(pool, { prompt: 'select_account consent' }))).location).toContain(
      '?code=',
    );
  });

  const tokensIn = async (browser: ReturnType<typeof createBrowser>): Promise<TokenSet> => {
    const { location } = await browser.send(authorizeUrl(pool));
    return (
      await redeem(pool, new URL(location).searchParams.get('code') ?? '')
    ).json() as unknown as TokenSet;
  };
});
