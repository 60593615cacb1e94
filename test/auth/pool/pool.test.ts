import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import type { PoolOptions } from '../../../src/auth/options.js';
import type { SignInHints } from '../../../src/auth/pool/hint-parameters.js';
import { createPool, type Pool, type PoolDeps, type TokenResponse } from '../../../src/auth/pool/pool.js';
import { createSpans, type Tracer } from '../../../src/auth/tracing.js';
import type { Revocable } from '../../../src/auth/store.js';
import { settingsAt } from '../../support/settings.js';

// The pool as this site sees it, over HTTP: a server of a few lines that answers as each test has it answer, at an issuer
// that looks like Cognito's and at one that does not.

interface Asked {
  readonly host: string | undefined;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

interface Given {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

let server: Server;
let origin: string;
let asked: Asked[];
let document: Readonly<Record<string, unknown>>;
let given: Given;
let heard: AuthEvent[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const { host, authorization } = request.headers;
      asked.push({ host, path, authorization, form });
      const {
        status = 200,
        body = {},
        headers = {},
      }: Given = path.includes('/.well-known/openid') ? { body: document } : given;
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);
beforeEach(() => {
  asked = [];
  given = {};
  heard = [];
  discarded.length = 0;
});

const secret = 'theSecret:of/theClient';

const poolAt = (
  path: string,
  options: Partial<PoolOptions> | 'without secret' = {},
  inDocument: object = {},
  tracing?: PoolDeps['tracing'],
): Pool => {
  const issuer = `${origin}${path}`;
  document = {
    issuer,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    end_session_endpoint: `${origin}/logout-of-standard`,
    userinfo_endpoint: `${origin}/userinfo`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    ...inDocument,
  };
  const settings = settingsAt({
    issuer,
    ...(options !== 'without secret' && { clientSecret: secret, ...options }),
  });
  return createPool({ settings, events: createEvents((event) => heard.push(event)), tracing });
};
const cognito = '/us-east-1_Fake0001';
const elsewhere = '/realm';

const discarded: Revocable[] = [];
const discard = (orphan: Revocable): void => void discarded.push(orphan);
const secrets = { state: 'the state', nonce: 'the nonce', codeVerifier: 'v'.repeat(43) };

const idToken = (claims: object = {}, header: object = {}): string => {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const all = {
    iss: document['issuer'],
    sub: 'ada',
    aud: 'client',
    exp: nowSeconds + 60,
    iat: nowSeconds,
    nonce: secrets.nonce,
    ...claims,
  };
  return [{ alg: 'RS256', ...header }, all, 'signature']
    .map((part) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url'))
    .join('.');
};

const tokens = (changes: object = {}): Given => ({
  body: {
    access_token: 'access',
    refresh_token: 'refresh',
    id_token: idToken(),
    token_type: 'Bearer',
    expires_in: 3600,
    ...changes,
  },
});

const redeem = (pool: Pool, changes: Readonly<Record<string, string>> = {}): Promise<TokenResponse> => {
  const params = new URLSearchParams({ code: 'the code', state: secrets.state, ...changes });
  const callback = { params, secrets, discard };
  return pool.redeem(callback);
};
/** What is asked of a pool here, with whatever a caller may hand over beside it. */
interface Asking {
  refresh(refreshToken: string, unkept: (orphan: Revocable) => void): Promise<TokenResponse | undefined>;
  signOutUrl(idToken: string | undefined): Promise<string | undefined>;
}
const refresh = (pool: Asking) => pool.refresh('refresh', discard);
const signOutUrl = (pool: Asking) => pool.signOutUrl(undefined);

const failureOf = async (work: Promise<unknown>): Promise<AuthError> => {
  const error = await work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  if (error instanceof AuthError) return error;
  throw new Error(String(error));
};

const documents = (): number => asked.filter(({ path }) => path.includes('openid-configuration')).length;

describe('the addresses of the pool', () => {
  test('come from its document, which is fetched once for everybody', async () => {
    const pool = poolAt(cognito);
    expect(pool.knownDomainOrigin()).toBeUndefined();
    const all = await Promise.all([pool.addresses(), pool.addresses()]);
    const expected = { jwksUri: `${origin}${cognito}/.well-known/jwks.json`, domainOrigin: origin };
    expect(all).toEqual([expected, expected]);
    expect(pool.knownDomainOrigin()).toBe(origin);
    expect(documents()).toBe(1);
  });

  test('are not kept of a document that is refused', async () => {
    const pool = poolAt(cognito, {}, { token_endpoint: 'https://evil.example/token' });
    expect((await failureOf(pool.addresses())).reason).toBe('discovery_names_foreign_host');
    document = { ...document, token_endpoint: `${origin}/oauth2/token` };
    expect((await pool.addresses()).domainOrigin).toBe(origin);
    expect(documents()).toBe(2);
  });

  test('are known before anybody asks, where the domain is set', () => {
    expect(poolAt(cognito, { domain: origin }).knownDomainOrigin()).toBe(origin);
  });

  test('must be of the issuer that was asked for', async () => {
    const pool = poolAt(cognito, {}, { issuer: `${origin}/us-east-1_Other0001` });
    expect((await failureOf(pool.addresses())).code).toBe('pool_rejected');
  });
});

test('each call is a span where spans are made', async () => {
  const names: string[] = [];
  const tracer: Tracer = {
    startActiveSpan(name, _options, work) {
      names.push(name);
      return work({
        setAttribute: () => undefined,
        setStatus: () => undefined,
        spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
        end: () => undefined,
      });
    },
  };
  const pool = poolAt(cognito, {}, {}, { spans: createSpans(tracer), tellsPool: false });
  given = { body: { keys: [] } };
  await pool.keys();
  expect(names).toEqual(['GET discovery', 'GET jwks']);
});

test('the keys are fetched each time, and handed on as they came', async () => {
  const pool = poolAt(cognito);
  given = { body: { keys: ['anything'] } };
  expect(await pool.keys()).toEqual({ keys: ['anything'] });
  await pool.keys();
  expect(asked.filter(({ path }) => path.endsWith('/jwks.json'))).toHaveLength(2);
  expect(heard.map((event) => event.type === 'pool_called' && event.endpoint)).toEqual([
    'discovery',
    'jwks',
    'jwks',
  ]);
});

describe('the address to sign in at', () => {
  const parametersFor = async (pool: Pool, hints: SignInHints = {}) => {
    const { url, secrets } = await pool.authorizationUrl(hints);
    const { pathname, searchParams } = new URL(url);
    return { pathname, parameters: Object.fromEntries(searchParams), secrets };
  };

  test('asks for a code, with fresh secrets and a proof that we asked', async () => {
    const pool = poolAt(cognito, { scopes: ['openid', 'phone'] });
    const one = await parametersFor(pool);
    expect(one.pathname).toBe('/oauth2/authorize');
    expect(one.parameters).toEqual({
      response_type: 'code',
      client_id: 'client',
      redirect_uri: 'https://site.example/shop/auth/callback',
      scope: 'openid phone',
      state: one.secrets.state,
      nonce: one.secrets.nonce,
      code_challenge: createHash('sha256').update(one.secrets.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const another = await parametersFor(pool);
    const all = [...Object.values(one.secrets), ...Object.values(another.secrets)];
    expect(new Set(all).size).toBe(6);
    expect(all.every((text) => text.length >= 43)).toBe(true);
  });

  test.each<readonly [SignInHints, string, object]>([
    [{ loginHint: 'ada' }, cognito, { login_hint: 'ada' }],
    [{ lang: 'de' }, cognito, { lang: 'de' }],
    [{ identityProvider: 'Google' }, cognito, { identity_provider: 'Google' }],
    [{ idpIdentifier: 'corp.example' }, cognito, { idp_identifier: 'corp.example' }],
    [{ prompt: 'select_account' }, cognito, { prompt: 'select_account' }],
    [{ isSilent: true }, elsewhere, { prompt: 'none' }],
    [{ maxAgeSeconds: 0 }, cognito, { prompt: 'login', max_age: '0' }],
    [{ maxAgeSeconds: 300.9 }, elsewhere, { prompt: 'login', max_age: '300' }],
    [
      { level: { anyLevel: ['urn:cognito:loa:4', 'urn:cognito:loa:3'], withinSeconds: 300.9 } },
      cognito,
      { acr_values: 'urn:cognito:loa:4 urn:cognito:loa:3', max_age: '300' },
    ],
    [
      { level: { anyLevel: ['gold'], withinSeconds: 300 }, maxAgeSeconds: 0 },
      elsewhere,
      { acr_values: 'gold', prompt: 'login', max_age: '0' },
    ],
    [{}, elsewhere, {}],
  ])('carries on what is asked of the page (%j at %s)', async (hints, path, expected) => {
    const { parameters } = await parametersFor(poolAt(path), hints);
    const { login_hint, lang, identity_provider, idp_identifier, acr_values, prompt, max_age } = parameters;
    const found = { login_hint, lang, identity_provider, idp_identifier, acr_values, prompt, max_age };
    expect(JSON.parse(JSON.stringify(found))).toEqual(expected);
  });

  test.each<readonly [SignInHints['screen'], string, string]>([
    ['sign-up', cognito, '/signup'],
    ['forgot-password', cognito, '/forgotPassword'],
    ['sign-up', elsewhere, '/oauth2/authorize'],
  ])('for %s at %s is %s', async (screen, path, expected) => {
    expect((await parametersFor(poolAt(path), { screen })).pathname).toBe(expected);
  });
});

describe('a code', () => {
  test('becomes tokens at the token endpoint, with our secret and the verifier', async () => {
    const pool = poolAt(cognito);
    given = tokens({ scope: 'openid  email' });
    expect(await redeem(pool)).toEqual({
      idToken: expect.any(String),
      accessToken: 'access',
      refreshToken: 'refresh',
      expiresInSeconds: 3600,
      scopes: ['openid', 'email'],
    });
    const { authorization, form, path } = asked.at(-1) ?? { form: {} };
    expect(path).toBe('/oauth2/token');
    const basic = `${encodeURIComponent('client')}:${encodeURIComponent(secret).replaceAll('%20', '+')}`;
    expect(authorization).toBe(`Basic ${Buffer.from(basic).toString('base64')}`);
    expect(form).toEqual({
      grant_type: 'authorization_code',
      code: 'the code',
      redirect_uri: 'https://site.example/shop/auth/callback',
      code_verifier: secrets.codeVerifier,
    });
  });

  // As at Cognito, whose domain is never the host of its issuer.
  test.each([true, false])(
    'is sent to the domain beside the issuer, whether that is set or read from the document: %s',
    async (isSet) => {
      const domain = origin.replace('127.0.0.1', 'localhost');
      const pool = poolAt(cognito, isSet ? { domain } : {}, {
        authorization_endpoint: `${domain}/oauth2/authorize`,
        token_endpoint: `${domain}/oauth2/token`,
      });
      given = tokens();
      expect(await redeem(pool)).toMatchObject({ accessToken: 'access' });
      expect(asked.map(({ host }) => host)).toEqual([new URL(origin).host, new URL(domain).host]);
    },
  );

  test('of a client without a secret goes with its id alone', async () => {
    const pool = poolAt(cognito, 'without secret');
    given = tokens();
    await redeem(pool);
    expect(asked.at(-1)).toMatchObject({ authorization: undefined, form: { client_id: 'client' } });
  });

  test('comes back with what the answer has', async () => {
    const pool = poolAt(cognito);
    given = tokens({ refresh_token: undefined, expires_in: undefined });
    expect(await redeem(pool)).toMatchObject({
      refreshToken: undefined,
      expiresInSeconds: undefined,
      scopes: undefined,
    });
  });

  test('that the pool does not take is a sign-in that expired', async () => {
    given = { status: 400, body: { error: 'invalid_grant', error_description: 'used' } };
    expect(await failureOf(redeem(poolAt(cognito)))).toMatchObject({
      code: 'sign_in_expired',
      reason: 'pool_answered_error',
      poolError: 'invalid_grant',
    });
  });

  test('of another issuer is not spent (RFC 9207)', async () => {
    const pool = poolAt(cognito);
    const failure = await failureOf(redeem(pool, { iss: 'https://other.example' }));
    expect(failure).toMatchObject({ code: 'sign_in_invalid', reason: 'wrong_issuer_in_callback' });
    expect(asked.filter(({ path }) => path === '/oauth2/token')).toEqual([]);
  });

  test('of this issuer may say so, and must where the pool promised that it does', async () => {
    const promised = { authorization_response_iss_parameter_supported: true };
    const pool = poolAt(cognito, {}, promised);
    given = tokens();
    expect((await failureOf(redeem(pool))).reason).toBe('wrong_issuer_in_callback');
    expect((await redeem(pool, { iss: `${origin}${cognito}` })).accessToken).toBe('access');
    const silent = poolAt(cognito);
    given = tokens();
    expect((await redeem(silent, { iss: `${origin}${cognito}` })).accessToken).toBe('access');
  });

  test.each<readonly [string, () => Given]>([
    ['another nonce', () => tokens({ id_token: idToken({ nonce: 'another' }) })],
    ['another audience', () => tokens({ id_token: idToken({ aud: 'another' }) })],
    ['another algorithm', () => tokens({ id_token: idToken({}, { alg: 'ES256' }) })],
    ['no ID token', () => tokens({ id_token: undefined })],
    ['no access token', () => tokens({ access_token: undefined })],
    ['another type of token', () => tokens({ token_type: 'DPoP' })],
  ])('that brings %s brings nothing', async (_what, answer) => {
    const pool = poolAt(cognito);
    given = answer();
    expect((await failureOf(redeem(pool))).code).toBe('pool_rejected');
    // Otherwise nobody would have it, and it would stay good.
    expect(discarded).toEqual([{ refreshToken: 'refresh' }]);
  });

  test('may bring an ID token of a clock that is half a minute ahead or behind', async () => {
    const pool = poolAt(cognito);
    const nowSeconds = Math.floor(Date.now() / 1000);
    given = tokens({ id_token: idToken({ exp: nowSeconds - 20, nbf: nowSeconds + 20 }) });
    expect((await redeem(pool)).accessToken).toBe('access');
    given = tokens({ id_token: idToken({ exp: nowSeconds - 40 }) });
    expect((await failureOf(redeem(pool))).code).toBe('pool_rejected');
  });

  test('of another state than ours is not spent', async () => {
    const pool = poolAt(cognito);
    given = tokens();
    expect((await failureOf(redeem(pool, { state: 'another' }))).code).toBe('pool_rejected');
    expect(asked.filter(({ path }) => path === '/oauth2/token')).toEqual([]);
  });
});

describe('a refresh token', () => {
  test('becomes new tokens', async () => {
    const pool = poolAt(cognito);
    given = tokens({ refresh_token: 'another', id_token: idToken({ nonce: undefined }) });
    expect(await refresh(pool)).toMatchObject({ accessToken: 'access', refreshToken: 'another' });
    expect(asked.at(-1)).toMatchObject({
      path: '/oauth2/token',
      form: { grant_type: 'refresh_token', refresh_token: 'refresh' },
    });
  });

  test('brings nothing in an answer that is refused, and what came with it is discarded', async () => {
    const pool = poolAt(cognito);
    given = tokens({ refresh_token: 'another', id_token: idToken({ aud: 'another', nonce: undefined }) });
    expect((await failureOf(refresh(pool))).code).toBe('pool_rejected');
    given = tokens({ refresh_token: 'a third', token_type: 'DPoP', id_token: undefined });
    expect((await failureOf(refresh(pool))).reason).toBe('token_type_is_not_bearer');
    expect(discarded).toEqual([{ refreshToken: 'another' }, { refreshToken: 'a third' }]);
  });

  test('that another provider calls dead in its own words is not good any more either', async () => {
    given = { status: 400, body: { error: 'invalid_request' } };
    expect(await refresh(poolAt(elsewhere))).toBeUndefined();
  });

  test('that is not good any more is an answer, and no failure', async () => {
    const pool = poolAt(cognito);
    given = { status: 400, body: { error: 'invalid_grant' } };
    expect(await refresh(pool)).toBeUndefined();
  });

  test('that the pool refuses for another reason says nothing of the person', async () => {
    const pool = poolAt(cognito);
    given = { status: 400, body: { error: 'invalid_request' } };
    expect(await failureOf(refresh(pool))).toMatchObject({
      code: 'pool_rejected',
      reason: 'pool_answered_error',
      poolError: 'invalid_request',
    });
  });

  test('that meets an outage says so', async () => {
    const pool = poolAt(cognito);
    await pool.addresses();
    given = { status: 503 };
    expect(await failureOf(refresh(pool))).toMatchObject({
      code: 'pool_unreachable',
      reason: 'pool_status_503',
    });
  });

  test('is revoked by name', async () => {
    const pool = poolAt(cognito);
    await pool.revoke('refresh');
    expect(asked.at(-1)).toMatchObject({
      path: '/oauth2/revoke',
      form: { token: 'refresh', token_type_hint: 'refresh_token' },
    });
  });

  test('whose revocation fails is told', async () => {
    const pool = poolAt(cognito);
    given = { status: 400, body: { error: 'unsupported_token_type' } };
    expect(await failureOf(pool.revoke('refresh'))).toMatchObject({ poolError: 'unsupported_token_type' });
  });

  test('is not revoked where the pool revokes none, which is told', async () => {
    const pool = poolAt(cognito, {}, { revocation_endpoint: undefined });
    expect(await failureOf(pool.revoke('refresh'))).toMatchObject({
      code: 'pool_rejected',
      reason: 'no_revocation_endpoint',
    });
    expect(asked).toHaveLength(1);
  });
});

describe('the address to sign out at', () => {
  test('at Cognito is its own, whatever its document says', async () => {
    const url = new URL((await signOutUrl(poolAt(cognito))) ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(`${origin}/logout`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client',
      logout_uri: 'https://site.example/shop/signed-out',
    });
  });

  test('at Cognito needs nothing to be asked where the domain is known', async () => {
    await signOutUrl(poolAt(cognito, { domain: origin }));
    expect(asked).toEqual([]);
  });

  test('elsewhere is that of the standard', async () => {
    const url = new URL((await signOutUrl(poolAt(elsewhere))) ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(`${origin}/logout-of-standard`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'client',
      post_logout_redirect_uri: 'https://site.example/shop/signed-out',
    });
  });
});

describe('what the pool can do', () => {
  test('is known from its document on', async () => {
    const pool = poolAt(elsewhere, {}, { end_session_endpoint: undefined });
    expect(pool.knownAbilities()).toBeUndefined();
    await pool.addresses();
    expect(pool.knownAbilities()).toEqual({ revokesTokens: true, endsItsSession: false });
  });

  test('is not to sign anybody out where it has no page for that', async () => {
    expect(await signOutUrl(poolAt(elsewhere, {}, { end_session_endpoint: undefined }))).toBeUndefined();
  });
});

test('nobody is sent to sign out at a pool that has just not answered', async () => {
  const pool = poolAt(cognito);
  await pool.addresses();
  given = { status: 503 };
  const failure = await failureOf(pool.revoke('refresh'));
  expect(failure.reason).toBe('pool_status_503');
  expect(await failureOf(signOutUrl(pool))).toBe(failure);
  given = {};
  await pool.revoke('refresh');
  expect(await signOutUrl(pool)).toContain('/logout?');
});

describe('userInfo', () => {
  test('is asked with the access token, and says what it says of this person', async () => {
    const pool = poolAt(elsewhere);
    given = { body: { sub: 'ada', email: 'ada@example.com' } };
    expect(await pool.userInfo('access', 'ada')).toEqual({ sub: 'ada', email: 'ada@example.com' });
    expect(asked.at(-1)).toMatchObject({ path: '/userinfo', authorization: 'Bearer access' });
  });

  test('of somebody else is not believed', async () => {
    given = { body: { sub: 'grace', email: 'grace@example.com' } };
    expect((await failureOf(poolAt(elsewhere).userInfo('access', 'ada'))).reason).toBe(
      'user_info_of_another_person',
    );
  });

  test('that refuses the access token says nothing of our client', async () => {
    given = { status: 401, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
    expect(await failureOf(poolAt(elsewhere).userInfo('access', 'ada'))).toMatchObject({
      code: 'pool_rejected',
      reason: 'user_info_refused',
      poolStatus: 401,
    });
  });

  test('at a foreign host is not asked: the token is nobody else’s', async () => {
    const pool = poolAt(elsewhere, {}, { userinfo_endpoint: 'http://127.0.0.1:1/userinfo' });
    expect((await failureOf(pool.userInfo('access', 'ada'))).reason).toBe('foreign_host');
  });

  test('is needed where the ID token lacks what was asked for, if it is there', async () => {
    const lacking = [{}, ['openid', 'email']] as const;
    const pool = poolAt(elsewhere);
    expect(await pool.needsUserInfo(...lacking)).toBe(true);
    expect(await pool.needsUserInfo({ email: 'ada@example.com' }, ['openid', 'email'])).toBe(false);
    expect(await poolAt(elsewhere, {}, { userinfo_endpoint: undefined }).needsUserInfo(...lacking)).toBe(
      false,
    );
  });

  test('at Cognito is never needed, and nothing is asked to know that', async () => {
    expect(await poolAt(cognito).needsUserInfo({}, ['openid', 'email'])).toBe(false);
    expect(asked).toEqual([]);
  });
});
