import { beforeEach, describe, expect, test } from '@jest/globals';
import * as oidc from 'openid-client';
import { AuthError } from '../../../src/auth/errors.js';
import type { PoolOptions } from '../../../src/auth/options.js';
import { configurationOf, discover, documentAddressOf } from '../../../src/auth/pool/pool-discovery.js';
import { cognitoIssuer, settingsAt } from '../../support/settings.js';

// What the library is told about the pool, by what it does: nothing is sent here.

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

const issuer = 'https://idp.example/realm';
const documentUrl = `${issuer}/.well-known/openid-configuration`;
let calls: Call[];
let document: Readonly<Record<string, unknown>>;
let answer: unknown;

const at = (origin: string, path = '/realm') => ({
  issuer: `${origin}${path}`,
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  revocation_endpoint: `${origin}/revoke`,
  userinfo_endpoint: `${origin}/userinfo`,
  jwks_uri: `${origin}/keys`,
});
beforeEach(() => {
  calls = [];
  document = at('https://idp.example');
  answer = { access_token: 'access', token_type: 'Bearer' };
});

const customFetch: oidc.CustomFetch = async (url, { headers, body }) => {
  calls.push({ url, headers, form: body instanceof URLSearchParams ? Object.fromEntries(body) : {} });
  return Response.json(url.includes('/.well-known/') ? document : answer);
};

const discovered = (pool: Partial<PoolOptions> = {}, by = customFetch) =>
  discover(settingsAt({ issuer, ...pool }), by);

const failureOf = async (work: Promise<unknown>): Promise<object> => {
  const error = await work.then(
    () => 'no failure',
    (thrown: unknown) => thrown,
  );
  if (error instanceof AuthError) return JSON.parse(JSON.stringify(error)) as object;
  throw new Error(String(error));
};

describe('the discovery document', () => {
  test('is where the standard says, however the issuer ends', () => {
    expect(documentAddressOf({ issuer })).toBe(documentUrl);
    expect(documentAddressOf({ issuer: `${issuer}/` })).toBe(documentUrl);
    expect(documentAddressOf({ issuer: 'https://idp.example/a/b' })).toBe(
      'https://idp.example/a/b/.well-known/openid-configuration',
    );
  });

  test('is fetched there by the fetch that is given, once, and read', async () => {
    const config = await discovered();
    expect(calls.map(({ url }) => url)).toEqual([documentUrl]);
    expect(config.serverMetadata()).toMatchObject(document);
    expect(config.clientMetadata().client_id).toBe('client');
  });

  test('may come without TLS where the issuer stands in for a pool on this machine', async () => {
    const origin = 'http://127.0.0.1:9400';
    document = at(origin, '/us-east-1_Local0001');
    const config = await discovered({ issuer: `${origin}/us-east-1_Local0001` });
    await oidc.refreshTokenGrant(config, 'refresh');
    expect(calls.map(({ url }) => url.startsWith(origin))).toEqual([true, true]);
  });
});

describe('what goes wrong names the address that was asked', () => {
  test('where nothing answers', async () => {
    const failure = new AuthError('pool_timeout', { reason: 'deadline' });
    const away = async (): Promise<never> => Promise.reject(failure);
    expect(await failureOf(discovered({}, away))).toEqual({
      name: 'AuthError',
      code: 'pool_timeout',
      status: 504,
      reason: 'deadline',
      address: documentUrl,
    });
  });

  test('where the document is of another issuer', async () => {
    document = { ...document, issuer: 'https://idp.example/other' };
    expect(await failureOf(discovered())).toMatchObject({
      code: 'pool_rejected',
      reason: 'oauth_json_attribute_comparison_failed',
      address: documentUrl,
    });
  });

  test('where it leads elsewhere: then nobody gets what it says', async () => {
    document = { ...document, token_endpoint: 'https://evil.example/token' };
    expect(await failureOf(discovered())).toMatchObject({
      code: 'pool_rejected',
      reason: 'discovery_names_foreign_host',
      address: documentUrl,
    });
  });
});

test('at an https issuer nothing is asked without TLS', async () => {
  document = { ...document, userinfo_endpoint: 'http://idp.example/userinfo' };
  const config = await discovered();
  await expect(oidc.fetchUserInfo(config, 'access', oidc.skipSubjectCheck)).rejects.toMatchObject({
    code: 'OAUTH_HTTP_REQUEST_FORBIDDEN',
  });
  expect(calls).toHaveLength(1);
});

describe('an ID token', () => {
  const refreshed = async (claims: object, alg = 'RS256') => {
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: issuer, aud: 'client', sub: 'ada', iat: now, exp: now + 60, ...claims };
    const parts = [{ alg }, all].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    answer = { access_token: 'access', token_type: 'Bearer', id_token: `${parts.join('.')}.c2lnbmVk` };
    return oidc.refreshTokenGrant(await discovered(), 'refresh');
  };

  test('is signed with RS256, whatever the document offers', async () => {
    document = { ...document, id_token_signing_alg_values_supported: ['ES256'] };
    await expect(refreshed({}, 'ES256')).rejects.toMatchObject({ code: 'OAUTH_INVALID_RESPONSE' });
    expect((await refreshed({})).claims()).toMatchObject({ sub: 'ada' });
  });

  test('may be of a clock that is half a minute off', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect((await refreshed({ exp: now - 20 })).claims()).toMatchObject({ sub: 'ada' });
    await expect(refreshed({ exp: now - 40 })).rejects.toMatchObject({
      code: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
    });
  });
});

describe('a document that is known already', () => {
  const known = (at: oidc.ServerMetadata, pool: Partial<PoolOptions> = {}) =>
    configurationOf(settingsAt({ issuer: at.issuer, ...pool }), at, customFetch);

  test('is not asked for again: the calls that it names are made by the fetch that is given, with the secret', async () => {
    const clientSecret = 'aSecretOfTheTests';
    await oidc.refreshTokenGrant(known(at('https://idp.example'), { clientSecret }), 'refresh');
    expect(calls.map(({ url }) => url)).toEqual(['https://idp.example/token']);
    expect(new Headers(calls[0]?.headers).get('authorization')).toMatch(/^Basic /);
  });

  test('may name addresses without TLS where the issuer is one, and nowhere else', async () => {
    await oidc.refreshTokenGrant(known(at('http://127.0.0.1:9400')), 'refresh');
    expect(calls).toHaveLength(1);
    const mixed = { ...at('https://idp.example'), token_endpoint: 'http://idp.example/token' };
    await expect(oidc.refreshTokenGrant(known(mixed), 'refresh')).rejects.toMatchObject({
      code: 'OAUTH_HTTP_REQUEST_FORBIDDEN',
    });
    expect(calls).toHaveLength(1);
  });

  test('has no deadline of the library’s own', () => {
    expect(known(at('https://idp.example')).timeout).toBe(0);
  });
});

describe('the secret of the client', () => {
  const clientSecret = 'aSecret:of/the+client';
  const basic = `Basic ${Buffer.from(`client:${encodeURIComponent(clientSecret)}`).toString('base64')}`;
  const inHeader = { authorization: basic, form: undefined };
  const inForm = { authorization: undefined, form: clientSecret };

  /** Where it is in a request for tokens, and in one to revoke. */
  const shown = async (pool: Partial<PoolOptions>) => {
    const config = await discovered(pool);
    await oidc.refreshTokenGrant(config, 'refresh');
    await oidc.tokenRevocation(config, 'refresh');
    return calls.slice(1).map(({ headers, form }) => ({
      authorization: new Headers(headers).get('authorization') ?? undefined,
      form: form['client_secret'],
    }));
  };

  test('is in the header, where nothing says otherwise', async () => {
    expect(await shown({ clientSecret })).toEqual([inHeader, inHeader]);
  });

  test('is in the form where the provider wants it there', async () => {
    document = { ...document, token_endpoint_auth_methods_supported: ['client_secret_post'] };
    expect(await shown({ clientSecret })).toEqual([inForm, inForm]);
  });

  test('at Cognito is in the form of the token endpoint only', async () => {
    document = { ...document, issuer: cognitoIssuer, jwks_uri: `${cognitoIssuer}/.well-known/jwks.json` };
    const clientAuthentication = 'client_secret_post';
    expect(await shown({ issuer: cognitoIssuer, clientSecret, clientAuthentication })).toEqual([
      inForm,
      inHeader,
    ]);
  });

  test('is nowhere where there is none: the client says its id alone', async () => {
    expect(await shown({})).toEqual([
      { authorization: undefined, form: undefined },
      { authorization: undefined, form: undefined },
    ]);
    expect(calls.slice(1).map(({ form }) => form['client_id'])).toEqual(['client', 'client']);
  });

  test('is not in what the library keeps of the client', async () => {
    const config = await discovered({ clientSecret });
    expect(JSON.stringify(config.clientMetadata())).not.toContain(clientSecret);
  });
});
