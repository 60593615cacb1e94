import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'express';
import { createSuiteKey } from '../../outside/foreign/suite-provider.js';
import type { Answer } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { makeForEachTest, openForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, callbackUrl, decode } from '../support/app.js';
import { startLyingProvider } from '../support/openid-provider.js';
import { visitorOf } from '../support/visitor.js';
import { admin } from '../user-pools-api/support.js';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));
const provider = openForEachTest(startLyingProvider);
const AttributeMapping = {
  email: 'email',
  email_verified: 'email_verified',
  name: 'name',
  nickname: 'roles',
};

beforeEach(async () => {
  const created = await admin(pool, 'CreateIdentityProvider', {
    ProviderName: 'Company',
    ProviderType: 'OIDC',
    ProviderDetails: provider.details,
    AttributeMapping,
    IdpIdentifiers: ['example.org'],
  });
  expect(created.status).toBe(200);
  pool.updateClient(pool.client.id, { identityProviders: ['COGNITO', 'Company'] });
});

const update = (changes: object) =>
  admin(pool, 'UpdateIdentityProvider', {
    ProviderName: 'Company',
    ProviderDetails: provider.details,
    AttributeMapping,
    ...changes,
  });

/** From the client's request to where the browser is sent in the end. */
const signIn = async (changes: Record<string, string> = {}): Promise<Answer> => {
  const there = await visitor.browser.send(authorizeUrl(pool, { identity_provider: 'Company', ...changes }));
  if (!there.location.startsWith(provider.issuer)) return there;
  const back = await visitor.browser.send(there.location);
  return visitor.browser.send(back.location);
};

const claimsAfter = async ({ location }: Answer): Promise<Record<string, unknown>> => {
  expect(location).toMatch(callbackUrl);
  return decode((await visitor.tokensOf(location)).id_token);
};

const errorAfter = ({ location }: Answer): unknown => {
  expect(location).toMatch(callbackUrl);
  const { error, error_description: description, code } = Object.fromEntries(new URL(location).searchParams);
  return [error, description, code];
};

const last = (place: string) => provider.requests.findLast((request) => request.place === place);
const because = (): string => pool.refusals.list().at(-1)?.because ?? '';

describe('an OpenID provider on this machine', () => {
  test('is where somebody goes straight away, and what it says of them becomes their attributes', async () => {
    const claims = await claimsAfter(await signIn());
    expect(claims).toMatchObject({
      'cognito:username': 'Company_Emmy-1',
      'email': 'emmy@example.org',
      'email_verified': true,
      'name': 'Emmy Noether',
      'nickname': '["a","b"]',
      'cognito:groups': [`${pool.userPoolId}_Company`],
      'identities': [
        {
          userId: 'Emmy-1',
          providerName: 'Company',
          providerType: 'OIDC',
          issuer: null,
          primary: 'true',
          dateCreated: expect.stringMatching(/^\d{13}$/u),
        },
      ],
    });
    expect(claims['nonce']).toBe(last('authorize')?.sent['nonce']);
  });

  test('is asked as Cognito asks: the way back, state, nonce, scopes, and the secret in the body', async () => {
    await signIn({ login_hint: 'emmy@example.org', prompt: 'login consent' });
    expect(last('authorize')?.sent).toEqual({
      client_id: 'the-pool',
      redirect_uri: `${pool.domain}/oauth2/idpresponse`,
      scope: 'openid email',
      response_type: 'code',
      state: expect.stringMatching(/^[\w-]{43}$/u),
      nonce: expect.stringMatching(/^[\w-]{43}$/u),
      login_hint: 'emmy@example.org',
      prompt: 'login consent',
    });
    expect(last('token')).toEqual({
      place: 'token',
      sent: {
        grant_type: 'authorization_code',
        code: expect.any(String),
        redirect_uri: `${pool.domain}/oauth2/idpresponse`,
        client_id: 'the-pool',
        client_secret: 'kept between the two',
      },
    });
    expect(last('userInfo')).toMatchObject({ sent: { method: 'GET' }, authorization: 'Bearer for userInfo' });
  });

  test('is found by its identifier, and by the button of the sign-in page', async () => {
    await claimsAfter(await signIn({ identity_provider: '', idp_identifier: 'example.org' }));
    const page = await visitor.browser.send(visitor.pageUrl('/login'));
    expect(page.text).toContain('identity_provider=Company');
    expect(page.text).toContain('>Continue with Company</a>');
  });

  test('brings the same person back, with what it says then', async () => {
    const first = await claimsAfter(await signIn());
    provider.lie({ claims: (right) => ({ ...right, email: 'noether@example.org' }) });
    const again = await claimsAfter(await signIn({ prompt: 'login', nonce: 'mine' }));
    expect(again).toMatchObject({ sub: first['sub'], email: 'noether@example.org', nonce: 'mine' });
  });

  test('may have its endpoints in the details, and userInfo asked by POST', async () => {
    provider.lie({ discovery: () => ({}) });
    const { issuer, details } = provider;
    await update({
      ProviderDetails: {
        ...details,
        attributes_request_method: 'POST',
        authorize_url: `${issuer}/authorize`,
        token_url: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        attributes_url: `${issuer}/userinfo`,
      },
    });
    await claimsAfter(await signIn());
    expect(last('userInfo')?.sent).toEqual({ method: 'POST' });
  });

  test('says its level, which AcrMapping makes one of the pool (quirk: levels)', async () => {
    pool.updatePool({ knowsLevels: true });
    await update({ AcrMapping: { Level2: 'gold', Level3: 'diamond' } });
    provider.lie({ claims: (right) => ({ ...right, acr: 'gold' }) });
    const asked = { acr_values: 'urn:cognito:loa:3 urn:cognito:loa:2' };
    expect(await claimsAfter(await signIn(asked))).toMatchObject({ acr: 'urn:cognito:loa:2' });
    expect(last('authorize')?.sent['acr_values']).toBe('diamond');
    const tooLow = await signIn({ acr_values: 'urn:cognito:loa:3', prompt: 'login' });
    expect(tooLow.location).toContain('unmet_authentication_requirements');
  });

  test('passes on who is refused there, in its own words', async () => {
    provider.lie({
      back: ({ searchParams }) => {
        searchParams.delete('code');
        searchParams.set('error', 'access_denied');
        searchParams.set('error_description', 'User is not assigned to the client application.');
      },
    });
    expect((await signIn()).location).toBe(
      `${callbackUrl}?error_description=User+is+not+assigned+to+the+client+application.&state=a-state&error=access_denied`,
    );
  });

  test('elsewhere is simulated, as nothing here leaves this machine', async () => {
    await update({ ProviderDetails: { ...provider.details, oidc_issuer: 'https://company.example' } });
    expect((await signIn()).location).toMatch(/^\/_local\/identity-provider/u);
  });
});

describe('its settings', () => {
  test.each([
    ['client_id', 'ProviderDetails has no client_id.'],
    ['authorize_scopes', 'ProviderDetails has no authorize_scopes.'],
    ['attributes_request_method', 'ProviderDetails has no attributes_request_method.'],
  ])('need %s, as it is going to be asked', async (name, message) => {
    const refused = await update({ ProviderDetails: { ...provider.details, [name]: '' } });
    expect(refused).toMatchObject({ type: 'InvalidParameterException', message });
  });

  test('need the scope openid, and a method that userInfo takes', async () => {
    const scopes = await update({ ProviderDetails: { ...provider.details, authorize_scopes: 'email' } });
    expect(scopes.message).toBe('authorize_scopes has to have openid.');
    const method = await update({
      ProviderDetails: { ...provider.details, attributes_request_method: 'PUT' },
    });
    expect(method.message).toBe('attributes_request_method must be GET or POST.');
  });

  test('stay as they were where an update says nothing of them', async () => {
    await admin(pool, 'UpdateIdentityProvider', {
      ProviderName: 'Company',
      IdpIdentifiers: ['other.example'],
    });
    const { body } = await admin(pool, 'DescribeIdentityProvider', { ProviderName: 'Company' });
    expect(body['IdentityProvider']).toMatchObject({
      ProviderDetails: provider.details,
      AttributeMapping,
      IdpIdentifiers: ['other.example'],
    });
  });
});

describe('what comes back from it', () => {
  test('counts once, and in the browser that went there', async () => {
    const there = await visitor.browser.send(authorizeUrl(pool, { identity_provider: 'Company' }));
    const { location } = await visitor.browser.send(there.location);
    const { browser: stranger } = visitorOf(pool);
    expect((await stranger.send(location)).location).toMatch(/^\/error/u);
    expect(provider.requests.map(({ place }) => place)).not.toContain('token');
    expect((await visitor.browser.send(location)).location).toMatch(callbackUrl);
    expect((await visitor.browser.send(location)).location).toMatch(/^\/error/u);
  });

  test('is too late after five minutes', async () => {
    const there = await visitor.browser.send(authorizeUrl(pool, { identity_provider: 'Company' }));
    const { location } = await visitor.browser.send(there.location);
    pool.clock.advance(5 * 60_000);
    expect((await visitor.browser.send(location)).location).toMatch(/^\/error/u);
  });

  test.each<[string, (right: Readonly<Record<string, unknown>>) => object, string]>([
    ['for another client', (right) => ({ ...right, aud: 'another' }), 'aud'],
    ['for another azp', (right) => ({ ...right, azp: 'another' }), 'azp'],
    ['with another nonce', (right) => ({ ...right, nonce: 'another' }), 'nonce'],
    ['without a nonce', ({ nonce: _nonce, ...right }) => right, 'nonce'],
    ['that is too old', (right) => ({ ...right, exp: Math.floor(Date.now() / 1000) - 3600 }), 'exp'],
    ['of nobody', ({ sub: _sub, ...right }) => right, 'sub'],
    ['of an empty sub', (right) => ({ ...right, sub: '' }), 'sub'],
  ])('is not taken in an ID token %s', async (_how, claims, named) => {
    provider.lie({ claims: (right) => claims(right) as Record<string, unknown> });
    expect(errorAfter(await signIn())).toEqual(['invalid_request', 'Invalid id_token', undefined]);
    expect(because()).toContain(named);
    expect(await visitor.cookies()).not.toHaveProperty('cognito');
  });

  test('is not taken from another issuer, which is named as Cognito names it', async () => {
    provider.lie({ claims: (right) => ({ ...right, iss: 'https://evil.example' }) });
    expect(errorAfter(await signIn())).toEqual([
      'invalid_request',
      'Bad id_token issuer https://evil.example',
      undefined,
    ]);
  });

  test('is not taken when another key has signed it', async () => {
    provider.lie({ key: createSuiteKey() });
    expect(errorAfter(await signIn())).toEqual(['invalid_request', 'Invalid id_token', undefined]);
  });

  test('is not taken when userInfo is about somebody else, or fails', async () => {
    provider.lie({ userInfo: (response) => void response.json({ sub: 'somebody else' }) });
    expect(errorAfter(await signIn())).toEqual(['invalid_request', 'Invalid id_token', undefined]);
    provider.lie({ userInfo: (response) => void response.sendStatus(405) });
    expect(errorAfter(await signIn())).toEqual([
      'invalid_request',
      'Company Error - 405 error getting user info',
      undefined,
    ]);
    expect(because()).toContain('attributes_request_method');
  });
});

describe('when it fails, the client hears it in the words of Cognito, and the log says what to do', () => {
  test('a wrong secret', async () => {
    await update({ ProviderDetails: { ...provider.details, client_secret: 'a wrong one' } });
    expect(errorAfter(await signIn())).toEqual([
      'invalid_request',
      'Company Error - 401 invalid_client who are you?',
      undefined,
    ]);
    expect(because()).toContain('client_secret_post');
    expect(JSON.stringify(pool.refusals.list())).not.toContain('a wrong one');
  });

  test.each<[string, (response: Response) => void, string]>([
    [
      'no standard error',
      (response) => void response.status(502).send('<h1>no</h1>'),
      '502 error getting token',
    ],
    ['no ID token', (response) => void response.json({ access_token: 'x' }), '200 error getting token'],
  ])('%s', async (_what, token, description) => {
    provider.lie({ token });
    expect(errorAfter(await signIn())).toEqual([
      'invalid_request',
      `Company Error - ${description}`,
      undefined,
    ]);
  });

  test('a connection that breaks off', async () => {
    provider.lie({ token: ({ socket }) => void socket?.destroy() });
    expect(errorAfter(await signIn())).toEqual(['invalid_request', 'Connection reset', undefined]);
    expect(because()).toContain('is that provider running');
  });

  test('a token endpoint and a key set that never answer', async () => {
    const other = visitorOf(pool);
    const there = await other.browser.send(authorizeUrl(pool, { identity_provider: 'Company' }));
    const { location } = await other.browser.send(there.location);
    const silence = (): void => undefined;
    provider.lie({ keys: silence });
    const withoutKeys = other.browser.send(location);
    await eventually(() => expect(last('token')).toBeDefined());
    provider.lie({ keys: silence, token: silence });
    expect(errorAfter(await signIn())).toEqual([
      'invalid_request',
      'Timeout occurred in calling IdP token endpoint',
      undefined,
    ]);
    expect(errorAfter(await withoutKeys)).toEqual([
      'invalid_request',
      'error_description=Timeout in calling jwks uri',
      undefined,
    ]);
  });

  test('nobody at its address, before anybody is sent there', async () => {
    await provider.close();
    expect(errorAfter(await signIn())).toEqual(['invalid_request', 'Connection reset', undefined]);
  });

  test('a discovery document of another issuer, or one that leads off this machine', async () => {
    provider.lie({ discovery: (right) => ({ ...right, issuer: `${provider.issuer}/` }) });
    expect(errorAfter(await signIn())).toEqual([
      'invalid_request',
      `Bad id_token issuer ${provider.issuer}/`,
      undefined,
    ]);
    expect(because()).toContain('to the last slash');
    provider.lie({ discovery: (right) => ({ ...right, token_endpoint: 'https://evil.example/token' }) });
    expect(errorAfter(await signIn())).toEqual([
      'invalid_request',
      'Company Error - error getting configuration',
      undefined,
    ]);
    expect(because()).toContain('not on this machine');
  });
});
