import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../src/local-pool/index.js';
import { signInByPassword, tokensOf } from '../local-pool/user-pools-api/support.js';
import { createBrowser, type Answer } from '../support/browser.js';
import { reissued } from '../support/forge.js';
import { startWholeSite, type WholeSite } from '../support/whole-site.js';

const spa = 'https://spa.example';
const shell = 'capacitor://localhost';

describe('the bearer API of the site', () => {
  let site: WholeSite;
  let token: string;
  beforeAll(async () => {
    site = await startWholeSite({
      env: {
        API_CLIENT_IDS: 'mobile',
        API_RESOURCE: 'https://api.shop.example/v1',
        API_ALLOWED_ORIGINS: `${spa}, ${shell}`,
        AUTH_REQUESTS_PER_MINUTE: '20',
      },
    });
    const called = await signInByPassword(site.pool, 'ada@example.com', seedPassword);
    token = reissued(site.pool, tokensOf(called).AccessToken, { claims: { client_id: 'mobile' } });
  });
  afterAll(() => site.close());

  test('tells who the token is of, and nothing more of it', async () => {
    const page = await call('/api/me', bearer());
    expect(JSON.parse(page.text)).toEqual({
      sub: expect.any(String),
      username: expect.any(String),
      clientId: 'mobile',
      scopes: ['aws.cognito.signin.user.admin'],
      groups: ['admins', 'staff'],
    });
  });

  test('shows orders to who has the scope, and says to others which one is missing, as a problem', async () => {
    const granted = reissued(site.pool, token, { claims: { scope: 'openid orders/read' } });
    const page = await call('/api/orders', bearer(granted));
    expect([page.status, JSON.parse(page.text)]).toMatchObject([
      200,
      { orders: [{ id: 'A-1001' }, { id: 'A-1002' }] },
    ]);
    const refused = await call('/api/orders', bearer());
    expect(refused.status).toBe(403);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.headers['www-authenticate']).toBe(
      `Bearer error="insufficient_scope", scope="orders/read", resource_metadata="${site.origin}/.well-known/oauth-protected-resource"`,
    );
    expect(JSON.parse(refused.text)).toMatchObject({ status: 403, code: 'forbidden' });
  });

  test.each(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/v1'])(
    'describes itself at %s: by its address alone, and by its path (RFC 9728)',
    async (path) => {
      const page = await call(path, { origin: spa });
      expect([page.status, JSON.parse(page.text)]).toEqual([
        200,
        {
          resource: 'https://api.shop.example/v1',
          authorization_servers: [site.pool.issuer],
          scopes_supported: ['orders/read'],
          bearer_methods_supported: ['header'],
        },
      ]);
      expect(page.headers['access-control-allow-origin']).toBe(spa);
    },
  );

  test('describes no other resource, and takes nothing but reading', async () => {
    expect((await call('/.well-known/oauth-protected-resource/v2')).status).toBe(404);
    const posted = await call('/.well-known/oauth-protected-resource', {}, 'POST');
    expect([posted.status, posted.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  test.each([spa, shell])('lets pages of %s ask first, and then call', async (origin) => {
    const asked = await call(
      '/api/me',
      {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
      'OPTIONS',
    );
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': 'Authorization',
      'vary': 'Origin',
    });
    const page = await call('/api/me', { ...bearer(), origin });
    expect([page.status, page.headers['access-control-allow-origin']]).toEqual([200, origin]);
    expect(JSON.stringify([asked.headers, page.headers])).not.toContain('credentials');
  });

  test('lets them read why they were refused', async () => {
    for (const path of ['/api/me', '/api/orders', '/api/nowhere']) {
      const page = await call(path, { origin: spa, authorization: 'Bearer made-up' });
      expect(page.status).toBeGreaterThan(400);
      expect(page.headers['access-control-allow-origin']).toBe(spa);
      expect(page.headers['access-control-expose-headers']).toContain('WWW-Authenticate');
    }
  });

  test.each([
    'https://evil.example',
    'https://spa.example.evil.example',
    'https://SPA.example',
    'https://spa.example:8443',
    'http://spa.example',
    'null',
    '*',
  ])('tells a browser nothing for pages of %s', async (origin) => {
    const page = await call('/api/me', { ...bearer(), origin });
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
    expect(page.headers['vary']).toBe('Origin');
    const asked = await call('/api/me', { origin, 'access-control-request-method': 'GET' }, 'OPTIONS');
    expect(asked.headers['access-control-allow-methods']).toBeUndefined();
  });

  test('lets nobody but itself read the session from a page, whatever the list says', async () => {
    const page = await call('/auth/session', { origin: spa });
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
  });

  // The last one: it uses the limit up.
  test('answers too many refusals with 429, which the page may read too', async () => {
    const headers = { origin: spa, authorization: 'Bearer made-up' };
    let page = await call('/api/me', headers);
    for (let count = 0; page.status === 401 && count < 30; count += 1) page = await call('/api/me', headers);
    expect(page.status).toBe(429);
    expect(page.headers['access-control-allow-origin']).toBe(spa);
    expect((await call('/api/me', bearer())).status).toBe(200);
  });

  const bearer = (of = token): Record<string, string> => ({ authorization: `Bearer ${of}` });

  const call = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    createBrowser().send(`${site.origin}${path}`, { headers, method });
});

test('without a list, no page of another origin is let in, and without a name the API has that of the site', async () => {
  const site = await startWholeSite();
  try {
    const headers = { origin: spa };
    const page = await createBrowser().send(`${site.origin}/.well-known/oauth-protected-resource`, {
      headers,
    });
    expect(JSON.parse(page.text)).toMatchObject({ resource: site.origin });
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
  } finally {
    await site.close();
  }
});
