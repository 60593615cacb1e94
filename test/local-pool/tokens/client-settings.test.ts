import { describe, expect, test } from '@jest/globals';
import { poolForEachTest } from '../../support/pool.js';
import { admin, type Called, type Json } from '../user-pools-api/support.js';
import { callbackUrl, decode, refresh, signInForTokens } from '../support/app.js';

const dayMs = 86_400_000;

const pool = poolForEachTest();

/** As an administrator sets the web app's client up; the pool tells what it made of it. */
const configure = (settings: Json): Promise<Called> =>
  admin(pool, 'UpdateUserPoolClient', {
    ClientId: pool.client.id,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid'],
    CallbackURLs: [callbackUrl],
    SupportedIdentityProviders: ['COGNITO'],
    ...settings,
  });

const configured = { scope: 'openid' };

const lifetimes = async (): Promise<Record<'access' | 'id', number>> => {
  const tokens = await signInForTokens(pool, { changes: configured });
  const { iat, exp } = decode(tokens.id_token);
  return { access: tokens.expires_in, id: Number(exp) - Number(iat) };
};

const refreshesAfter = async (ms: number): Promise<boolean> => {
  const tokens = await signInForTokens(pool, { changes: configured });
  pool.clock.advance(ms);
  return (await refresh(pool, tokens.refresh_token)).status === 200;
};

describe('lifetimes (quirk: lifetimes)', () => {
  test('are an hour, an hour and thirty days by default', async () => {
    await configure({});
    expect(await lifetimes()).toEqual({ access: 3600, id: 3600 });
    expect(await refreshesAfter(30 * dayMs - 60_000)).toBe(true);
    expect(await refreshesAfter(30 * dayMs)).toBe(false);
  });

  test('are hours for access and ID tokens and days for refresh tokens without units', async () => {
    await configure({ AccessTokenValidity: 2, IdTokenValidity: 24, RefreshTokenValidity: 1 });
    expect(await lifetimes()).toEqual({ access: 7200, id: 86_400 });
    expect(await refreshesAfter(dayMs - 60_000)).toBe(true);
    expect(await refreshesAfter(dayMs)).toBe(false);
  });

  test.each([
    ['seconds', 3600],
    ['minutes', 60],
    ['hours', 1],
  ])('may be given in %s', async (unit, hour) => {
    await configure({
      AccessTokenValidity: hour,
      IdTokenValidity: hour * 2,
      RefreshTokenValidity: hour * 3,
      TokenValidityUnits: { AccessToken: unit, IdToken: unit, RefreshToken: unit },
    });
    expect(await lifetimes()).toEqual({ access: 3600, id: 7200 });
    expect(await refreshesAfter(3 * 3_600_000 - 60_000)).toBe(true);
    expect(await refreshesAfter(3 * 3_600_000)).toBe(false);
  });

  test.each([
    ['AccessToken', 'five minutes to a day', { seconds: [300, 86_400] }],
    ['IdToken', 'five minutes to a day', { seconds: [300, 86_400] }],
    ['RefreshToken', 'an hour to ten years', { seconds: [3600, 3650 * 86_400] }],
  ])('of an %s are %s', async (token, _range, { seconds: [shortest = 0, longest = 0] }) => {
    const set = (seconds: number): Promise<Called> =>
      configure({ [`${token}Validity`]: seconds, TokenValidityUnits: { [token]: 'seconds' } });
    for (const good of [shortest, longest]) expect((await set(good)).status).toBe(200);
    for (const bad of [shortest - 1, longest + 1]) {
      expect((await set(bad)).type).toBe('InvalidParameterException');
    }
  });
});

describe('rotation (quirk: rotation)', () => {
  const withoutOldRefresh = { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] };

  test('has a grace period of 0 to 60 seconds', async () => {
    const set = (RetryGracePeriodSeconds: number): Promise<Called> =>
      configure({
        ...withoutOldRefresh,
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds },
      });
    for (const good of [0, 60]) expect((await set(good)).status).toBe(200);
    for (const bad of [-1, 61]) expect((await set(bad)).type).toBe('InvalidParameterException');
  });

  test('is turned on and off by the client, for sign-ins under way too', async () => {
    const { refresh_token: first } = await signInForTokens(pool);
    await configure({ ...withoutOldRefresh, RefreshTokenRotation: { Feature: 'ENABLED' } });
    const second = String((await refresh(pool, first)).json()['refresh_token']);
    expect((await refresh(pool, first)).json()).toEqual({ error: 'invalid_grant' });
    await configure({});
    expect((await refresh(pool, second)).json()).not.toHaveProperty('refresh_token');
    expect((await refresh(pool, second)).status).toBe(200);
  });
});

describe('redirect URLs (quirk: redirect addresses)', () => {
  const addresses = (count: number): string[] =>
    Array.from({ length: count }, (_none, index) => `https://app.example.com/${index}`);

  test.each(['CallbackURLs', 'LogoutURLs'])('%s are a hundred at most', async (name) => {
    expect((await configure({ [name]: addresses(100) })).status).toBe(200);
    expect((await configure({ [name]: addresses(101) })).type).toBe('InvalidParameterException');
  });

  test.each(['callbackUrls', 'logoutUrls'])('%s of a seed or a test are as many', (name) => {
    pool.updateClient(pool.client.id, { [name]: addresses(100) });
    expect(() => pool.updateClient(pool.client.id, { [name]: addresses(101) })).toThrow(
      `${name} must be 100 at most`,
    );
  });
});
