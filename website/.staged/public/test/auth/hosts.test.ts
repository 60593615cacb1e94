import { beforeAll, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../support/bare-site.js';
import { openForAllTests } from '../support/opened.js';
import { headerIn, rawRequest } from '../support/raw-request.js';
import { signedIn } from '../support/people.js';

const evil = 'evil.example';
const claims = [
  [`Host: ${evil}`],
  [
    'Host: localhost',
    `X-Forwarded-Host: ${evil}`,
    'X-Forwarded-Proto: https',
    'X-Forwarded-Prefix: /evil.example',
  ],
  ['Host: localhost', `Forwarded: host=${evil};proto=https`],
  [
    'Host: localhost',
    'X-Original-URL: /admin',
    'X-Rewrite-URL: /admin',
    'X-Forwarded-Uri: /evil.example',
    'X-Forwarded-Port: 666',
  ],
  [
    'Host: localhost',
    'X-User: ada',
    'X-Amzn-Oidc-Identity: ada',
    'X-Amzn-Oidc-Data: a.b.c',
    'X-Forwarded-User: ada',
  ],
];

describe.each([false, true])(
  'what a request says of the host changes nothing, trust proxy %s (S-01, S-05)',
  (trusts) => {
    const site = openForAllTests(startBareSite);

    beforeAll(async () => {
      site.app.set('trust proxy', trusts);
    });

    const get = (path: string, lines: readonly string[]) =>
      rawRequest(site.origin, [`GET ${path} HTTP/1.1`, ...lines]);

    test.each(claims.map((lines) => [lines.join(', '), lines] as const))('%s', async (_what, lines) => {
      const html = [...lines, 'Accept: text/html'];
      const start = await get('/auth/sign-in?return_to=%2Faccount', lines);
      const url = new URL(headerIn(start, 'location') ?? '');
      expect(url.origin).toBe(site.pool.domain);
      expect(url.searchParams.get('redirect_uri')).toBe(`${site.origin}/auth/callback`);
      expect(headerIn(start, 'set-cookie')).not.toMatch(/domain/i);
      const account = await get('/account', html);
      expect(headerIn(account, 'location')).toBe('/auth/sign-in?return_to=%2Faccount');
      const answers = [
        start,
        account,
        await get('/account', lines),
        await get('/', html),
        await get('/auth/callback?code=a&state=b', html),
        await get('/no/such/page', lines),
      ];
      expect(answers.filter((answer) => answer.includes(evil) || answer.includes('/admin'))).toEqual([]);
    });

    test.each(claims.map((lines) => [lines.join(', '), lines] as const))(
      'nor does it move the sign-out: %s',
      async (_what, lines) => {
        const cookie = await (await signedIn(site)).jar.getCookieString(site.origin);
        const answer = await rawRequest(site.origin, [
          'POST /auth/sign-out HTTP/1.1',
          ...lines,
          `Origin: ${site.origin}`,
          'Sec-Fetch-Site: same-origin',
          `Cookie: ${cookie}`,
          'Content-Length: 0',
        ]);
        const url = new URL(headerIn(answer, 'location') ?? '');
        expect(`${url.origin}${url.pathname}`).toBe(`${site.pool.domain}/logout`);
        expect(Object.fromEntries(url.searchParams)).toEqual({
          client_id: site.pool.client.id,
          logout_uri: `${site.origin}/signed-out`,
        });
        expect(answer).not.toContain(evil);
      },
    );

    test(`an Origin that fits a claimed Host is still another site's`, async () => {
      const answer = await rawRequest(site.origin, [
        'POST /auth/sign-out HTTP/1.1',
        `Host: ${evil}`,
        `X-Forwarded-Host: ${evil}`,
        `Origin: http://${evil}`,
        'Content-Length: 0',
      ]);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    });
  },
);
