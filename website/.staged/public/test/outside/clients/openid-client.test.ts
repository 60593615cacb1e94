import { beforeAll, describe, expect, test } from '@jest/globals';
import * as oidc from 'openid-client';
import { signIn } from '../../local-pool/support/app.js';
import { poolForAllTests } from '../../support/pool.js';

const pool = poolForAllTests({ rotation: { graceSeconds: 0 } });
let config: oidc.Configuration;

beforeAll(async () => {
  config = await oidc.discovery(
    new URL(pool.issuer),
    pool.client.id,
    undefined,
    oidc.ClientSecretBasic(pool.client.secret),
    { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] },
  );
});

const signedIn = async () => {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const changes = {
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  };
  const callback = await signIn(pool, { changes });
  const checks = { pkceCodeVerifier, expectedState: state, expectedNonce: nonce };
  return oidc.authorizationCodeGrant(config, callback, checks);
};

describe('openid-client', () => {
  test('signs in with code and PKCE, verifying the signature', async () => {
    const tokens = await signedIn();
    expect(tokens.claims()).toMatchObject({ email: 'ada@example.com', token_use: 'id' });
    expect(tokens.expires_in).toBe(3600);
  });

  test('reads userInfo, with email_verified as a string', async () => {
    const tokens = await signedIn();
    const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, String(tokens.claims()?.sub));
    expect(userInfo).toMatchObject({ email: 'ada@example.com', email_verified: 'true' });
  });

  test('refreshes with rotation, and not twice with the same token', async () => {
    const { refresh_token: first = '' } = await signedIn();
    const { refresh_token: second = '' } = await oidc.refreshTokenGrant(config, first);
    expect(second).not.toBe(first);
    await expect(oidc.refreshTokenGrant(config, first)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await oidc.refreshTokenGrant(config, second)).access_token).toBeDefined();
  });

  test('revokes, which ends userInfo at once', async () => {
    const tokens = await signedIn();
    await oidc.tokenRevocation(config, tokens.refresh_token ?? '');
    await expect(
      oidc.fetchUserInfo(config, tokens.access_token, oidc.skipSubjectCheck),
    ).rejects.toMatchObject({ code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' });
  });

  test('builds a sign-out address that the pool takes', async () => {
    const url = oidc.buildEndSessionUrl(config, { logout_uri: 'http://localhost:3000/signed-out' });
    const answer = await fetch(url, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('http://localhost:3000/signed-out');
  });
});
