import { describe, expect, jest, test } from '@jest/globals';
import type { PoolOptions } from '../../../src/auth/options.js';
import type { DiscoveryDocument } from '../../../src/auth/pool/pool-addresses.js';
import { providerOf, type Provider } from '../../../src/auth/pool/provider.js';
import type { Claims } from '../../../src/auth/user.js';
import { settingsAt } from '../../support/settings.js';

const clientSecret = 'a-secret-of-the-app-client';
const cognito = (options: Partial<PoolOptions> = {}) => providerOf(settingsAt(options));
const another = (options: Partial<PoolOptions> = {}) =>
  providerOf(settingsAt({ issuer: 'https://idp.example', ...options }));

const domain = 'https://shop.auth.eu-central-1.amazoncognito.com';
const endSession = 'https://idp.example/logout?theme=dark';
const signedOutUrl = 'https://site.example/shop/signed-out';

/** What is asked for on the way to an address, and the address. */
const signOut = async (provider: Provider, document: DiscoveryDocument = {}, idToken?: string) => {
  const domainOrigin = jest.fn(async () => domain);
  const read = jest.fn(async () => document);
  const url = await provider.signOutUrl({ idToken, domainOrigin, document: read });
  return { url, asked: [domainOrigin.mock.calls.length, read.mock.calls.length] };
};

describe('Cognito', () => {
  test('has a sign-out page whatever its document says, and revokes where that says so', () => {
    expect(cognito().abilitiesIn({})).toEqual({ revokesTokens: false, endsItsSession: true });
    expect(cognito().abilitiesIn({ revocation_endpoint: `${domain}/oauth2/revoke` })).toEqual({
      revokesTokens: true,
      endsItsSession: true,
    });
  });

  test('signs out at the page of its domain, and is shown no token', async () => {
    expect(await signOut(cognito(), { end_session_endpoint: endSession }, 'an ID token')).toEqual({
      url: `${domain}/logout?client_id=client&logout_uri=${encodeURIComponent(signedOutUrl)}`,
      asked: [1, 0],
    });
  });

  test('has pages to sign up and for a forgotten password', () => {
    expect(cognito().screenPath('sign-up')).toBe('/signup');
    expect(cognito().screenPath('forgot-password')).toBe('/forgotPassword');
  });

  test.each([
    [undefined, 'token', 'header'],
    [undefined, 'revoke', 'header'],
    ['client_secret_basic', 'token', 'header'],
    ['client_secret_basic', 'revoke', 'header'],
    ['client_secret_post', 'token', 'form'],
    // Its endpoint documents Basic only.
    ['client_secret_post', 'revoke', 'header'],
  ] as const)('with %p is shown the secret in a %s request in the %s', (way, request, expected) => {
    const provider = cognito({ clientSecret, ...(way !== undefined && { clientAuthentication: way }) });
    const document = { token_endpoint_auth_methods_supported: ['client_secret_post'] };
    expect(provider.secretGoesInto(document, request)).toBe(expected);
  });

  test('says that a token is dead in the words of the standard alone, and has all in the ID token', () => {
    expect(cognito().saysDead({ status: 400, body: '{"error":"invalid_request"}' })).toBe(false);
    expect(cognito().saysDead({ status: 400, body: '' })).toBe(false);
    expect(cognito().needsUserInfo({}, ['openid', 'email', 'profile'])).toBe(false);
  });
});

describe('another provider', () => {
  test('can do what its document says', () => {
    expect(another().abilitiesIn({})).toEqual({ revokesTokens: false, endsItsSession: false });
    const revocation = { revocation_endpoint: 'https://idp.example/revoke' };
    expect(another().abilitiesIn(revocation)).toEqual({ revokesTokens: true, endsItsSession: false });
    expect(another().abilitiesIn({ end_session_endpoint: endSession })).toEqual({
      revokesTokens: false,
      endsItsSession: true,
    });
  });

  test('has no pages that are known to begin elsewhere', () => {
    expect(another().screenPath('sign-up')).toBeUndefined();
  });

  describe('signs out', () => {
    const bare = `${endSession}&client_id=client&post_logout_redirect_uri=${encodeURIComponent(signedOutUrl)}`;
    const document = { end_session_endpoint: endSession };

    test('nowhere, where it has no page for that', async () => {
      expect(await signOut(another(), {}, 'token')).toEqual({ url: undefined, asked: [0, 1] });
    });

    test('at the page of its document, with what stands there already', async () => {
      expect(await signOut(another(), document)).toEqual({ url: bare, asked: [0, 1] });
    });

    test('with the ID token as a hint of whose session it is', async () => {
      expect((await signOut(another(), document, 'token')).url).toBe(`${bare}&id_token_hint=token`);
    });

    test('without the hint, where that would be more than an address may have', async () => {
      const room = 4096 - `${bare}&id_token_hint=`.length;
      const longest = 'x'.repeat(room);
      expect((await signOut(another(), document, longest)).url).toBe(`${bare}&id_token_hint=${longest}`);
      expect((await signOut(another(), document, `${longest}x`)).url).toBe(bare);
    });
  });

  const basic = 'client_secret_basic';
  const post = 'client_secret_post';
  test.each([
    [undefined, undefined, 'header'],
    [undefined, [basic], 'header'],
    [undefined, [post], 'form'],
    [undefined, [post, 'private_key_jwt'], 'form'],
    [undefined, [post, basic], 'header'],
    [undefined, ['private_key_jwt'], 'header'],
    [undefined, [], 'header'],
    // A text has `includes` as well.
    [undefined, post, 'header'],
    [basic, [post], 'header'],
    [post, [basic], 'form'],
    [post, undefined, 'form'],
  ] as const)('with %p set and %j in its document is shown the secret in the %s', (set, ways, expected) => {
    const provider = another({ clientSecret, ...(set !== undefined && { clientAuthentication: set }) });
    const document = { token_endpoint_auth_methods_supported: ways } as unknown as DiscoveryDocument;
    expect(provider.secretGoesInto(document, 'token')).toBe(expected);
    expect(provider.secretGoesInto(document, 'revoke')).toBe(expected);
  });

  test.each([
    [400, '', true],
    [400, ' \r\n', true],
    [400, '{"error":"invalid_grant"}', true],
    [400, '{"error":"invalid_request"}', true],
    [400, '{"error":"invalid_token","error_description":"gone"}', true],
    [400, '{"error":"invalid_client"}', false],
    [400, '{"error":"temporarily_unavailable"}', false],
    [400, '{"error":["invalid_grant"]}', false],
    [400, '{}', false],
    [400, 'null', false],
    [400, '"invalid_grant"', false],
    [400, '<html>Bad request</html>', false],
    [400, 'invalid_grant', false],
    [401, '', false],
    [401, '{"error":"invalid_grant"}', false],
    [500, '', false],
  ])('that answers a refresh with %i and %j says that the token is dead: %s', (status, body, expected) => {
    expect(another().saysDead({ status, body })).toBe(expected);
  });

  const all = ['openid', 'email', 'profile'];
  test.each<readonly [Claims, readonly string[], boolean]>([
    [{}, ['openid'], false],
    [{}, ['openid', 'email'], true],
    [{}, ['openid', 'profile'], true],
    [{}, ['email_verified', 'profiles'], false],
    [{ email: 'ada@example.com' }, ['openid', 'email'], false],
    [{ email: 'ada@example.com' }, all, true],
    [{ name: 'Ada' }, ['openid', 'profile'], false],
    [{ name: 'Ada' }, all, true],
    [{ name: 'Ada', email: 'ada@example.com' }, all, false],
    [{ given_name: 'Ada' }, ['profile'], false],
    [{ family_name: 'Lovelace' }, ['profile'], false],
    [{ nickname: 'ada' }, ['profile'], false],
    [{ preferred_username: 'ada' }, ['profile'], false],
    // Of `profile` as well, and no name.
    [{ updated_at: 1 }, ['profile'], true],
  ])('whose ID token has %j of %j is to be asked by userInfo: %s', (claims, scopes, expected) => {
    expect(another().needsUserInfo(claims, scopes)).toBe(expected);
  });
});
