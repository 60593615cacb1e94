import { afterEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { send } from '../../support/browser.js';
import { poolForAllTests } from '../../support/pool.js';
import { authorizeUrl, basic } from '../support/app.js';

const megabyte = 1_000_000;

const pool = poolForAllTests();
afterEach(async () => {
  expect((await send(`${pool.issuer}/.well-known/jwks.json`)).status).toBe(200);
});

describe('bodies of the token endpoint', () => {
  const authorization = (): Record<string, string> => ({ authorization: basic(pool) });
  const token = (body: string, headers: Record<string, string>) =>
    send(`${pool.domain}/oauth2/token`, { body, headers: { ...authorization(), ...headers } });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  test.each([
    ['nothing', '', form],
    ['JSON', '{"grant_type":"refresh_token"}', { 'content-type': 'application/json' }],
    ['no content type', 'grant_type=refresh_token', {}],
    ['percent signs that mean nothing', 'grant%zztype=x&%', form],
    ['a parameter that comes twice', 'grant_type=refresh_token&grant_type=refresh_token', form],
    ['names of the prototype', '__proto__=1&constructor=2', form],
    ['a thousand parameters', `${'a=1&'.repeat(1000)}b=2`, form],
  ])('%s is invalid_request', async (_what, body, headers) => {
    const answer = await token(body, headers);
    expect([answer.status, answer.json()]).toEqual([400, { error: 'invalid_request' }]);
  });

  test('a form of a megabyte is 413 with JSON', async () => {
    const answer = await token(`refresh_token=${'x'.repeat(megabyte)}`, form);
    expect([answer.status, answer.json()]).toEqual([413, { error: 'invalid_request' }]);
    expect(answer.headers['x-amz-cognito-request-id']).toMatch(/^[0-9a-f-]{36}$/u);
  });

  test('a body that claims to be gzip and is not is 400 with JSON', async () => {
    const answer = await token('grant_type=refresh_token', { ...form, 'content-encoding': 'gzip' });
    expect([answer.status, answer.json()]).toEqual([400, { error: 'invalid_request' }]);
  });

  test('a character set that nobody knows is 415 with JSON', async () => {
    const answer = await token('grant_type=x', {
      'content-type': 'application/x-www-form-urlencoded; charset=klingon',
    });
    expect([answer.status, answer.json()]).toEqual([415, { error: 'invalid_request' }]);
  });

  test('a refresh token of fifty kilobytes is invalid_grant', async () => {
    const answer = await token(`grant_type=refresh_token&refresh_token=${'x'.repeat(50_000)}`, form);
    expect(answer.json()).toEqual({ error: 'invalid_grant' });
  });
});

describe('forms of the hosted pages', () => {
  const pages = ['/login', '/signup', '/confirm', '/forgotPassword', '/newPassword', '/mfa'];
  const formType = 'application/x-www-form-urlencoded';
  const post = (path: string, body: string, type = formType): ReturnType<typeof send> => {
    const headers = { 'content-type': type, 'cookie': 'XSRF-TOKEN=here' };
    return send(authorizeUrl(pool).replace('/oauth2/authorize', path), { body, headers });
  };

  test.each([
    ['null bytes', 'username=%00&password=%00&code=%00'],
    ['bytes that are no UTF-8', 'username=%ff%fe&password=%c3%28&code=%ff'],
    ['members that come twice', 'username=a&username=b&password=a&password=b'],
    ['names of the prototype', '__proto__=1&constructor=2&toString=3'],
    ['a name of fifty kilobytes', `username=${'x'.repeat(50_000)}&password=x`],
  ])('with %s get a page or a redirect', async (_what, fields) => {
    for (const path of pages) {
      const { status } = await post(path, `_csrf=here&${fields}`);
      expect([path, [200, 302, 400].includes(status)]).toEqual([path, true]);
    }
  });

  test.each([
    ['JSON', '{"_csrf":"here","username":"ada@example.com"}', 'application/json'],
    ['parts', '--x\r\n\r\n_csrf=here\r\n--x--', 'multipart/form-data; boundary=x'],
  ])('sent as %s count as empty', async (_what, body, type) => {
    for (const path of pages) expect([path, (await post(path, body, type)).status]).toEqual([path, 403]);
  });

  test('of a megabyte are 413 with the error page', async () => {
    for (const path of pages) {
      const { status, headers, text } = await post(path, `a=${'x'.repeat(megabyte)}`);
      expect([path, status, headers['content-type']]).toEqual([path, 413, 'text/html;charset=UTF-8']);
      expect(headers['x-amz-cognito-request-id']).toMatch(/^[0-9a-f-]{36}$/u);
      expect(text).toContain('Something went wrong');
    }
  });
});

describe('parameters', () => {
  test('of any text are answered by a redirect or a page, never by a 500', async () => {
    const names = [
      'response_type',
      'client_id',
      'redirect_uri',
      'scope',
      'state',
      'prompt',
      'nonce',
      'lang',
      'resource',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.string({ unit: 'binary', maxLength: 200 }),
        async (name, value) => {
          const answer = await send(authorizeUrl(pool, { [name]: value }));
          expect(answer.status).toBe(302);
          const isOurs = answer.location.startsWith('/login?') || answer.location.startsWith('/error?');
          expect(isOurs || answer.location.startsWith('http://localhost:3000/auth/callback?')).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('a line break in a state cannot become a header', async () => {
    const answer = await send(authorizeUrl(pool, { scope: 'phone', state: 'a\r\nSet-Cookie: x=1' }));
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.location).toContain('state=a%0D%0ASet-Cookie');
  });

  test('on the error page are shown as text', async () => {
    const page = await send(
      `${pool.domain}/error?error=${encodeURIComponent('<img src=x onerror=alert(1)>')}`,
    );
    expect(page.text).not.toContain('<img');
  });

  test('a pool id with a percent sign that means nothing is 400', async () => {
    const answer = await send(`${pool.api}/%zz/.well-known/jwks.json`);
    expect(answer.status).toBe(400);
  });

  test('cookies of any text are no session', async () => {
    for (const cookie of ['cognito', 'cognito=', '=;=;', 'cognito=%00; cognito=x', 'a'.repeat(8000)]) {
      expect((await send(authorizeUrl(pool), { headers: { cookie } })).location).toMatch(/^\/login\?/u);
    }
  });
});
