import { describe, expect, test } from '@jest/globals';
import { serveMetricsLocally } from '../../../src/ops/metrics-server.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { signIn } from '../../support/people.js';
import { startWholeSite, type WholeSite, type WholeSiteOptions } from '../../support/whole-site.js';

const closing = closeAfterEach();
let site: WholeSite | undefined;

const start = async (options?: WholeSiteOptions): Promise<WholeSite> => {
  site = closing(await startWholeSite(options));
  return site;
};

/** One request as a proxy or an attacker would send it: nothing is followed. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  createBrowser().send(`${site?.origin ?? ''}${path}`, { headers, method });

describe('the public address', () => {
  test.each([{ host: 'evil.example' }, { host: 'localhost.evil.example' }, { host: 'localhost.' }])(
    'S-01: a request for %j is misdirected, and its host stands nowhere in the answer',
    async (headers) => {
      await start();
      const page = await ask('/', headers);
      expect(page.status).toBe(421);
      expect(page.text).not.toContain('evil');
    },
  );

  test('S-01: forwarded hosts change nothing, whoever sends them', async () => {
    const { origin } = await start({ env: { TRUST_PROXY: '1' } });
    const forged = {
      'x-forwarded-host': 'evil.example',
      'forwarded': 'host=evil.example',
      'x-original-url': '/admin',
    };
    const page = await ask('/auth/sign-in', forged);
    expect(page.status).toBe(303);
    expect(new URL(page.headers.location ?? '').searchParams.get('redirect_uri')).toBe(
      `${origin}/auth/callback`,
    );
    expect(JSON.stringify(page)).not.toContain('evil');
  });

  test('on a developer machine its other names lead to the one that cookies belong to', async () => {
    const { origin } = await start();
    const page = await ask('/account?tab=1', { host: `127.0.0.1:${new URL(origin).port}` });
    expect([page.status, page.headers.location]).toEqual([307, `${origin}/account?tab=1`]);
    expect((await ask('/auth/sign-out', { host: '127.0.0.1' }, 'POST')).status).toBe(421);
  });

  test('health is answered under any name: probes call by address', async () => {
    await start();
    expect((await ask('/healthz', { host: '10.1.2.3:3000' })).status).toBe(200);
    expect((await ask('/readyz', { host: '10.1.2.3:3000' })).status).toBe(200);
  });
});

describe('the start', () => {
  test('says which addresses to register at the app client (F-D10)', async () => {
    const { log, origin } = await start();
    expect(log.events('listening')).toEqual([
      expect.objectContaining({ callbackUrl: `${origin}/auth/callback`, signOutUrl: `${origin}/signed-out` }),
    ]);
  });
});

describe('an address that is not that of BASE_URL', () => {
  test('with another port is sent to the one of BASE_URL, and the log says so once in a while (F-D12)', async () => {
    const { log } = await start({ env: { BASE_URL: 'http://localhost:9' } });
    const page = await ask('/account');
    expect([page.status, page.headers.location]).toEqual([307, 'http://localhost:9/account']);
    await ask('/');
    expect(log.events('unknown_host')).toEqual([
      expect.objectContaining({
        level: 'warn',
        baseUrl: 'http://localhost:9',
        hint: expect.stringMatching(/another port[\s\S]*BASE_URL/),
      }),
    ]);
  });

  test('with another name is refused, and the log says what to change (F-D12)', async () => {
    const { log } = await start({ env: { BASE_URL: 'https://app.example.com', TRUST_PROXY: '1' } });
    await ask('/', { 'host': 'app.example.com:8443', 'x-forwarded-proto': 'https' });
    expect(log.events('unknown_host')).toEqual([
      expect.objectContaining({ host: 'app.example.com:8443', hint: expect.stringContaining('BASE_URL') }),
    ]);
  });

  test('with another name of this machine leads to the right one without a word', async () => {
    const { log, origin } = await start();
    await ask('/', { host: `127.0.0.1:${new URL(origin).port}` });
    expect(log.events('unknown_host')).toEqual([]);
  });
});

describe('an https address', () => {
  const https = { BASE_URL: 'https://app.example.com' };
  const host = 'app.example.com';

  test('S-08: a page asked for by http moves to https', async () => {
    await start({ env: { ...https, TRUST_PROXY: '1' } });
    const page = await ask('/account?x=1', { host });
    expect([page.status, page.headers.location]).toEqual([308, 'https://app.example.com/account?x=1']);
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  test('S-08: a form sent by http is refused', async () => {
    await start({ env: { ...https, TRUST_PROXY: '1' } });
    expect((await ask('/auth/sign-out', { host }, 'POST')).status).toBe(403);
  });

  test('behind a trusted proxy that ends TLS it is answered, with cookies for https only', async () => {
    await start({ env: { ...https, TRUST_PROXY: '1' } });
    const page = await ask('/auth/sign-in', { host, 'x-forwarded-proto': 'https' });
    expect(page.status).toBe(303);
    expect(page.headers['set-cookie']?.[0]).toMatch(/^__Host-signin\..*; Secure/);
  });

  test('S-03: a proxy that nobody trusts is named instead of followed in circles', async () => {
    const { log } = await start({ env: https });
    const page = await ask('/', { host, 'x-forwarded-proto': 'https' });
    expect(page.status).toBe(503);
    expect(page.text).toContain('TRUST_PROXY');
    expect(log.events('trust_proxy_missing')).toEqual([
      expect.objectContaining({
        trustsProxy: false,
        hint: expect.stringContaining('set TRUST_PROXY to the number of proxies'),
      }),
    ]);
  });

  test('S-02: a caller that is not the proxy is not believed', async () => {
    const { log } = await start({ env: { ...https, TRUST_PROXY: '10.0.0.1' } });
    const page = await ask('/', { host, 'x-forwarded-proto': 'https' });
    expect([page.status, page.headers['set-cookie']]).toEqual([503, undefined]);
    expect(log.events('trust_proxy_missing')).toEqual([
      expect.objectContaining({
        trustsProxy: true,
        hint: expect.stringContaining('TRUST_PROXY does not cover it'),
      }),
    ]);
  });

  test('health needs no https: probes come from within', async () => {
    await start({ env: https });
    expect((await ask('/healthz')).status).toBe(200);
  });
});

describe('a path prefix', () => {
  test('works behind proxies that strip it and behind proxies that do not', async () => {
    const { pool } = await start({ env: { BASE_URL: 'https://app.example.com/shop', TRUST_PROXY: '1' } });
    const headers = { 'host': 'app.example.com', 'x-forwarded-proto': 'https' };
    for (const path of ['/shop/account', '/account']) {
      const page = await ask(path, headers);
      expect([page.status, page.headers.location]).toEqual([
        303,
        '/shop/auth/sign-in?return_to=%2Fshop%2Faccount',
      ]);
    }
    for (const path of ['/shop/auth/sign-in', '/auth/sign-in']) {
      const location = (await ask(path, headers)).headers.location ?? '';
      expect(location.startsWith(`${pool.domain}/oauth2/authorize`)).toBe(true);
      expect(new URL(location).searchParams.get('redirect_uri')).toBe(
        'https://app.example.com/shop/auth/callback',
      );
    }
    for (const path of ['/shop', '/shop/', '/shop?x=1', '/'])
      expect((await ask(path, headers)).status).toBe(200);
    expect((await ask('/shopping', headers)).status).toBe(404);
  });
});

describe('a request', () => {
  test('has an id, in the answer and in the log', async () => {
    const { log } = await start();
    const page = await ask('/nowhere?code=canary');
    const id = String(page.headers['x-request-id']);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(log.events('request')).toEqual([
      expect.objectContaining({ requestId: id, method: 'GET', path: '/nowhere', status: 404, level: 'info' }),
    ]);
    expect(page.text).toContain(id);
  });

  test('keeps the id of a trusted proxy, when it looks like one', async () => {
    await start({ env: { TRUST_PROXY: '1' } });
    const idFor = async (id: string) => (await ask('/', { 'x-request-id': id })).headers['x-request-id'];
    expect(await idFor('abc-12345678')).toBe('abc-12345678');
    expect(await idFor('short')).not.toBe('short');
    expect(await idFor('with blanks and more')).not.toBe('with blanks and more');
  });

  test('does not choose its id when no proxy is trusted', async () => {
    await start();
    expect((await ask('/', { 'x-request-id': 'abc-12345678' })).headers['x-request-id']).not.toBe(
      'abc-12345678',
    );
  });

  test('is logged by its route, so that a failed callback shows none of its parameters', async () => {
    const { log } = await start();
    await ask('/auth/callback?code=canary-code&state=canary-state');
    expect(log.events('request')).toEqual([
      expect.objectContaining({ route: '/auth/callback', status: 400 }),
    ]);
    expect(log.lines.join('')).not.toContain('canary');
  });
});

describe('a path that fits no route', () => {
  test.each([
    ['/nowhere', '/nowhere'],
    ['/wp-login.php', '/wp-login.php'],
    ['/nowhere/ada/secret', '/nowhere…'],
    ['/ada@example.com', '/…'],
    ['/ada%40example.com', '/…'],
    ['/auth/callback%3Fcode=canary', '/auth…'],
    ['/callback%3Fcode=canary', '/callback…'],
    ['/code=canary', '/code…'],
    ['/4915112345678', '/…'],
    ['/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl', '/eyJhbGciOiJSUzI1NiJ9.eyJ…'],
  ])('%s is logged as %s (F-S15)', async (path, shown) => {
    const { log } = await start();
    await ask(path);
    expect(log.events('request').map((line) => line['path'])).toEqual([shown]);
  });
});

describe('signing in', () => {
  test('P-01, P-06, P-07: writes one line per event, and no secret into logs or metrics', async () => {
    const { origin, log, metrics, pool, config } = await start();
    const browser = createBrowser({ userAgent: 'canary-browser/1.0' });
    const account = await signIn(browser, `${origin}/account`);
    expect(account.status).toBe(200);
    await browser.submit(account, {}, { action: '/auth/sign-out' });

    expect(log.events('sign_in_started')).toHaveLength(1);
    const [succeeded] = log.events('sign_in_succeeded');
    expect(succeeded).toMatchObject({
      level: 'info',
      requestId: expect.any(String),
      session: expect.any(String),
    });
    expect(log.events('signed_out')).toHaveLength(1);

    const output = log.lines.join('\n') + (await metrics.text());
    const secrets = [
      pool.client.secret,
      ...config.sessionSecrets,
      'ada@example.com',
      'canary-browser',
      'Local-Pool-1',
    ];
    for (const secret of secrets) expect(output).not.toContain(secret);
    expect(output).not.toMatch(/eyJ[\w-]{10}/);
    expect(output).not.toMatch(/[?&](?:code|state)=/);
  });

  test('counts events and calls to the pool', async () => {
    const { origin, metrics } = await start();
    await signIn(createBrowser(), `${origin}/account`);
    const text = await metrics.text();
    expect(text).toMatch(/auth_events_total\{event="sign_in_succeeded",code="",reason=""\} 1/);
    expect(text).toMatch(/pool_call_duration_seconds_count\{endpoint="token",outcome="200"\} 1/);
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/account",status="200"\} 1/,
    );
  });
});

describe('metrics', () => {
  test('are there for callers on this machine', async () => {
    await start();
    const page = await ask('/metrics', { host: '127.0.0.1:3000' });
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')]);
  });

  test.each([
    { 'x-forwarded-for': '203.0.113.9' },
    { forwarded: 'for=203.0.113.9' },
    { 'x-real-ip': '203.0.113.9' },
    { host: 'rebinding.evil.example' },
  ])('are not there for callers elsewhere: %j', async (headers) => {
    await start();
    expect([404, 421]).toContain((await ask('/metrics', headers)).status);
  });

  test('are not there for callers on another machine, whatever they call this one', async () => {
    const { metrics } = await start();
    const req = { socket: { remoteAddress: '10.0.0.9' }, headers: { host: 'localhost' } };
    let isPassedOn = false;
    await serveMetricsLocally(metrics)(req as never, {} as never, () => (isPassedOn = true));
    expect(isPassedOn).toBe(true);
  });

  test('made-up methods and paths make no new series', async () => {
    const { metrics } = await start();
    for (let number = 0; number < 20; number += 1)
      await ask(`/nowhere-${number}`, {}, number % 2 === 0 ? 'GET' : 'PURGE');
    const series = (await metrics.text())
      .split('\n')
      .filter((line) => line.startsWith('http_request_duration_seconds_count'));
    expect(series).toHaveLength(2);
  });
});
