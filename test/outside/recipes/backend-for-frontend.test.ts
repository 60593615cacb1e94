import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createMyBackend } from '../../../examples/spa/server/app.js';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { testSecret } from '../../support/bare-site.js';
import type { Browser } from '../../support/browser.js';
import { createBrowser } from '../../support/browser.js';
import { takeApart } from '../../support/forge.js';
import { listen } from '../../support/listen.js';
import { ada, signIn } from '../../support/people.js';
import { startPoolFor } from '../../support/pool.js';
import { rawRequest } from '../../support/raw-request.js';

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a proxy that attaches the access token on the server (RFC 10017)', () => {
  let site: Awaited<ReturnType<typeof listen>>;
  let api: Awaited<ReturnType<typeof listen>>;
  let pool: LocalPool;
  let browser: Browser;
  let heard: Heard[];
  const own = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty', 'accept': 'application/json' };

  beforeAll(async () => {
    api = await listen(
      express().use((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          heard.push({ method: request.method, url: request.url, headers: request.headers, body });
          const [, status = '200'] = /status=(\d+)/.exec(request.url ?? '') ?? [];
          response.writeHead(Number(status), {
            'content-type': 'application/json',
            'set-cookie': 'theirs=1',
            'etag': '"1"',
            'location': 'https://elsewhere.example/',
          });
          response.end('{"from":"the API"}');
        });
      }),
    );
    const app = express();
    site = await listen(app);
    pool = await startPoolFor(site.origin);
    app.use(
      createMyBackend({
        pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
        baseUrl: site.origin,
        secrets: [testSecret],
        onEvent: () => undefined,
        upstream: `${api.origin}/v1/`,
      }),
    );
    app.get('/', (_request, response) => void response.send('home'));
    browser = createBrowser();
    await signIn(browser, `${site.origin}/auth/sign-in?return_to=/`, ada);
  });
  afterAll(async () => {
    await site.close();
    await api.close();
    await pool.close();
  });
  beforeEach(() => {
    heard = [];
  });

  const call = (path: string, options: Parameters<Browser['send']>[1] = {}) =>
    browser.send(`${site.origin}${path}`, { ...options, headers: { ...own, ...options.headers } });

  test('sends a call on with the token, and neither the cookie nor what the page made up', async () => {
    const page = await call('/bff/orders?from=3', {
      headers: { 'authorization': 'Bearer made-up', 'x-forwarded-for': '1.2.3.4', 'accept-language': 'de' },
    });
    expect([page.status, page.text]).toEqual([200, '{"from":"the API"}']);
    const { url, headers } = heard[0]!;
    expect(url).toBe('/v1/orders?from=3');
    const { claims } = takeApart(String(headers.authorization).replace('Bearer ', ''));
    expect(claims).toMatchObject({ token_use: 'access', client_id: pool.client.id });
    expect(headers).toMatchObject({ 'accept': 'application/json', 'accept-language': 'de' });
    expect(headers.cookie).toBeUndefined();
    expect(headers['x-forwarded-for']).toBeUndefined();
  });

  test('gives the answer back without cookies, and for no cache', async () => {
    const page = await call('/bff/orders');
    expect(page.headers).toMatchObject({ 'etag': '"1"', 'cache-control': 'no-store' });
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  test('sends a body on as it comes, with its type', async () => {
    await call('/bff/orders', {
      method: 'POST',
      body: '{"item":"tea"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(heard).toMatchObject([
      {
        method: 'POST',
        url: '/v1/orders',
        body: '{"item":"tea"}',
        headers: { 'content-type': 'application/json' },
      },
    ]);
  });

  test.each(['cross-site', 'same-site'])(
    'is deaf to pages of %s, also to those that only read',
    async (from) => {
      for (const method of ['GET', 'POST']) {
        const page = await call('/bff/orders', { method, headers: { 'sec-fetch-site': from } });
        expect([page.status, JSON.parse(page.text)]).toMatchObject([403, { code: 'cross_site' }]);
      }
      expect(heard).toEqual([]);
    },
  );

  test('tells who is not signed in, and where to, and calls nobody', async () => {
    const page = await createBrowser().send(`${site.origin}/bff/orders`, { headers: own });
    expect([page.status, JSON.parse(page.text)]).toMatchObject([
      401,
      { code: 'not_signed_in', signInUrl: '/auth/sign-in?return_to=%2Fbff%2Forders' },
    ]);
    expect(heard).toEqual([]);
  });

  test.each(['/bff/../admin', '/bff/%2e%2e/admin', '/bff/..\\admin', '/bff/x/../../../admin'])(
    'leads nowhere outside of the API: %s',
    async (path) => {
      const cookie = Object.entries(await browser.cookies(site.origin))
        .map(([name, value]) => `${name}=${value}`)
        .join('; ');
      const answer = await rawRequest(site.origin, [
        `GET ${path} HTTP/1.1`,
        `Host: ${new URL(site.origin).host}`,
        `Cookie: ${cookie}`,
      ]);
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      expect(heard).toEqual([]);
    },
  );

  test('follows no redirect with the token', async () => {
    const page = await call('/bff/orders?status=302');
    expect([page.status, page.headers.location]).toEqual([302, 'https://elsewhere.example/']);
    expect(heard).toHaveLength(1);
  });

  test('does not take a token that the API refuses for a person who is not signed in', async () => {
    const page = await call('/bff/orders?status=401');
    expect([page.status, page.text]).toEqual([502, '{"code":"api_failed"}']);
    expect((await call('/bff/orders?status=403')).status).toBe(403);
  });

  // The last one.
  test('says so when the API is away', async () => {
    await api.close();
    expect((await call('/bff/orders')).status).toBe(502);
  });
});
