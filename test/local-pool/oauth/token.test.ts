import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, send } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import { basic, callbackUrl, decode, redeem, signIn, tokenRequest } from '../support/app.js';

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };

const pool = poolForEachTest();

const freshCode = async (changes: Record<string, string> = {}): Promise<string> =>
  (await signIn(pool, { changes })).searchParams.get('code') ?? '';

const expectError = (answer: Answer, error: string, more: object = {}): void => {
  expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8');
  expect([answer.status, answer.json()]).toEqual([400, { error, ...more }]);
};

describe('client authentication (quirk: client authentication)', () => {
  const code = { grant_type: 'authorization_code', redirect_uri: callbackUrl };

  test('Basic works, with client_id in the body or without', async () => {
    expect((await redeem(pool, await freshCode())).status).toBe(200);
    expect((await redeem(pool, await freshCode(), { client_id: pool.client.id })).status).toBe(200);
  });

  test('the body works', async () => {
    const form = {
      ...code,
      code: await freshCode(),
      client_id: pool.client.id,
      client_secret: pool.client.secret,
    };
    expect((await tokenRequest(pool, form, {})).status).toBe(200);
  });

  test('a client without a secret sends its id only', async () => {
    const { id } = pool.publicClient;
    const form = { ...code, code: await freshCode({ client_id: id }), client_id: id };
    expect((await tokenRequest(pool, form, {})).status).toBe(200);
  });

  test('either of two secrets works while one is being replaced', async () => {
    pool.updateClient(pool.client.id, { secrets: ['old-secret', 'new_secret+'] });
    for (const secret of ['old-secret', 'new_secret+', 'new%5Fsecret%2B']) {
      const form = { ...code, code: await freshCode() };
      expect((await tokenRequest(pool, form, { authorization: basic(pool, secret) })).status).toBe(200);
    }
  });

  test.each([
    ['a wrong secret', () => ({ authorization: basic(pool, 'wrong') }), {}],
    ['an empty secret', () => ({ authorization: basic(pool, '') }), {}],
    ['a scheme that is not Basic', () => ({ authorization: `Bearer ${pool.client.secret}` }), {}],
    ['Basic that is not base64', () => ({ authorization: 'Basic ###' }), {}],
    ['no secret', () => ({}), () => ({ client_id: pool.client.id })],
    ['a wrong secret in the body', () => ({}), () => ({ client_id: pool.client.id, client_secret: 'wrong' })],
    ['an unknown client', () => ({}), () => ({ client_id: 'nobody' })],
    [
      'a secret for a client that has none',
      () => ({}),
      () => ({ client_id: pool.publicClient.id, client_secret: 'x' }),
    ],
    [
      'two different client ids',
      () => ({ authorization: basic(pool) }),
      () => ({ client_id: pool.publicClient.id }),
    ],
  ])('%s is invalid_client with 400', async (_what, headers, form) => {
    const more = typeof form === 'function' ? form() : form;
    expectError(
      await tokenRequest(pool, { ...code, code: await freshCode(), ...more }, headers()),
      'invalid_client',
    );
  });
});

describe('the code grant (quirk: token)', () => {
  test('answers with exactly five members, never with scope', async () => {
    const answer = await redeem(pool, await freshCode());
    expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8');
    expect(answer.headers['x-amz-cognito-request-id']).toMatch(/^[0-9a-f-]{36}$/u);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.json()).toEqual({
      id_token: expect.any(String),
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 3600,
      token_type: 'Bearer',
    });
  });

  test('a code works for five minutes', async () => {
    const [inTime, late] = [await freshCode(), await freshCode()];
    pool.clock.advance(5 * 60_000 - 1000);
    expect((await redeem(pool, inTime)).status).toBe(200);
    pool.clock.advance(1000);
    expectError(await redeem(pool, late), 'invalid_grant');
  });

  test('a code of another client is invalid_grant, and stays good for its owner', async () => {
    const code = await freshCode();
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: callbackUrl,
      client_id: pool.publicClient.id,
    };
    expectError(await tokenRequest(pool, form, {}), 'invalid_grant');
    expect((await redeem(pool, code)).status).toBe(200);
  });

  test('another redirect_uri is unauthorized_client with invalid_redirect', async () => {
    const answer = await redeem(pool, await freshCode(), { redirect_uri: `${callbackUrl}/` });
    expectError(answer, 'unauthorized_client', { error_description: 'invalid_redirect' });
  });

  test('a challenge asks for its verifier', async () => {
    expect((await redeem(pool, await freshCode(pkce), { code_verifier: verifier })).status).toBe(200);
    expectError(await redeem(pool, await freshCode(pkce)), 'invalid_grant');
    expectError(
      await redeem(pool, await freshCode(pkce), { code_verifier: `${verifier}x` }),
      'invalid_grant',
    );
  });

  test('a verifier without a challenge is ignored', async () => {
    expect((await redeem(pool, await freshCode(), { code_verifier: verifier })).status).toBe(200);
  });

  test('a failed attempt spends the code', async () => {
    const code = await freshCode(pkce);
    await redeem(pool, code, { code_verifier: 'wrong' });
    expectError(await redeem(pool, code, { code_verifier: verifier }), 'invalid_grant');
  });

  test.each([
    ['no grant_type', { grant_type: '' }, 'invalid_request'],
    ['an unknown grant_type', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['a grant_type from the prototype', { grant_type: 'constructor' }, 'unsupported_grant_type'],
    ['no code', { code: '' }, 'invalid_request'],
    ['no redirect_uri', { redirect_uri: '' }, 'invalid_request'],
    ['an unknown code', { code: 'made-up' }, 'invalid_grant'],
    ['no refresh token', { grant_type: 'refresh_token' }, 'invalid_request'],
  ])('%s is %3$s', async (_what, changes, error) => {
    expectError(await redeem(pool, 'unused', changes), error);
  });

  test('a client without the code flow is unauthorized_client', async () => {
    const code = await freshCode();
    pool.updateClient(pool.client.id, { flows: ['client_credentials'] });
    expectError(await redeem(pool, code), 'unauthorized_client');
  });

  test('a client that may read email but not email_verified is invalid_grant', async () => {
    const code = await freshCode();
    pool.updateClient(pool.client.id, { readAttributes: ['email'] });
    expectError(await redeem(pool, code), 'invalid_grant');
  });

  test('a person who was disabled meanwhile is invalid_grant', async () => {
    const code = await freshCode();
    pool.disablePerson('ada@example.com');
    expectError(await redeem(pool, code), 'invalid_grant');
  });
});

describe('client credentials (quirk: client credentials)', () => {
  beforeEach(() => {
    pool.addResourceServer('api', ['read', 'write']);
    pool.addClient({
      id: 'machine',
      secret: 'machine-secret',
      flows: ['client_credentials'],
      scopes: ['api/read', 'api/write'],
    });
  });

  const ask = (form: Record<string, string> = {}): Promise<Answer> =>
    tokenRequest(
      pool,
      { grant_type: 'client_credentials', client_id: 'machine', client_secret: 'machine-secret', ...form },
      {},
    );

  test('give an access token only, with every custom scope by default', async () => {
    const answer = (await ask()).json();
    expect(Object.keys(answer)).toEqual(['access_token', 'expires_in', 'token_type']);
    expect(decode(String(answer['access_token']))).toMatchObject({
      sub: 'machine',
      client_id: 'machine',
      scope: 'api/read api/write',
      token_use: 'access',
      version: 2,
    });
  });

  test('give the scopes that were asked for, and refuse others', async () => {
    expect(decode(String((await ask({ scope: 'api/read' })).json()['access_token']))['scope']).toBe(
      'api/read',
    );
    expectError(await ask({ scope: 'api/delete' }), 'invalid_scope');
  });

  test('are not for clients without the flow or without a secret', async () => {
    expectError(await tokenRequest(pool, { grant_type: 'client_credentials' }), 'unauthorized_client');
    pool.updateClient(pool.publicClient.id, { flows: ['client_credentials'] });
    const form = { grant_type: 'client_credentials', client_id: pool.publicClient.id };
    expectError(await tokenRequest(pool, form, {}), 'unauthorized_client');
  });
});

describe('the endpoint', () => {
  test('is POST only, and answers preflights (quirk: CORS)', async () => {
    expect((await send(`${pool.domain}/oauth2/token`)).status).toBe(405);
    const preflight = await send(`${pool.domain}/oauth2/token`, { method: 'OPTIONS' });
    expect(preflight.headers['access-control-allow-origin']).toBe('*');
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
    expect((await send(`${pool.domain}/login`)).headers['access-control-allow-origin']).toBeUndefined();
  });
});
