import { beforeEach, describe, expect, test } from '@jest/globals';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, callbackUrl, signIn } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

beforeEach(async () => {
  pool.addIdentityProvider({ name: 'Acme', type: 'OIDC', identifiers: ['acme.com'] });
  pool.addIdentityProvider({ name: 'Globex', type: 'SAML' });
  pool.updateClient(pool.client.id, { identityProviders: ['COGNITO', 'Google', 'Acme', 'Globex'] });
});

const startPage = async (
  changes: Record<string, string>,
): Promise<{ readonly location: string; readonly body: string }> => {
  const { location } = await visitor.browser.send(authorizeUrl(pool, changes));
  return { location, body: (await visitor.browser.send(visitor.absolute(location))).text };
};

/** To the provider, and back with what the form there says. */
const through = async (
  fields: Record<string, string>,
  { identity_provider = 'Acme' }: { readonly identity_provider?: string } = {},
): Promise<string> => {
  const { location } = await visitor.browser.send(authorizeUrl(pool, { identity_provider }));
  const back = await visitor.fill(visitor.absolute(location), { email: 'a@example.com', ...fields });
  return (await visitor.browser.send(visitor.absolute(back.location))).location;
};

describe('identity_provider (quirk: providers)', () => {
  test('COGNITO shows the sign-in page', async () => {
    const { location, body } = await startPage({ identity_provider: 'COGNITO' });
    expect(location).toMatch(/^\/login\?/u);
    expect(body).not.toContain('Login option is not available');
  });

  test('takes the name of an OIDC provider', async () => {
    const { location, body } = await startPage({ identity_provider: 'Acme' });
    expect(location).toMatch(/^\/_local\/identity-provider\?/u);
    expect(body).toContain('Acme (simulated)');
  });

  test.each(['google', 'Nobody'])('%s, which this client does not have, is said on /login', async (name) => {
    const { location, body } = await startPage({ identity_provider: name });
    expect(location).toMatch(/^\/login\?/u);
    expect(body).toContain('Login option is not available. Please try another one');
    const answer = await signIn(pool, { changes: { identity_provider: name } });
    expect(answer.searchParams.has('code')).toBe(true);
  });

  test('of the pool but not of the client is none of the client’s', async () => {
    pool.updateClient(pool.client.id, { identityProviders: ['COGNITO'] });
    expect((await startPage({ identity_provider: 'Google' })).location).toMatch(/^\/login\?/u);
  });

  test('with a live session goes to the callback at once', async () => {
    await signIn(pool, { browser: visitor.browser });
    const { location } = await visitor.browser.send(authorizeUrl(pool, { identity_provider: 'Acme' }));
    expect(location).toContain(`${callbackUrl}?code=`);
  });

  test('can be found by idp_identifier', async () => {
    expect((await startPage({ idp_identifier: 'acme.com' })).body).toContain('Acme (simulated)');
    expect((await startPage({ idp_identifier: 'other.com' })).location).toMatch(/^\/login\?/u);
  });
});

describe('login_hint (quirk: providers)', () => {
  test.each([
    ['Google', true],
    ['Acme', true],
    ['Globex', false],
  ])('to %s is forwarded: %s', async (identityProvider, isForwarded) => {
    const { body } = await startPage({ identity_provider: identityProvider, login_hint: 'a@example.com' });
    expect(body.includes('value="a@example.com"')).toBe(isForwarded);
  });
});

describe('what goes wrong at a provider is invalid_request at the callback (quirk: errors)', () => {
  test.each([
    ['token-timeout', 'Timeout occurred in calling IdP token endpoint'],
    ['jwks-timeout', 'error_description=Timeout in calling jwks uri'],
    ['token-error', 'Acme Error - 401 error getting token'],
    ['connection-reset', 'Connection reset'],
    ['read-timeout', 'Read timed out'],
    ['no-user-name', 'username attribute mapping required'],
  ])('%s: %s', async (failure, description) => {
    const callback = new URL(await through({ failure }));
    expect(callback.origin + callback.pathname).toBe(callbackUrl);
    expect([...callback.searchParams]).toEqual([
      ['error_description', description],
      ['state', 'a-state'],
      ['error', 'invalid_request'],
    ]);
    expect(await visitor.cookies()).not.toHaveProperty('cognito');
  });

  test('Google’s own error has its status and code', async () => {
    const location = await through({ failure: 'token-error' }, { identity_provider: 'Google' });
    expect(new URL(location).searchParams.get('error_description')).toBe('Google Error - 401 invalid_client');
  });

  test('the pre sign-up trigger is heard with a dot and a space after its message, for new people only', async () => {
    await through({});
    pool.addIdentityProvider({ name: 'Acme', type: 'OIDC', preSignUpError: 'not today' });
    await visitor.browser.jar.removeAllCookies();
    expect(await through({ email: 'new@example.com' })).toContain(
      '?error_description=PreSignUp+failed+with+error+not+today.+&',
    );
    await visitor.browser.jar.removeAllCookies();
    expect(await through({})).toContain('?code=');
  });

  test('a failure that is none lets everybody in', async () => {
    expect(await through({ failure: 'made-up' })).toContain('?code=');
  });
});
