import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { createBrowser, send } from '../../support/browser.js';
import { poolForAllTests } from '../../support/pool.js';
import { authorizeUrl, decode, redeem, refresh, signIn, signInForTokens } from '../support/app.js';

const pool = poolForAllTests();

describe('a sign-in through the hosted UI', () => {
  test('ends at the callback with a UUID-shaped code and the state, and nothing else', async () => {
    const callback = await signIn(pool);
    expect(callback.href).toMatch(
      /^http:\/\/localhost:3000\/auth\/callback\?code=[0-9a-f-]{36}&state=a-state$/u,
    );
  });

  test('gives an ID token, an access token and a refresh token', async () => {
    const tokens = await signInForTokens(pool);
    expect(Object.keys(tokens).sort()).toEqual([
      'access_token',
      'expires_in',
      'id_token',
      'refresh_token',
      'token_type',
    ]);
    expect(decode(tokens.id_token)).toMatchObject({
      'iss': pool.issuer,
      'aud': pool.client.id,
      'token_use': 'id',
      'email': 'ada@example.com',
      'email_verified': true,
      'cognito:groups': ['admins', 'staff'],
      'at_hash': createHash('sha256')
        .update(tokens.access_token)
        .digest()
        .subarray(0, 16)
        .toString('base64url'),
    });
    expect(decode(tokens.access_token)).toMatchObject({
      client_id: pool.client.id,
      token_use: 'access',
      version: 2,
    });
    expect(decode(tokens.access_token)).not.toHaveProperty('aud');
  });

  test('is accepted by openid-client from discovery to userInfo, signature included', async () => {
    const config = await client.discovery(
      new URL(pool.issuer),
      pool.client.id,
      undefined,
      client.ClientSecretBasic(pool.client.secret),
      { execute: [client.allowInsecureRequests] },
    );
    client.enableNonRepudiationChecks(config);
    const verifier = client.randomPKCECodeVerifier();
    const changes = {
      nonce: 'a-nonce',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    const tokens = await client.authorizationCodeGrant(config, await signIn(pool, { changes }), {
      pkceCodeVerifier: verifier,
      expectedNonce: 'a-nonce',
      expectedState: 'a-state',
    });
    const sub = tokens.claims()?.sub ?? '';
    const info = await client.fetchUserInfo(config, tokens.access_token, sub);
    expect(info).toMatchObject({ sub, email_verified: 'true', username: sub });
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(refreshed.refresh_token).toBeUndefined();
    await client.tokenRevocation(config, tokens.refresh_token ?? '');
    expect((await refresh(pool, tokens.refresh_token ?? '')).json()).toEqual({ error: 'invalid_grant' });
  });

  test('is silent the second time, thanks to the cognito cookie', async () => {
    const browser = createBrowser();
    await signIn(pool, { browser });
    const again = await browser.send(authorizeUrl(pool));
    expect(again.location).toMatch(/^http:\/\/localhost:3000\/auth\/callback\?code=/u);
    await browser.send(
      `${pool.domain}/logout?client_id=${pool.client.id}&logout_uri=http%3A%2F%2Flocalhost%3A3000%2Fsigned-out`,
    );
    expect((await browser.send(authorizeUrl(pool))).location).toMatch(/^\/login\?/u);
  });

  test('gives codes that work once', async () => {
    const code = (await signIn(pool)).searchParams.get('code') ?? '';
    expect((await redeem(pool, code)).status).toBe(200);
    const again = await redeem(pool, code);
    expect(again.status).toBe(400);
    expect(again.json()).toEqual({ error: 'invalid_grant' });
  });

  test('says what is wrong on the form, and keeps what was typed', async () => {
    const browser = createBrowser();
    const start = await browser.send(authorizeUrl(pool));
    const pageUrl = new URL(start.location, pool.domain).href;
    const page = await browser.send(pageUrl);
    const answer = await browser.sendForm(page, { username: 'ada@example.com', password: 'no' });
    expect(answer.text).toContain('Incorrect username or password.');
    expect(answer.text).toContain('value="ada@example.com"');
  });
});

test('the issuer app answers the user pools API, and an unknown operation is named', async () => {
  const answer = await send(`${pool.api}/`, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AWSCognitoIdentityProviderService.Nonsense',
      'content-type': 'application/x-amz-json-1.1',
    },
    body: '{}',
  });
  expect(answer.status).toBe(400);
  expect(answer.json()['__type']).toBe('UnknownOperationException');
});
