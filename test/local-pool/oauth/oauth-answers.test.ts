import { describe, expect, test } from '@jest/globals';
import { type SendOptions, send } from '../../support/browser.js';
import { poolForAllTests } from '../../support/pool.js';
import { authorizeUrl, basic, signInForTokens } from '../support/app.js';

const pool = poolForAllTests();

const openToPages = ['/oauth2/token', '/oauth2/revoke', '/oauth2/userInfo'];

describe('x-amz-cognito-request-id (quirk: token)', () => {
  const answers: [string, string, SendOptions][] = [
    ['a refusal of the token endpoint', '/oauth2/token', { form: {} }],
    ['a refusal of userInfo', '/oauth2/userInfo', {}],
    ['a refusal of revoke', '/oauth2/revoke', { form: {} }],
    ['a wrong method', '/oauth2/revoke', {}],
    ['a sign-in page', '/login', {}],
    ['a sign-out', '/logout', {}],
  ];

  test.each(answers)('is on %s', async (_what, path, options) => {
    const answer = await send(`${pool.domain}${path}`, options);
    expect(answer.headers['x-amz-cognito-request-id']).toMatch(/^[0-9a-f-]{36}$/u);
  });

  test('is another one each time', async () => {
    const ids = new Set<unknown>();
    for (let i = 0; i < 3; i += 1)
      ids.add((await send(authorizeUrl(pool))).headers['x-amz-cognito-request-id']);
    expect(ids.size).toBe(3);
  });

  test('is on userInfo and on revoke', async () => {
    const tokens = await signInForTokens(pool);
    const info = await send(`${pool.domain}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    const revoked = await send(`${pool.domain}/oauth2/revoke`, {
      form: { token: tokens.refresh_token },
      headers: { authorization: basic(pool) },
    });
    expect([info.status, revoked.status]).toEqual([200, 200]);
    for (const { headers } of [info, revoked]) expect(headers['x-amz-cognito-request-id']).toBeDefined();
  });
});

describe('Access-Control-Allow-Origin (quirk: CORS)', () => {
  test.each(openToPages)('of %s is *, for a preflight and for a refusal too', async (path) => {
    const headers = { 'origin': 'https://spa.example.com', 'access-control-request-method': 'POST' };
    const preflight = await send(`${pool.domain}${path}`, { method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([200, '*']);
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
    const method = path.endsWith('userInfo') ? 'GET' : 'POST';
    expect(preflight.headers['access-control-allow-methods']).toContain(method);
    const refused = await send(`${pool.domain}${path}`, { method });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.headers['access-control-allow-origin']).toBe('*');
  });

  test.each(openToPages)(
    "of %s is for Amplify too, which names itself in a header of AWS's (P1)",
    async (path) => {
      const headers = {
        'origin': 'https://spa.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-amz-user-agent',
      };
      const preflight = await send(`${pool.domain}${path}`, { method: 'OPTIONS', headers });
      const allowed = String(preflight.headers['access-control-allow-headers']).toLowerCase().split(', ');
      expect(allowed).toContain('x-amz-user-agent');
    },
  );

  test.each(['/oauth2/authorize', '/login', '/logout', '/error'])('is not on %s', async (path) => {
    for (const method of ['GET', 'OPTIONS']) {
      const answer = await send(`${pool.domain}${path}`, { method });
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('methods', () => {
  test.each([
    ['/oauth2/authorize', 'POST', 'GET'],
    ['/logout', 'POST', 'GET'],
    ['/oauth2/userInfo', 'POST', 'GET'],
    ['/oauth2/token', 'GET', 'POST'],
    ['/oauth2/revoke', 'GET', 'POST'],
  ])('%s refuses %s with 405 and names %s', async (path, method, allowed) => {
    const answer = await send(`${pool.domain}${path}`, { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, expect.stringContaining(allowed)]);
  });
});
