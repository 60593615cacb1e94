import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, jest, test } from '@jest/globals';
import { startBareSite } from '../support/bare-site.js';
import { createBrowser, redirectOf } from '../support/browser.js';
import { ada, signIn } from '../support/people.js';
import { closeAfterEach } from '../support/closing.js';

const closing = closeAfterEach();

describe('a site below a path of its address', () => {
  test('signs people in and out there', async () => {
    const site = closing(await startBareSite({ basePath: '/app' }));
    const browser = createBrowser();
    const page = await signIn(browser, `${site.origin}/app/account?tab=1`);
    expect(page).toMatchObject({ url: `${site.origin}/app/account?tab=1`, status: 200 });
    expect(site.auth.signInUrl('/app/account')).toBe('/app/auth/sign-in?return_to=%2Fapp%2Faccount');
    const out = await browser.post(`${site.origin}/app/auth/sign-out`);
    expect(new URL(redirectOf(out) ?? '').searchParams.get('logout_uri')).toBe(
      `${site.origin}/app/signed-out`,
    );
  });

  test('leads home, not out of the path, where it cannot lead back', async () => {
    const site = closing(await startBareSite({ basePath: '/app' }));
    for (const returnTo of ['/elsewhere', '/apple', '/app/../elsewhere', '//app', '/app/auth/callback']) {
      const page = await signIn(
        createBrowser(),
        `${site.origin}/app/auth/sign-in?return_to=${encodeURIComponent(returnTo)}`,
      );
      expect(page.url).toBe(`${site.origin}/app/`);
    }
  });

  test('works behind a proxy that takes the path away', async () => {
    const proxy = closing(await startStrippingProxy('/app'));
    const site = closing(await startBareSite({ auth: { baseUrl: `${proxy.origin}/app` } }));
    proxy.leadTo(site.origin);
    const browser = createBrowser();
    const page = await signIn(browser, `${proxy.origin}/app/account?tab=2`);
    expect(page).toMatchObject({ url: `${proxy.origin}/app/account?tab=2`, status: 200 });
    const [token] = site.pool.requests.list('token');
    expect(token?.parameters).toMatchObject({ redirect_uri: `${proxy.origin}/app/auth/callback` });
  });
});

test('an old handler to which a guard leads, because mountPath is not where the router is, is told', async () => {
  const site = closing(
    await startBareSite({
      auth: { mountPath: '/old' },
      routes: (app) => app.get('/old/sign-in', (_request, response) => void response.send('the old sign-in')),
    }),
  );
  const told = new Promise<unknown>((resolve) => {
    jest.spyOn(process, 'emitWarning').mockImplementationOnce((warning) => resolve(warning));
  });
  expect((await createBrowser().visit(`${site.origin}/account`)).text).toBe('the old sign-in');
  expect(await told).toBe(
    "Something else than auth.router answers at /old/sign-in: write app.use('/old', auth.router) in front of it, or set the option mountPath to where the router is.",
  );
  jest.restoreAllMocks();
});

test('whatever a request calls the host, the pool hears of the configured address only (S-01, B-18)', async () => {
  const site = closing(await startBareSite());
  const browser = createBrowser();
  const headers = {
    'host': 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'forwarded': 'host=evil.example;proto=https',
  };
  const start = await browser.send(`${site.origin}/auth/sign-in?return_to=/account`, { headers });
  const login = await browser.visit(redirectOf(start) ?? '');
  const callback = await browser.submitUntil(login, ada, `${site.origin}/auth/callback`);
  expect((await browser.send(callback, { headers })).headers.location).toBe('/account');
  expect(site.pool.requests.list('token')[0]?.parameters).toMatchObject({
    redirect_uri: `${site.origin}/auth/callback`,
  });
  const out = await browser.post(`${site.origin}/auth/sign-out`);
  expect(out.headers.location).not.toContain('evil');
});

/** Passes everything below `path` on, without it, as many proxies do. */
const startStrippingProxy = async (path: string) => {
  let target = '';
  const server = createServer((incoming, outgoing) => {
    const url = `${target}${(incoming.url ?? '').slice(path.length)}`;
    const { method, headers } = incoming;
    const passed = httpRequest(url, { ...(method !== undefined && { method }), headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    leadTo: (origin: string) => {
      target = origin;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
