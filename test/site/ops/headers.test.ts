import { beforeAll, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/index.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { openForAllTests } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';

const closing = closeAfterEach();

/** One request, nothing followed. */
const ask = ({ origin }: WholeSite, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  createBrowser().send(`${origin}${path}`, { headers, method });

const html = 'text/html; charset=utf-8';
const json = 'application/json; charset=utf-8';
const problem = 'application/problem+json; charset=utf-8';
const text = 'text/plain; charset=utf-8';

interface Kind {
  readonly what: string;
  readonly path: string;
  readonly status: number;
  /** `undefined`: there is no body. */
  readonly type: string | undefined;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

// Each kind of answer that the site has.
const kinds: readonly Kind[] = [
  { what: 'a page', path: '/', status: 200, type: html },
  { what: 'a page that asks to sign in', path: '/account', status: 303, type: undefined },
  { what: 'the way to the pool', path: '/auth/sign-in', status: 303, type: undefined },
  { what: 'the page to sign out', path: '/auth/sign-out', status: 200, type: html },
  { what: 'the page after it', path: '/signed-out', status: 200, type: html },
  { what: 'a callback that fails', path: '/auth/callback', status: 400, type: html },
  { what: 'a page that is not there', path: '/nowhere', status: 404, type: html },
  { what: 'an address that cannot be read', path: '/problems/%ff', status: 400, type: html },
  {
    what: 'the same for a program',
    path: '/problems/%ff',
    status: 400,
    type: problem,
    headers: { accept: '*/*' },
  },
  { what: 'a refusal of the API', path: '/api/me', status: 401, type: problem },
  {
    what: 'what the API does not have',
    path: '/api/x',
    status: 404,
    type: problem,
    headers: { accept: '*/*' },
  },
  { what: 'a method that there is not', path: '/', method: 'POST', status: 405, type: html },
  {
    what: 'a method that a sign-in does not have',
    path: '/auth/sign-in',
    method: 'POST',
    status: 405,
    type: undefined,
  },
  { what: 'which methods there are', path: '/account', method: 'OPTIONS', status: 204, type: undefined },
  { what: 'a form from elsewhere', path: '/auth/sign-out', method: 'POST', status: 403, type: html },
  {
    what: 'a link that is fetched ahead',
    path: '/auth/sign-in',
    status: 204,
    type: undefined,
    headers: { purpose: 'prefetch' },
  },
  { what: 'another host', path: '/', status: 421, type: text, headers: { host: 'evil.example' } },
  {
    what: 'another name of this machine',
    path: '/',
    status: 307,
    type: html,
    headers: { host: '127.0.0.1' },
  },
  { what: 'health', path: '/healthz', status: 200, type: json },
  { what: 'readiness', path: '/readyz', status: 200, type: json },
  { what: 'metrics', path: '/metrics', status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' },
  { what: 'a style sheet', path: '/assets/site.css', status: 200, type: 'text/css; charset=utf-8' },
  { what: 'a script', path: '/assets/session.js', status: 200, type: 'text/javascript; charset=utf-8' },
  { what: 'a picture', path: '/assets/brand/icon.svg', status: 200, type: 'image/svg+xml; charset=utf-8' },
  { what: 'a file that is not there', path: '/assets/nowhere.css', status: 404, type: html },
];

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': expect.stringContaining('camera=()'),
  'content-security-policy': expect.stringContaining("default-src 'none'"),
};

const expectAlways = ({ headers }: Answer): void => {
  expect(headers).toMatchObject(always);
  expect(headers['x-powered-by']).toBeUndefined();
  expect(headers['server']).toBeUndefined();
  expect(headers['strict-transport-security']).toBeUndefined();
};

describe('the answers of the site:', () => {
  const site = openForAllTests(startWholeSite);

  beforeAll(async () => {
    await site.auth.poolOrigin();
  });

  const answerOf = ({ path, headers, method }: Kind, more: Record<string, string> = {}): Promise<Answer> =>
    ask(site, path, { ...headers, ...more }, method);

  test.each(kinds)(
    '$what has every header that protects it, and none that tells what it is made with (M-01, M-05)',
    async (kind) => {
      const page = await answerOf(kind);
      expect(page.status).toBe(kind.status);
      expectAlways(page);
    },
  );

  test.each(kinds)('$what says what its body is, and in which characters (M-09)', async (kind) => {
    const { headers, text: body } = await answerOf(kind);
    expect([headers['content-type'], body === '']).toEqual([kind.type, kind.type === undefined]);
  });

  test.each(kinds)('$what is kept by no cache unless it is a file (M-06)', async (kind) => {
    const { headers, status } = await answerOf(kind);
    const isFile = kind.path.startsWith('/assets/') && status === 200;
    expect(headers['cache-control']).toBe(isFile ? 'public, max-age=31536000, immutable' : 'no-store');
    expect(headers).toEqual(
      isFile ? expect.anything() : expect.not.objectContaining({ etag: expect.anything() }),
    );
  });

  test.each(kinds)('$what can be read by no other site, nor be asked for in its way (M-08)', async (kind) => {
    const preflight = {
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization',
    };
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      const pages = [
        await answerOf(kind, { origin }),
        await answerOf({ ...kind, method: 'OPTIONS' }, { origin, ...preflight }),
      ];
      const names = pages.flatMap(({ headers }) => Object.keys(headers));
      expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('the content policy allows nothing but the site itself, and the pool for the sign-out form (M-02, M-03)', async () => {
    expect(cspOf(await ask(site, '/'))).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'font-src': "'self'",
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'form-action': `'self' ${site.pool.domain}`,
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
    });
  });

  test('a visitor who only looks gets no cookie (J-07)', async () => {
    for (const path of ['/', '/nowhere', '/healthz', '/assets/site.css', '/account', '/api/me']) {
      expect((await ask(site, path)).headers['set-cookie']).toBeUndefined();
    }
  });

  test('methods that nobody uses are not answered by handlers (M-10)', async () => {
    expect((await ask(site, '/account', {}, 'TRACE')).status).toBe(405);
    expect((await ask(site, '/nowhere', {}, 'PROPFIND')).status).toBe(404);
  });
});

describe('an answer that tells of a failure of ours', () => {
  test.each<readonly [string, number, () => Promise<never>]>([
    [
      'which was foreseen',
      503,
      () => Promise.reject(new AuthError('store_unreachable', { reason: 'store_fault' })),
    ],
    ['which nobody foresaw', 500, () => Promise.reject(new Error('unheard of'))],
  ])(
    '%s has the headers as well, for people and for programs (M-01, M-06, M-09)',
    async (_what, status, read) => {
      const site = closing(await startWholeSite());
      await site.auth.poolOrigin();
      const browser = await signedIn(site);
      Object.assign(site.storage.store, { read });
      for (const [accept, type] of [
        ['text/html', html],
        ['*/*', problem],
      ] as const) {
        const page = await browser.send(`${site.origin}/account`, { headers: { accept } });
        expect([page.status, page.headers['content-type']]).toEqual([status, type]);
        expect(page.headers['cache-control']).toBe('no-store');
        expectAlways(page);
      }
    },
  );
});

test('with an https address browsers are told to stay with https (M-04)', async () => {
  const site = closing(
    await startWholeSite({ env: { BASE_URL: 'https://app.example.com', TRUST_PROXY: '1' } }),
  );
  const { headers } = await ask(site, '/', { 'host': 'app.example.com', 'x-forwarded-proto': 'https' });
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
});

const cspOf = (page: Answer): Record<string, string> =>
  Object.fromEntries(
    String(page.headers['content-security-policy'])
      .split(';')
      .map((directive): [string, string] => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')];
      }),
  );
