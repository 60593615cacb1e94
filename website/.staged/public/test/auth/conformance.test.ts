import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  clientIn,
  createSuiteKey,
  startSuiteProvider,
  suiteSubject,
  type Lies,
  type SuiteProvider,
  type SuiteRequest,
} from '../outside/foreign/suite-provider.js';
import { startBareSite, type BareSite } from '../support/bare-site.js';
import { createBrowser, redirectOf, type Browser, type Answer } from '../support/browser.js';
import { closeAfterEach } from '../support/closing.js';
import { forge } from '../support/forge.js';

// What the relying-party modules of the OpenID Foundation's conformance suite do, under their names. Where the suite
// waits for a call to userInfo to see whether the relying party goes on, these look at the session.

type Json = Readonly<Record<string, unknown>>;

const closing = closeAfterEach();
let provider: SuiteProvider;
let site: BareSite;
beforeEach(async () => {
  provider = closing(await startSuiteProvider());
  const { issuer, client } = provider;
  site = closing(await startBareSite({ auth: { pool: { issuer, ...client } } }));
});

const signIn = async (browser: Browser = createBrowser()): Promise<{ browser: Browser; page: Answer }> => ({
  browser,
  page: await browser.visit(`${site.origin}/auth/sign-in?return_to=/account`),
});
const requestsTo = (place: SuiteRequest['place']): readonly SuiteRequest[] =>
  provider.requests.filter((request) => request.place === place);
const advance = (ms: number): void => {
  provider.advance(ms);
  site.advance(ms);
};
const without =
  (name: string) =>
  (claims: Json): Json =>
    Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
const oneMoreIn =
  (name: string) =>
  (claims: Json): Json => ({ ...claims, [name]: `${String(claims[name])}1` });

const expectSignedIn = async (): Promise<Browser> => {
  const { browser, page } = await signIn();
  expect({ url: page.url, status: page.status }).toEqual({ url: `${site.origin}/account`, status: 200 });
  expect(JSON.parse(page.text).user).toMatchObject({ id: suiteSubject, issuer: provider.issuer });
  return browser;
};

const expectRefused = async (reason: string): Promise<void> => {
  const { browser, page } = await signIn();
  expect(page.status).toBe(502);
  expect(JSON.parse(page.text)).toMatchObject({ code: 'pool_rejected', reason });
  expect(await browser.cookies(site.origin)).not.toHaveProperty('session');
  expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
};

test('oidcc-client-test', async () => {
  await expectSignedIn();
  const [asked] = requestsTo('authorize');
  expect(asked?.query).toMatchObject({
    response_type: 'code',
    client_id: provider.client.clientId,
    redirect_uri: `${site.origin}/auth/callback`,
    scope: expect.stringMatching(/^openid\b/),
  });
  const [redeemed] = requestsTo('token');
  expect(redeemed).toMatchObject({ query: {}, form: { redirect_uri: `${site.origin}/auth/callback` } });
});

describe('an ID token that is not good signs nobody in:', () => {
  const { privateKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const modules: readonly (readonly [name: string, lies: Lies, reason: string])[] = [
    ['oidcc-client-test-invalid-iss', { claims: oneMoreIn('iss') }, 'oauth_jwt_claim_comparison_failed'],
    ['oidcc-client-test-missing-sub', { claims: without('sub') }, 'oauth_invalid_response'],
    ['oidcc-client-test-invalid-aud', { claims: oneMoreIn('aud') }, 'oauth_jwt_claim_comparison_failed'],
    ['oidcc-client-test-missing-aud', { claims: without('aud') }, 'oauth_invalid_response'],
    ['oidcc-client-test-missing-iat', { claims: without('iat') }, 'oauth_invalid_response'],
    ['oidcc-client-test-nonce-invalid', { claims: oneMoreIn('nonce') }, 'oauth_jwt_claim_comparison_failed'],
    [
      'oidcc-client-test-kid-absent-multiple-jwks',
      {
        keys: (keys) => [...keys, createSuiteKey().jwk],
        sign: (_header, claims, { privateKey }) => forge({ alg: 'RS256' }, claims, privateKey),
      },
      'err_jwks_multiple_matching_keys',
    ],
    [
      'oidcc-client-test-idtoken-sig-none',
      { sign: (_header, claims) => forge({ alg: 'none' }, claims, '').replace(/[^.]*$/, '') },
      'token_signed_otherwise',
    ],
    [
      'oidcc-client-test-invalid-sig-rs256',
      { sign: (header, claims) => forge(header, claims, createSuiteKey().privateKey) },
      'err_jws_signature_verification_failed',
    ],
    [
      'oidcc-client-test-invalid-sig-hs256',
      { sign: (_header, claims) => forge({ alg: 'HS256' }, claims, 'another secret') },
      'token_signed_otherwise',
    ],
    [
      'oidcc-client-test-invalid-sig-es256',
      { sign: ({ kid }, claims) => forge({ alg: 'ES256', kid }, claims, curve) },
      'token_signed_otherwise',
    ],
  ];

  test.each(modules)('%s', async (_name, lies, reason) => {
    provider.lie(lies);
    await expectRefused(reason);
  });
});

describe('a good ID token signs in, however its key is found:', () => {
  test('oidcc-client-test-idtoken-sig-rs256', async () => {
    provider.lie({
      sign: (header, claims, { privateKey }) => forge({ ...header, typ: 'JWT' }, claims, privateKey),
    });
    await expectSignedIn();
  });

  test('oidcc-client-test-kid-absent-single-jwks', async () => {
    provider.lie({
      keys: (keys) => keys.map(without('kid')),
      sign: (_header, claims, { privateKey }) => forge({ alg: 'RS256' }, claims, privateKey),
    });
    await expectSignedIn();
  });

  test('oidcc-client-test-ignores-unparseable-key-in-jwks', async () => {
    const unknown = [
      { kty: 'AKP', kid: 'of-tomorrow', alg: 'ML-DSA-0', use: 'sig', pub: 'AAAA' },
      { kty: 'made-up', kid: 'of-nowhere', x: 'AAAA' },
    ];
    provider.lie({ keys: (keys) => [...unknown, ...keys] });
    await expectSignedIn();
  });

  test('oidcc-client-test-discovery-jwks-uri-keys', async () => {
    await expectSignedIn();
    expect(requestsTo('keys')).toHaveLength(1);
  });

  test('oidcc-client-test-signing-key-rotation-just-before-signing', async () => {
    await expectSignedIn();
    const next = createSuiteKey();
    provider.lie({ newKey: () => next });
    await expectSignedIn();
  });

  test('oidcc-client-test-signing-key-rotation', async () => {
    await expectSignedIn();
    const next = createSuiteKey();
    provider.lie({ newKey: () => next });
    await expectSignedIn();
    await expectSignedIn();
    expect(requestsTo('keys')).toHaveLength(2);
  });
});

test('oidcc-client-test-nonce-unless-code-flow', async () => {
  await expectSignedIn();
  await expectSignedIn();
  const nonces = requestsTo('authorize').map(({ query }) => query['nonce'] ?? '');
  expect(new Set(nonces).size).toBe(2);
  expect(nonces.filter((nonce) => nonce.length < 43)).toEqual([]);
});

test('oidcc-client-test-scope-userinfo-claims', async () => {
  const browser = await expectSignedIn();
  expect(requestsTo('authorize')[0]?.query['scope']).toBe('openid email profile');
  const { user } = JSON.parse((await browser.send(`${site.origin}/account`)).text);
  expect(user).toMatchObject({ name: 'Suite Person', email: 'suite@example.org', isEmailVerified: true });
});

test('oidcc-client-test-userinfo-invalid-sub', async () => {
  const planted = 'planted@evil.example';
  provider.lie({ claims: without('email'), userInfo: { sub: `${suiteSubject}invalid`, email: planted } });
  const { browser, page } = await signIn();
  const account = await browser.send(`${site.origin}/account`);
  // It was asked, with the token in a header; what it said of somebody else is not used, and told.
  expect(requestsTo('userInfo')).toMatchObject([{ authorization: expect.stringMatching(/^Bearer ./) }]);
  expect(site.eventsOf('user_info_failed')).toMatchObject([{ reason: 'user_info_of_another_person' }]);
  expect(JSON.parse(account.text).user).toMatchObject({ id: suiteSubject, name: 'Suite Person' });
  expect(JSON.parse(account.text).user).not.toHaveProperty('email');
  expect(`${page.text}${account.text}`).not.toContain(planted);
  expect(`${page.text}${account.text}`).not.toContain(`${suiteSubject}invalid`);
});

test('oidcc-client-test-userinfo-bearer-header', async () => {
  provider.lie({ claims: without('email') });
  const browser = await expectSignedIn();
  const token = (await browser.send(`${site.origin}/token`)).text;
  expect(requestsTo('userInfo')).toMatchObject([{ authorization: `Bearer ${token}`, query: {}, form: {} }]);
});

test('oidcc-client-test-client-secret-basic', async () => {
  await expectSignedIn();
  const { clientId, clientSecret } = provider.client;
  const [redeemed] = requestsTo('token');
  expect(clientIn(redeemed?.authorization)).toBe(`${clientId}:${clientSecret}`);
  expect(redeemed?.form).not.toHaveProperty('client_secret');
});

test('oidcc-client-test-discovery-openid-config', async () => {
  await expectSignedIn();
  expect(await site.auth.poolOrigin()).toBe(provider.issuer);
});

test('oidcc-client-test-discovery-issuer-mismatch', async () => {
  provider.lie({ discovery: (document) => ({ ...document, issuer: `${provider.issuer}/INVALID` }) });
  await expectRefused('oauth_json_attribute_comparison_failed');
  expect(requestsTo('authorize')).toEqual([]);
});

test('oidcc-client-test-3rd-party-init-login', async () => {
  const start = new URL('/auth/sign-in', site.origin);
  start.search = new URLSearchParams({ iss: provider.issuer }).toString();
  expect((await createBrowser().visit(start.href)).url).toBe(`${site.origin}/`);
  // Whoever sends people here chooses neither the provider nor where they end.
  start.search = new URLSearchParams({
    iss: 'https://evil.example',
    target_link_uri: '//evil.example',
  }).toString();
  expect((await createBrowser().visit(start.href)).url).toBe(`${site.origin}/`);
  expect(requestsTo('authorize')).toHaveLength(2);
  expect(JSON.stringify(provider.requests)).not.toContain('evil');
});

describe('when tokens are refreshed', () => {
  let browser: Browser;
  beforeEach(async () => {
    browser = await expectSignedIn();
    advance(30 * 60_000);
  });

  const atRefresh = (change: (claims: Json) => Json): void =>
    provider.lie({ claims: (claims, grant) => (grant === 'refresh_token' ? change(claims) : claims) });
  const openAccount = (): Promise<Answer> => browser.send(`${site.origin}/account`);

  test('oidcc-client-test-refresh-token', async () => {
    const page = await openAccount();
    expect(page.status).toBe(200);
    expect(JSON.parse(page.text).user).toMatchObject({ id: suiteSubject });
    expect(requestsTo('token').map(({ form }) => form['grant_type'])).toEqual([
      'authorization_code',
      'refresh_token',
    ]);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
  });

  test.each([
    ['oidcc-client-test-refresh-token-invalid-issuer', oneMoreIn('iss'), 'oauth_jwt_claim_comparison_failed'],
    ['oidcc-client-test-refresh-token-invalid-aud', oneMoreIn('aud'), 'oauth_jwt_claim_comparison_failed'],
    [
      'oidcc-client-test-refresh-token-invalid-azp',
      (claims: Json) => ({ ...claims, azp: 'another-client' }),
      'token_of_another_client',
    ],
  ])('%s', async (_name, change, reason) => {
    atRefresh(change);
    const page = await openAccount();
    expect(page.status).toBe(502);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'pool_rejected', reason });
    expect(site.eventsOf('tokens_refreshed')).toEqual([]);
  });

  test('oidcc-client-test-refresh-token-invalid-sub', async () => {
    atRefresh(oneMoreIn('sub'));
    expect((await openAccount()).status).toBe(303);
    expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'other_person' }]);
    expect(site.eventsOf('tokens_refreshed')).toEqual([]);
  });
});

describe('a sign-out goes over the provider and comes back,', () => {
  test.each<readonly [string, Lies]>([
    ['oidcc-client-test-rp-init-logout', {}],
    [
      'oidcc-client-test-rp-init-logout-other-state',
      { afterLogout: (target) => target.searchParams.set('state', '<b>another</b>') },
    ],
    [
      'oidcc-client-test-rp-init-logout-no-state',
      { afterLogout: (target) => target.searchParams.delete('state') },
    ],
  ])('%s', async (_name, lies) => {
    const browser = await expectSignedIn();
    provider.lie(lies);
    const sent = await browser.post(`${site.origin}/auth/sign-out`);
    const landed = await browser.visit(redirectOf(sent) ?? '');
    expect(requestsTo('logout')).toMatchObject([
      {
        query: {
          client_id: provider.client.clientId,
          post_logout_redirect_uri: `${site.origin}/signed-out`,
          id_token_hint: expect.stringMatching(/^ey/),
        },
      },
    ]);
    expect(new URL(landed.url).pathname).toBe('/signed-out');
    expect(landed.status).toBe(200);
    expect(landed.text).not.toContain('another');
    expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
  });
});
