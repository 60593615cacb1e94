import { request } from 'node:http';
import type { Request, Response } from 'express';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError, statusByCode, type AuthErrorCode } from '../../../src/auth/index.js';
import { createErrorHandler, createViews } from '../../../src/pages/index.js';
import { errorTexts } from '../../../src/pages/error-texts.js';
import { createBrowser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signIn } from '../../support/people.js';
import { startPageSite } from './support/page-site.js';

const codes = Object.keys(statusByCode) as AuthErrorCode[];
const secret = 'the password is hunter2';

const site = openForAllTests(() =>
  startPageSite({
    routes(app) {
      app.all('/fails/:code', ({ params }) => {
        throw new AuthError(params.code as AuthErrorCode, {
          reason: 'oauth_inner_reason',
          retryAfterSeconds: 7,
        });
      });
      app.get('/restarts', () => {
        throw new AuthError('sign_in_expired', { signInUrl: '/auth/sign-in?return_to=%2Fadmin' });
      });
      app.get('/breaks', () => Promise.reject(new Error(secret)));
      app.get('/throws', () => {
        throw new TypeError(secret);
      });
      app.get('/throws-text', () => {
        throw secret;
      });
      app.get('/items/:id', (_req, res) => void res.end());
      app.get('/breaks-halfway', (_req, res, next) => {
        res.setHeader('Content-Type', 'text/html');
        res.write('<p>half', () => next(new Error(secret)));
      });
    },
  }),
);
beforeEach(() => void site.reports.splice(0));

const browser = createBrowser();
const page = (path: string) => browser.send(`${site.origin}${path}`);
const json = (path: string, method = 'GET') =>
  browser.send(`${site.origin}${path}`, { method, headers: { accept: 'application/json' } });

describe('an error that was foreseen', () => {
  test.each(codes)('%s: a page in plain words, with the code and the request id', async (code) => {
    const { status, text, headers } = await page(`/fails/${code}`);
    expect(status).toBe(statusByCode[code]);
    expect(text).toContain(`<h1>${errorTexts[code].title}</h1>`);
    expect(text).toContain(`<code>${code}</code>`);
    expect(text).toContain('<code>request-1</code>');
    expect(text).not.toContain('oauth_inner_reason');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': '7' });
  });

  test.each(codes)('%s: RFC 9457 for a program', async (code) => {
    const { status, text, headers } = await json(`/fails/${code}`);
    expect(status).toBe(statusByCode[code]);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
    const problem = JSON.parse(text) as Record<string, unknown>;
    expect(problem).toMatchObject({ status, code, requestId: 'request-1', type: `/problems/${code}` });
    expect((await page(String(problem['type']))).text).toContain(`<h1>${errorTexts[code].title}</h1>`);
  });

  test('starting again keeps where the person was going', async () => {
    const { text } = await page('/restarts');
    expect(text).toContain('href="/auth/sign-in?return_to=%2Fadmin">Start again</a>');
  });

  test('an outage offers to try again, and says that nobody was signed out', async () => {
    const { text } = await page('/fails/pool_unreachable');
    expect(text).toContain('<a class="button" href="">Try again</a>');
    expect(text).toContain('If you were signed in, you still are.');
    expect(text).toContain('About 7 seconds should do.');
  });

  test('a form that failed is not sent again by a link', async () => {
    const headers = { 'origin': site.origin, 'sec-fetch-site': 'same-origin' };
    const answer = await browser.send(`${site.origin}/fails/pool_timeout`, { method: 'POST', headers });
    expect(answer.text).not.toContain('href=""');
  });

  test('a page with no session in reach has one too: the store is away', async () => {
    const signedIn = createBrowser();
    await signIn(signedIn, `${site.origin}/account`);
    const { store } = site.storage;
    const away = () => Promise.reject(new AuthError('store_unreachable', { retryAfterSeconds: 2 }));
    site.storage.store = { ...store, read: away };
    const answer = await signedIn.send(`${site.origin}/account`);
    site.storage.store = store;
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
    expect(answer.text).toContain('<code>store_unreachable</code>');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect((await signedIn.send(`${site.origin}/account`)).status).toBe(200);
  });
});

describe('any other error', () => {
  test.each(['/breaks', '/throws', '/throws-text'])(
    'at %s is a page and a problem that tell nothing of it, and is reported in full (N-09)',
    async (path) => {
      const asPage = await page(path);
      const asJson = await json(path);
      for (const { status, text } of [asPage, asJson]) {
        expect(status).toBe(500);
        expect(text).not.toMatch(/hunter2|Error:|\.ts\b|\.js:/);
        expect(text).toContain('request-1');
      }
      expect(JSON.parse(asJson.text)).toMatchObject({ type: 'about:blank', title: 'Internal Server Error' });
      expect(site.reports.map(({ error, status }) => [String(error).includes(secret), status])).toEqual([
        [true, 500],
        [true, 500],
      ]);
    },
  );

  test('after half an answer cuts the connection, so that nobody takes it for a whole one (N-09)', async () => {
    await expect(page('/breaks-halfway')).rejects.toThrow(/aborted|hang up/);
    expect(site.reports).toHaveLength(1);
    expect((await page('/')).status).toBe(200);
  });

  test('after half an answer there is nothing left to be said about it', () => {
    const views = createViews({ basePath: '', signInUrl: '/', knownPoolOrigin: () => undefined });
    const answered: string[] = [];
    const response = { headersSent: true, destroy: () => void answered.push('cut') } as unknown as Response;
    const next = () => void answered.push('passed on');
    void createErrorHandler({ views })(new Error(secret), {} as Request, response, next);
    expect(answered).toEqual(['cut']);
  });

  test('an address that cannot be decoded is the client’s mistake', async () => {
    expect((await json('/items/%E0%A4%A')).status).toBe(400);
  });

  const hostile = '"><script>alert(1)</script> call 555-0100';
  const saying = Object.fromEntries(
    ['user-agent', 'referer', 'x-request-id', 'x-forwarded-host', 'accept-language', 'from'].map((name) => [
      name,
      hostile,
    ]),
  );

  test.each([
    ['/nowhere"><script>alert(1)</script>?call=555-0100', 404],
    ['/breaks?"><script>alert(1)</script>', 500],
    ['/fails/pool_rejected?"><script>alert(1)</script>', 502],
    ['/problems/<script>alert(1)<%2Fscript>', 404],
  ])('nothing of the request is repeated in the answer to %s (N-05)', async (path, status) => {
    for (const accept of ['text/html', 'application/json']) {
      const options = { headers: { ...saying, accept } };
      const answers = [
        await browser.send(`${site.origin}${path}`, options),
        await browser.send(`${site.origin}${path}`, { ...options, method: 'PROPFIND' }),
      ];
      expect(answers[0]?.status).toBe(status);
      for (const { text, headers } of answers)
        expect(text + JSON.stringify(headers)).not.toMatch(/alert|nowhere|555|PROPFIND/);
    }
  });

  test('a path that begins with two slashes leads to no other site', async () => {
    const text = await rawGet('//evil.example/..');
    expect(text).toContain('There is no such page');
    expect(text).not.toContain('evil.example');
  });

  test('a code that does not exist has no page', async () => {
    expect((await page('/problems/nonsense')).status).toBe(404);
    expect((await page('/problems/constructor')).status).toBe(404);
  });
});

// A URL would be normalised before it is sent, so the path goes out as it is.
const rawGet = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(site.origin);
    const headers = { accept: 'text/html' };
    const outgoing = request({ host: '127.0.0.1', port, path, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
      incoming.on('end', () => resolve(text));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
