import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { LocalPool } from '../../src/local-pool/index.js';
import { send } from './support/browser.js';
import { authorizeUrl, basic, signInForTokens, testPool } from './support/pool.js';

const MEGABYTE = 1_000_000;

let pool: LocalPool;

beforeAll(async () => {
  pool = await testPool();
});
afterEach(async () => {
  expect((await send(`${pool.issuer}/.well-known/jwks.json`)).status).toBe(200);
});
afterAll(() => pool.close());

/** Bytes as they are, and whatever comes back before the other side hangs up. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(pool.domain);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('bodies of the token endpoint', () => {
  const authorization = (): Record<string, string> => ({ authorization: basic(pool) });
  const token = (body: string, headers: Record<string, string>) =>
    send(`${pool.domain}/oauth2/token`, { body, headers: { ...authorization(), ...headers } });
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

  test.each([
    ['nothing', '', FORM],
    ['JSON', '{"grant_type":"refresh_token"}', { 'content-type': 'application/json' }],
    ['no content type', 'grant_type=refresh_token', {}],
    ['percent signs that mean nothing', 'grant%zztype=x&%', FORM],
    ['a parameter that comes twice', 'grant_type=refresh_token&grant_type=refresh_token', FORM],
    ['names of the prototype', '__proto__=1&constructor=2', FORM],
    ['a thousand parameters', `${'a=1&'.repeat(1000)}b=2`, FORM],
  ])('%s is invalid_request', async (_what, body, headers) => {
    const answer = await token(body, headers);
    expect([answer.status, answer.json()]).toEqual([400, { error: 'invalid_request' }]);
  });

  test('a form of a megabyte is 413 with JSON', async () => {
    const answer = await token(`refresh_token=${'x'.repeat(MEGABYTE)}`, FORM);
    expect([answer.status, answer.json()]).toEqual([413, { error: 'invalid_request' }]);
  });

  test('a body that claims to be gzip and is not is 400 with JSON', async () => {
    const answer = await token('grant_type=refresh_token', { ...FORM, 'content-encoding': 'gzip' });
    expect([answer.status, answer.json()]).toEqual([400, { error: 'invalid_request' }]);
  });

  test('a character set that nobody knows is 415 with JSON', async () => {
    const answer = await token('grant_type=x', {
      'content-type': 'application/x-www-form-urlencoded; charset=klingon',
    });
    expect([answer.status, answer.json()]).toEqual([415, { error: 'invalid_request' }]);
  });

  test('a refresh token of fifty kilobytes is invalid_grant', async () => {
    const answer = await token(`grant_type=refresh_token&refresh_token=${'x'.repeat(50_000)}`, FORM);
    expect(answer.json()).toEqual({ error: 'invalid_grant' });
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
    expect(page.body).not.toContain('<img');
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

describe('connections', () => {
  test('that speak no HTTP are told so', async () => {
    expect(await raw('hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/u);
  });

  test('with a line of a hundred kilobytes are told so', async () => {
    const answer = await raw(`GET /login?state=${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`).catch(
      () => 'reset',
    );
    expect(answer === 'reset' || answer.startsWith('HTTP/1.1 431')).toBe(true);
  });

  test('that end in the middle of a form hurt nobody', async () => {
    await raw(
      'POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\ngrant',
    );
    expect((await signInForTokens(pool)).token_type).toBe('Bearer');
  });

  test('to unknown paths and with unknown methods get 404 and 405', async () => {
    expect((await send(`${pool.domain}/nowhere`)).status).toBe(404);
    expect((await send(`${pool.domain}/oauth2/token`, { method: 'PUT' })).status).toBe(405);
    expect((await send(`${pool.domain}/login`, { method: 'DELETE' })).headers['allow']).toBe(
      'GET, HEAD, POST',
    );
  });
});
