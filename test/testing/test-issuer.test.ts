import { expect, test } from '@jest/globals';
import request from 'supertest';
import { createTestSession, startTestIssuer } from '../../src/testing/index.js';
import { openForEachTest } from '../support/opened.js';
import { closeAfterEach } from '../support/closing.js';
import { createTestedApp, optionsWith } from './support.js';

const closing = closeAfterEach();
let time = Date.now();
const issuer = openForEachTest(() => startTestIssuer({ now: () => time }));

const ask = (path: string, token: string, pool: Parameters<typeof optionsWith>[0] = { pool: issuer.pool }) =>
  request(createTestedApp(optionsWith({ now: () => time, ...pool })))
    .get(path)
    .set('Authorization', `Bearer ${token}`);

test('an API believes an access token of the test issuer, because its own options name it', async () => {
  const { status, body } = await ask('/api/me', issuer.accessToken({ sub: 'ada', groups: ['admins'] }));
  expect([status, body]).toMatchObject([
    200,
    {
      sub: 'ada',
      username: 'ada',
      clientId: 'test-client',
      scopes: ['openid', 'email', 'profile'],
      groups: ['admins'],
      expiresAtMs: (Math.floor(time / 1000) + 3600) * 1000,
    },
  ]);
});

test('an access token opens what its scopes and groups open, and nothing else', async () => {
  const token = issuer.accessToken({ scopes: ['orders/read'], groups: ['admins'] });
  expect((await ask('/api/orders', token)).status).toBe(200);
  expect((await ask('/api/admin', token)).status).toBe(200);
  expect((await ask('/api/orders', issuer.accessToken())).status).toBe(403);
  expect((await ask('/api/admin', issuer.accessToken())).status).toBe(403);
});

test('an access token is of another client, for another resource, of another level, where the test says so', async () => {
  const api = { clientIds: ['phone'], resource: 'https://api.example' };
  const of = async (claims?: Readonly<Record<string, unknown>>) => {
    const { status, body } = await ask('/api/me', issuer.accessToken({}, claims), { pool: issuer.pool, api });
    return [status, (body as { readonly level?: string }).level];
  };
  expect(await of({ client_id: 'phone', aud: 'https://api.example', acr: 'urn:cognito:loa:3' })).toEqual([
    200,
    'urn:cognito:loa:3',
  ]);
  expect((await of())[0]).toBe(401);
  expect((await of({ client_id: 'phone', aud: 'https://other.example' }))[0]).toBe(401);
});

test('an access token ends after an hour of the time that the test has', async () => {
  const token = issuer.accessToken();
  time += 3_600_000 + 31_000;
  expect((await ask('/api/me', token)).status).toBe(401);
});

test('an API of another issuer believes none of it, whoever runs beside it', async () => {
  const other = closing(await startTestIssuer());
  expect((await ask('/api/me', issuer.accessToken(), { pool: other.pool })).status).toBe(401);
});

test('it signs whatever an app must refuse', async () => {
  const token = issuer.sign({ iss: issuer.pool.issuer, sub: 'ada', token_use: 'id', aud: 'test-client' });
  expect((await ask('/api/me', token)).status).toBe(401);
});

test('the tokens of a session are good for APIs where the issuer signs them, and else they are nobody’s', async () => {
  const options = optionsWith({ pool: issuer.pool });
  const signed = await createTestSession(options, { signedBy: issuer });
  const unsigned = await createTestSession(options);
  expect((await ask('/api/me', signed.accessToken)).body).toMatchObject({ sub: signed.user.id });
  expect((await ask('/api/me', unsigned.accessToken)).status).toBe(401);
});

test('whoever is sent there to sign in reads what the test has forgotten', async () => {
  const app = createTestedApp(optionsWith({ pool: issuer.pool }));
  const { status, headers } = await request(app).get('/auth/sign-in');
  const page = await fetch(headers['location'] ?? '');
  expect([status, page.status, await page.text()]).toEqual([
    303,
    404,
    expect.stringContaining('give the browser the cookie of createTestSession first'),
  ]);
});

test('it refuses refreshes, takes revocations, and sends nobody to an address that is none', async () => {
  const { domain } = issuer.pool;
  const refresh = await fetch(`${domain}/oauth2/token`, { method: 'POST' });
  expect([refresh.status, await refresh.json()]).toEqual([400, { error: 'invalid_grant' }]);
  expect((await fetch(`${domain}/oauth2/revoke`, { method: 'POST' })).status).toBe(200);
  expect((await fetch(`${domain}/logout?logout_uri=signed-out`)).status).toBe(400);
});

test('it listens on this machine only, at the port that it is given', async () => {
  const { port } = new URL(issuer.pool.issuer);
  await expect(startTestIssuer({ port: Number(port) })).rejects.toThrow('EADDRINUSE');
  expect(new URL(issuer.pool.issuer).hostname).toBe('127.0.0.1');
});

test('it does not run in production', async () => {
  const { NODE_ENV: before } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    await expect(startTestIssuer()).rejects.toThrow('does not run with NODE_ENV=production');
  } finally {
    process.env['NODE_ENV'] = before;
  }
});

test('it says which member of a person is misspelt', () => {
  const misspelt = { scope: ['orders/read'] } as object;
  expect(() => issuer.accessToken(misspelt)).toThrow('accessToken: scope is no option: did you mean scopes?');
});
