import { describe, expect, test } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { awsIssuer } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { startPool, poolForAllTests } from '../../support/pool.js';
import { decode, signInForTokens } from '../support/app.js';

const pool = poolForAllTests();

describe('discovery (quirk: discovery)', () => {
  test('has exactly the members that Cognito shows, in alphabetical order', async () => {
    const document = (await send(`${pool.issuer}/.well-known/openid-configuration`)).json();
    expect(document).toEqual({
      authorization_endpoint: `${pool.domain}/oauth2/authorize`,
      end_session_endpoint: `${pool.domain}/logout`,
      id_token_signing_alg_values_supported: ['RS256'],
      issuer: pool.issuer,
      jwks_uri: `${pool.issuer}/.well-known/jwks.json`,
      response_types_supported: ['code', 'token'],
      revocation_endpoint: `${pool.domain}/oauth2/revoke`,
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
      token_endpoint: `${pool.domain}/oauth2/token`,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      userinfo_endpoint: `${pool.domain}/oauth2/userInfo`,
    });
    expect(Object.keys(document)).toEqual(Object.keys(document).sort());
  });

  test('is at the issuer, whose path ends with the pool id, and on another port than the domain (quirk: hosts)', () => {
    expect(new URL(pool.issuer).pathname).toBe(`/${pool.userPoolId}`);
    expect(new URL(pool.issuer).port).not.toBe(new URL(pool.domain).port);
  });

  test('is not at the domain: 400 with HTML (quirk: hosts)', async () => {
    const answer = await send(`${pool.domain}/.well-known/openid-configuration`);
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'text/html;charset=UTF-8']);
  });

  test('knows no other pool', async () => {
    const other = pool.issuer.replace(pool.userPoolId, 'us-east-1_Nobody');
    expect((await send(`${other}/.well-known/openid-configuration`)).status).toBe(404);
    expect((await send(`${other}/.well-known/jwks.json`)).status).toBe(404);
  });
});

describe('the key set (quirk: keys)', () => {
  const keys = async (): Promise<Record<string, string>[]> => {
    const answer = await send(`${pool.issuer}/.well-known/jwks.json`);
    return answer.json()['keys'] as Record<string, string>[];
  };

  test('has two RSA signing keys, with padded base64 key ids', async () => {
    const published = await keys();
    expect(published).toHaveLength(2);
    for (const key of published) {
      expect(Object.keys(key)).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
      expect(key).toMatchObject({ alg: 'RS256', e: 'AQAB', kty: 'RSA', use: 'sig' });
      expect(key['kid']).toMatch(/^[A-Za-z0-9+/]{43}=$/u);
    }
  });

  test('signs ID tokens with one and access tokens with the other, header without typ', async () => {
    const tokens = await signInForTokens(pool);
    const [id, access] = [decode(tokens.id_token, 0), decode(tokens.access_token, 0)];
    expect(Object.keys(id)).toEqual(['kid', 'alg']);
    expect(id['kid']).not.toBe(access['kid']);
    expect(new Set((await keys()).map((key) => key['kid']))).toEqual(new Set([id['kid'], access['kid']]));
  });

  test('changes with a rotation; old keys stay in it only when asked', async () => {
    const own = await startPool();
    const published = async () => {
      const answer = await send(`${own.issuer}/.well-known/jwks.json`);
      return (answer.json()['keys'] as { readonly kid: string }[]).map((key) => key.kid);
    };
    const before = await published();
    await own.keys.rotate({ keepOld: true });
    const both = await published();
    await own.keys.rotate();
    const after = await published();
    await own.close();
    expect(both).toHaveLength(4);
    expect(both).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(2);
    expect(after.some((kid) => both.includes(kid))).toBe(false);
  });
});

describe('the issuer (quirk: hosts)', () => {
  test.each(['original', 'updated'] as const)('can be the one of AWS in its %s form', async (form) => {
    const issuer = awsIssuer('us-east-1_Local0001', form);
    const own = await startPool({ issuer });
    const tokens = await signInForTokens(own);
    await own.close();
    expect([own.issuer, decode(tokens.id_token)['iss'], decode(tokens.access_token)['iss']]).toEqual([
      issuer,
      issuer,
      issuer,
    ]);
    expect(issuer).toContain(
      form === 'original' ? '//cognito-idp.us-east-1' : '//issuer-cognito-idp.us-east-1',
    );
  });

  test('of AWS makes tokens that aws-jwt-verify accepts, each for its own use', async () => {
    const own = await startPool({ issuer: awsIssuer('us-east-1_Local0001') });
    const tokens = await signInForTokens(own);
    const options = { userPoolId: 'us-east-1_Local0001', clientId: own.client.id } as const;
    const verifiers = {
      access: CognitoJwtVerifier.create({ ...options, tokenUse: 'access', groups: 'admins' }),
      id: CognitoJwtVerifier.create({ ...options, tokenUse: 'id' }),
    };
    const jwks = { keys: [...own.keys.published()] };
    verifiers.access.cacheJwks(jwks);
    verifiers.id.cacheJwks(jwks);
    await own.close();
    await expect(verifiers.access.verify(tokens.access_token)).resolves.toHaveProperty('username');
    await expect(verifiers.id.verify(tokens.id_token)).resolves.toHaveProperty('email', 'ada@example.com');
    await expect(verifiers.access.verify(tokens.id_token)).rejects.toThrow('Token use');
  });
});
