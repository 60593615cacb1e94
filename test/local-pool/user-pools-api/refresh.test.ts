import { beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { decode, refresh as refreshAtTokenEndpoint, signInForTokens } from '../support/app.js';
import {
  call,
  secretHash,
  signInByPassword,
  tokensOf,
  type ApiTokens,
  type Called,
  type Json,
} from './support.js';

const pool = poolForAllTests();
let tokens: ApiTokens;
beforeEach(async () => {
  pool.updateClient(pool.publicClient.id, { rotation: false });
  tokens = tokensOf(await signInByPassword(pool, 'ada@example.com', seedPassword));
});

const refresh = (RefreshToken: string, more: Json = {}): Promise<Called> =>
  call(pool, 'GetTokensFromRefreshToken', { ClientId: pool.publicClient.id, RefreshToken, ...more });

const refreshOldWay = (
  REFRESH_TOKEN: string,
  more: Record<string, string> = {},
  client?: string,
): Promise<Called> =>
  call(pool, 'InitiateAuth', {
    ClientId: client ?? pool.publicClient.id,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN, ...more },
  });

describe('REFRESH_TOKEN_AUTH', () => {
  test('gives fresh tokens of the same sign-in, and no refresh token', async () => {
    const fresh = tokensOf(await refreshOldWay(tokens.RefreshToken));
    expect(fresh.RefreshToken).toBeUndefined();
    const [before, after] = [decode(tokens.IdToken), decode(fresh.IdToken)];
    expect([after['auth_time'], after['origin_jti']]).toEqual([before['auth_time'], before['origin_jti']]);
    expect(after['jti']).not.toBe(before['jti']);
  });

  test('is refused where rotation is on', async () => {
    pool.updateClient(pool.publicClient.id, { rotation: { graceSeconds: 10 } });
    const refused = await refreshOldWay(tokens.RefreshToken);
    expect(refused.type).toBe('InvalidParameterException');
    expect(refused.message).toContain('GetTokensFromRefreshToken');
  });

  test('with a client secret takes the hash of the user name in the tokens', async () => {
    const { refresh_token: token, id_token: idToken } = await signInForTokens(pool);
    const name = String(decode(idToken)['cognito:username']);
    const good = { SECRET_HASH: secretHash(pool, name) };
    const other = { SECRET_HASH: secretHash(pool, 'ada@example.com') };
    expect((await refreshOldWay(token, good, pool.client.id)).status).toBe(200);
    expect((await refreshOldWay(token, other, pool.client.id)).type).toBe('NotAuthorizedException');
    expect((await refreshOldWay(token, {}, pool.client.id)).type).toBe('NotAuthorizedException');
  });
});

describe('GetTokensFromRefreshToken', () => {
  test('rotates where the client says so, and says when an old token is reused', async () => {
    pool.updateClient(pool.publicClient.id, { rotation: { graceSeconds: 10 } });
    const second = tokensOf(await refresh(tokens.RefreshToken));
    expect(second.RefreshToken).not.toBe(tokens.RefreshToken);
    expect((await refresh(tokens.RefreshToken)).status).toBe(200);
    pool.clock.advance(10_000);
    expect(await refresh(tokens.RefreshToken)).toMatchObject({
      status: 400,
      type: 'RefreshTokenReuseException',
    });
    expect((await refresh(second.RefreshToken)).status).toBe(200);
  });

  test('wants the plain secret of a client that has one', async () => {
    const { refresh_token: RefreshToken } = await signInForTokens(pool);
    const app = { ClientId: pool.client.id };
    expect((await refresh(RefreshToken, app)).type).toBe('NotAuthorizedException');
    expect((await refresh(RefreshToken, { ...app, ClientSecret: 'wrong' })).type).toBe(
      'NotAuthorizedException',
    );
    expect((await refresh(RefreshToken, { ...app, ClientSecret: pool.client.secret })).status).toBe(200);
  });

  test('refuses a token of another client, garbage, and what has expired or was revoked', async () => {
    const { refresh_token: others } = await signInForTokens(pool);
    expect((await refresh(others)).message).toBe('Invalid Refresh Token.');
    expect((await refresh('garbage')).message).toBe('Invalid Refresh Token.');
    await call(pool, 'RevokeToken', { ClientId: pool.publicClient.id, Token: tokens.RefreshToken });
    expect((await refresh(tokens.RefreshToken)).message).toBe('Refresh Token has been revoked');
    const next = tokensOf(await signInByPassword(pool, 'ada@example.com', seedPassword));
    pool.clock.advance(30 * 86_400_000);
    expect((await refresh(next.RefreshToken)).message).toBe('Refresh Token has expired');
  });

  test('gives nothing to somebody who was disabled meanwhile', async () => {
    pool.addPerson({ email: 'leaving@example.com', password: seedPassword });
    const own = tokensOf(await signInByPassword(pool, 'leaving@example.com', seedPassword));
    pool.disablePerson('leaving@example.com');
    expect((await refresh(own.RefreshToken)).message).toBe('User is disabled.');
  });
});

describe('RevokeToken', () => {
  const revoke = (input: Json): Promise<Called> =>
    call(pool, 'RevokeToken', { ClientId: pool.publicClient.id, ...input });

  test('ends the sign-in: access token, refresh token, the token endpoint', async () => {
    const { refresh_token: Token, access_token: AccessToken } = await signInForTokens(pool, {
      changes: { scope: 'openid aws.cognito.signin.user.admin' },
    });
    const app = { ClientId: pool.client.id, ClientSecret: pool.client.secret };
    expect((await revoke({ ...app, Token })).body).toEqual({});
    expect((await call(pool, 'GetUser', { AccessToken })).message).toBe('Access Token has been revoked');
    expect((await refreshAtTokenEndpoint(pool, Token)).json()).toEqual({ error: 'invalid_grant' });
    expect((await revoke({ ...app, Token })).status).toBe(200);
  });

  test('knows its four refusals', async () => {
    expect((await revoke({ Token: tokens.AccessToken })).type).toBe('UnsupportedTokenTypeException');
    expect((await revoke({ Token: 'x', ClientId: 'nobody' })).type).toBe('UnauthorizedException');
    expect((await revoke({ Token: 'x', ClientId: pool.client.id })).type).toBe('UnauthorizedException');
    pool.updateClient(pool.publicClient.id, { revocation: false });
    expect((await revoke({ Token: tokens.RefreshToken })).type).toBe('UnsupportedOperationException');
    pool.updateClient(pool.publicClient.id, { revocation: true });
  });

  test('leaves other sign-ins of the person alone', async () => {
    const other = tokensOf(await signInByPassword(pool, 'ada@example.com', seedPassword));
    await revoke({ Token: tokens.RefreshToken });
    expect((await call(pool, 'GetUser', { AccessToken: other.AccessToken })).status).toBe(200);
  });
});
