import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser, type Answer } from '../../support/browser.js';
import { forge, reissued, takeApart } from '../../support/forge.js';
import { signedIn } from '../../support/people.js';
import { headerIn, rawRequest } from '../../support/raw-request.js';
import { closeAfterEach } from '../../support/closing.js';

const closing = closeAfterEach();

describe('the API for bearers of an access token', () => {
  let site: BareSite;
  let browser: Browser;
  let token: string;
  const nowSeconds = Math.floor(Date.now() / 1000);
  beforeAll(async () => {
    site = await startBareSite({
      routes: (app, auth) => {
        app.get('/api/admin', auth.requireBearer({ anyGroup: ['admins', 'owners'] }), ok);
        app.post('/api/form', auth.requireBearer(), ok);
        app.get('/api/guests', auth.requireBearer({ anyGroup: ['guests'] }), ok);
        app.get('/api/mail', auth.requireBearer({ allScopes: ['openid', 'email'] }), ok);
      },
    });
    browser = await signedIn(site);
    token = (await browser.send(`${site.origin}/token`)).text;
  });
  afterAll(() => site.close());

  test('knows the bearer by the token and nothing else', async () => {
    const page = await call('/api/me', token);
    expect(page.status).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['set-cookie']).toBeUndefined();
    const { sub, username } = takeApart(token).claims;
    expect(JSON.parse(page.text)).toMatchObject({
      sub,
      username,
      clientId: site.pool.client.id,
      scopes: ['openid', 'email', 'profile'],
      groups: ['admins', 'staff'],
    });
  });

  test.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic dTpw' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['two tokens in one header', { authorization: 'Bearer a.b.c, Bearer d.e.f' }],
  ])('challenges without an error where there is %s (F-01)', async (_what, headers) => {
    const page = await createBrowser().send(`${site.origin}/api/me`, { headers });
    expect(page.status).toBe(401);
    expect(page.headers['www-authenticate']).toBe('Bearer');
    expect(JSON.parse(page.text)).toMatchObject({ code: 'not_signed_in' });
  });

  test('challenges where there are two headers, though either would do: a proxy may have looked at the other (F-01)', async () => {
    const header = `Authorization: Bearer ${token}`;
    const host = `Host: ${new URL(site.origin).host}`;
    const once = await rawRequest(site.origin, ['GET /api/me HTTP/1.1', host, header]);
    expect(once).toMatch(/^HTTP\/1\.1 200 /);
    const twice = await rawRequest(site.origin, ['GET /api/me HTTP/1.1', host, header, header]);
    expect(twice).toMatch(/^HTTP\/1\.1 401 /);
    expect(headerIn(twice, 'WWW-Authenticate')).toBe('Bearer');
  });

  test.each(['bearer', 'BEARER'])(
    'takes the scheme as %s: its case does not matter (RFC 9110)',
    async (scheme) => {
      const headers = { authorization: `${scheme} ${token}` };
      expect((await createBrowser().send(`${site.origin}/api/me`, { headers })).status).toBe(200);
    },
  );

  test('looks for a token neither in the query nor in a form (F-02)', async () => {
    const inQuery = await createBrowser().send(`${site.origin}/api/me?access_token=${token}`);
    expect(inQuery.status).toBe(401);
    const body = `access_token=${token}`;
    expect((await createBrowser().send(`${site.origin}/api/form`, { method: 'POST', body })).status).toBe(
      401,
    );
    expect(JSON.stringify(site.events)).not.toContain(token);
  });

  test('does not take an ID token for an access token (F-03)', async () => {
    const idToken = (await browser.send(`${site.origin}/id-token`)).text;
    expectInvalid(await call('/api/me', idToken));
    expect(site.eventsOf('bearer_refused').at(-1)).toMatchObject({ reason: 'not_an_access_token' });
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['another client of this pool', 'F-04', { client_id: 'another-client' }],
    ['no client', 'F-04', { client_id: undefined }],
    ['another pool', 'F-04', { iss: 'http://127.0.0.1:9/us-east-1_Other0001' }],
    ['another resource', 'F-04', { aud: 'https://api.example.com' }],
    ['a refresh or some other use', 'F-03', { token_use: 'refresh' }],
    ['yesterday', 'F-05', { exp: nowSeconds - 40 }],
    ['eternity', 'F-05', { exp: undefined }],
    ['a year from now', 'F-05', { exp: nowSeconds + 366 * 86_400 }],
    ['later', 'F-05', { nbf: nowSeconds + 120 }],
    ['the future', 'F-05', { iat: nowSeconds + 120 }],
    ['nobody', 'F-05', { sub: undefined }],
  ])('refuses a token of %s, however well it is signed (%s)', async (_what, _id, claims) => {
    expectInvalid(await call('/api/me', reissued(site.pool, token, { claims })));
  });

  test('takes a token that is bound to this site, letter by letter, and to none of its parts (RFC 8707)', async () => {
    const bound = (aud: unknown): string => reissued(site.pool, token, { claims: { aud } });
    expect((await call('/api/me', bound(site.origin))).status).toBe(200);
    for (const aud of [`${site.origin}/`, `${site.origin}/api`, [site.origin], '', null])
      expectInvalid(await call('/api/me', bound(aud)));
  });

  test('refuses tokens without a signature of the pool, and asks for keys no more than it must (F-06)', async () => {
    const [head = '', payload = '', signature = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { kid } = site.pool.keys.current().access;
    const { text } = takeApart(token);
    const foreign = (name: string) => forge({ alg: 'RS256', kid: name }, text, privateKey);
    const forged = [
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      forge({ alg: 'HS256' }, text, site.pool.client.secret),
      `${head}.${payload}.`,
      `${head}.${payload}.${signature.slice(0, -4)}AAAA`,
      foreign(kid),
      ...Array.from({ length: 20 }, (_, index) => foreign(`made-up-${index}`)),
      'a.b.c',
      'abc',
    ];
    const before = site.pool.requests.count('jwks');
    for (const one of forged) expectInvalid(await call('/api/me', one));
    expect(site.pool.requests.count('jwks')).toBeLessThanOrEqual(before + 1);
  });

  test('names the scope that is missing, and refuses without saying which group would do (F-07)', async () => {
    const scope = await call('/api/orders', token);
    expect(scope.status).toBe(403);
    expect(scope.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="orders/read"');
    const group = await call('/api/guests', token);
    expect(group.status).toBe(403);
    expect(group.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"');
    expect((await call('/api/admin', token)).status).toBe(200);
    expect((await call('/api/mail', token)).status).toBe(200);
  });

  test('does not take a session for a token, nor a page a token for a session (F-09)', async () => {
    expect((await browser.send(`${site.origin}/api/me`)).status).toBe(401);
    const headers = { authorization: `Bearer ${token}` };
    expect((await createBrowser().send(`${site.origin}/account`, { headers })).status).toBe(303);
  });

  test('survives monstrous tokens (F-10)', async () => {
    expectInvalid(await call('/api/me', 'a'.repeat(10_000)));
    expectInvalid(await call('/api/me', `${'a'.repeat(4000)}.${'b'.repeat(4000)}.${'c'.repeat(2000)}`));
    expect((await call('/api/me', 'a'.repeat(20_000))).status).toBe(431);
    expect((await call('/api/me', token)).status).toBe(200);
  });

  const call = (path: string, bearer: string): Promise<Answer> =>
    createBrowser().send(`${site.origin}${path}`, { headers: { authorization: `Bearer ${bearer}` } });

  const expectInvalid = (page: Answer): void => {
    expect(page.status).toBe(401);
    expect(page.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(page.text).not.toContain('aaaa');
  };
});

test('an API that cannot get the keys answers 503: neither yes nor no (F-08)', async () => {
  const other = closing(await startBareSite());
  const token = (await (await signedIn(other)).send(`${other.origin}/token`)).text;
  const { pool } = other;
  const site = closing(
    await startBareSite({
      auth: { pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret } },
    }),
  );
  const headers = { authorization: `Bearer ${token}` };
  const call = () => createBrowser().send(`${site.origin}/api/me`, { headers });
  for (const endpoint of ['discovery', 'jwks'] as const) {
    pool.faults.add({ endpoint, fault: { kind: 'drop' }, times: 1 });
    const page = await call();
    expect(page.status).toBe(503);
    expect(page.headers['www-authenticate']).toBeUndefined();
    expect(page.headers['retry-after']).toBe('5');
    // Strangers' tokens do not make us ask the pool again and again (F-S23).
    site.advance(10_000);
  }
  expect((await call()).status).toBe(200);
});

const ok = (_request: unknown, response: { send(text: string): unknown }): void => void response.send('ok');
