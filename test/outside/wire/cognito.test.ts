import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { awsPool } from './aws.js';
import { publicAddress, startShop } from './shop.js';
import {
  beginSignIn,
  clientId,
  clientSecret,
  code,
  expectDiscovery,
  expectKeys,
  jsonType,
  watchTheWire,
} from './wire.js';
import { closeAfterEach } from '../../support/closing.js';
import { makeForEachTest, openForEachTest } from '../../support/opened.js';

const closing = closeAfterEach();

const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

const hosts = {
  'original': { issuerHost: 'cognito-idp.eu-central-1.amazonaws.com' },
  'updated': { issuerHost: 'issuer-cognito-idp.eu-central-1.amazonaws.com' },
  'custom domain': { domain: 'https://auth.shop.example' },
};

watchTheWire();

describe.each(['original', 'updated', 'custom domain'] as const)(
  'what goes over the wire to Cognito (%s)',
  (name) => {
    const pool = makeForEachTest(() => awsPool(hosts[name]));
    const shop = openForEachTest(() => startShop({ issuer: pool.issuer, clientId, clientSecret }));
    let forms: Record<string, string>[];
    beforeEach(() => {
      forms = [];
    });

    test('one whole life of a session: discovery, authorize, code, keys, refresh, revocation, logout', async () => {
      expectDiscovery(pool);
      const start = await shop.open('/auth/sign-in?return_to=/account');
      const authorize = new URL(start.headers.location ?? '');
      const {
        state = '',
        nonce = '',
        code_challenge: challenge = '',
        ...rest
      } = Object.fromEntries(authorize.searchParams);
      expect(authorize.origin + authorize.pathname).toBe(`${pool.domain}/oauth2/authorize`);
      // PKCE although the document does not say that the pool knows S256.
      expect(rest).toEqual({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: `${publicAddress}/auth/callback`,
        scope: 'openid email profile',
        code_challenge_method: 'S256',
      });
      expect(authorize.search).toContain('redirect_uri=https%3A%2F%2Fshop.example%2Fauth%2Fcallback&');
      for (const secret of [state, nonce, challenge]) expect(secret).toMatch(/^[\w-]{43}$/);

      expectKeys(pool);
      const signedInAtMs = shop.now();
      const tokens = await pool.tokens({
        nowMs: signedInAtMs,
        clientId,
        nonce,
        refreshToken: 'first-refresh-token',
      });
      expectForm('/oauth2/token').reply(200, tokens, jsonType);
      const landed = await shop.open(`/auth/callback?code=${code}&state=${state}`);
      expect(landed).toMatchObject({ status: 303, headers: { location: '/account' } });
      expect((await shop.open('/account')).status).toBe(200);

      shop.advance(59.5 * 60_000);
      // The keys are older than ten minutes by now and are looked at again, without anybody waiting.
      expectKeys(pool);
      const refreshed = await pool.tokens({ nowMs: shop.now(), authTimeMs: signedInAtMs, clientId });
      expectForm('/oauth2/token').reply(200, refreshed, jsonType);
      expect((await shop.open('/account')).status).toBe(200);

      expectForm('/oauth2/revoke').reply(200);
      const out = await shop.signOut();
      expect(out.headers.location).toBe(
        `${pool.domain}/logout?client_id=${clientId}&logout_uri=https%3A%2F%2Fshop.example%2Fsigned-out`,
      );

      const [{ code_verifier: verifier = '', ...exchange } = {}, ...others] = forms;
      expect(createHash('sha256').update(verifier).digest('base64url')).toBe(challenge);
      expect([exchange, ...others]).toEqual([
        { grant_type: 'authorization_code', code, redirect_uri: `${publicAddress}/auth/callback` },
        { grant_type: 'refresh_token', refresh_token: 'first-refresh-token' },
        { token: 'first-refresh-token', token_type_hint: 'refresh_token' },
      ]);
    });

    /** A form post with Basic authentication and no cookie; its fields go to `forms`. */
    const expectForm = (path: string) =>
      nock(pool.domain, { badheaders: ['cookie'] })
        .matchHeader('authorization', basic)
        .matchHeader('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
        .post(path, (body: Record<string, string>) => {
          forms.push({ ...body });
          return true;
        });
  },
);

describe('a Cognito client without a secret', () => {
  test('names itself in every form and sends no Authorization', async () => {
    const pool = await awsPool();
    const shop = closing(await startShop({ issuer: pool.issuer, clientId }));
    const { callback, nonce } = await beginSignIn(shop, pool);
    const tokens = await pool.tokens({
      nowMs: shop.now(),
      clientId,
      nonce,
      refreshToken: 'its-refresh-token',
    });
    const bodies: Record<string, string>[] = [];
    const post = (path: string) =>
      nock(pool.domain, { badheaders: ['authorization', 'cookie'] }).post(
        path,
        (body: Record<string, string>) => {
          bodies.push({ ...body });
          return true;
        },
      );
    post('/oauth2/token').reply(200, tokens, jsonType);
    post('/oauth2/revoke').reply(200);
    expect((await shop.open(callback)).status).toBe(303);
    await shop.signOut();
    expect(bodies).toMatchObject([
      { grant_type: 'authorization_code', client_id: clientId, code },
      { token: 'its-refresh-token', client_id: clientId },
    ]);
    for (const body of bodies) expect(body).not.toHaveProperty('client_secret');
  });
});

describe('the issuer in the tokens of a pool with the original host', () => {
  const updated = 'https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI';

  test.each([
    ['may be the updated one in access tokens', { accessIssuer: updated }, 303],
    ['may not be another pool in access tokens', { accessIssuer: updated.replace(/.$/, 'X') }, 502],
    ['must be the discovered one in ID tokens', { idIssuer: updated }, 502],
  ])('%s', async (_rule, issuers, status) => {
    const pool = await awsPool();
    const shop = closing(await startShop({ issuer: pool.issuer, clientId, clientSecret }));
    const { callback, nonce } = await beginSignIn(shop, pool);
    const tokens = await pool.tokens({ nowMs: shop.now(), clientId, nonce, ...issuers });
    nock(pool.domain).post('/oauth2/token').reply(200, tokens, jsonType);
    expect((await shop.open(callback)).status).toBe(status);
  });
});
