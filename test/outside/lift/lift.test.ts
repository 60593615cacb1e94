import type { ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { testSecret } from '../../support/bare-site.js';
import { createBrowser, type Answer, type Browser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { takeDown } from '../../support/outage.js';
import { ada, callbackOf, grace, signIn } from '../../support/people.js';
import { startPoolFor } from '../../support/pool.js';
import { makeNewApp } from './new-app.js';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Lifted {
  readonly origin: string;
  readonly pool: LocalPool;
  readonly child: ChildProcess;
  /** What the process has written for whoever runs it. */
  said(): string;
}

const start = async (
  options: Parameters<typeof makeNewApp>[0] = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Lifted> => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const app = await makeNewApp(options);
  closing.push(app.remove);
  await app.compile();
  const pool = await startPoolFor(origin);
  closing.push(() => pool.close());
  const child = app.start({
    PORT: String(port),
    HOST: '127.0.0.1',
    BASE_URL: origin,
    COGNITO_ISSUER: pool.issuer,
    COGNITO_CLIENT_ID: pool.client.id,
    COGNITO_CLIENT_SECRET: pool.client.secret,
    SESSION_SECRET: testSecret,
    ...env,
  });
  closing.push(async () => {
    if (child.exitCode !== null) return;
    const stopped = once(child, 'exit');
    child.kill();
    await stopped;
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await eventually(() => createBrowser().send(`${origin}/account`));
  return { origin, pool, child, said: () => said };
};

const json = { headers: { accept: 'application/json' } };

const expectSignInAndOut = async ({ origin, pool, child }: Lifted): Promise<Browser> => {
  const browser = createBrowser();
  const page = await signIn(browser, `${origin}/account`);
  expect([page.url, page.text]).toEqual([`${origin}/account`, '{"hello":"ada@example.com"}']);
  expect((await browser.send(`${origin}/admin`)).text).toBe('{"secret":42}');
  const out = await browser.post(`${origin}/auth/sign-out`);
  expect(out.headers.location).toContain(`${pool.domain}/logout?`);
  const end = await browser.visit(out.location);
  expect([end.status, end.url, end.text]).toEqual([
    200,
    `${origin}/signed-out`,
    expect.stringContaining('You are signed out'),
  ]);
  expect((await browser.send(`${origin}/account`)).status).toBe(303);
  expect(child.exitCode).toBeNull();
  return browser;
};

test('src/auth, copied into an empty folder with the app of the README, compiles and signs people in', async () => {
  await expectSignInAndOut(await start());
}, 60_000);

test('docs/lifting.md alone, followed from its first line, leads to a sign-in and back to a page (F-L2)', async () => {
  const app = await start({ main: 'test/outside/recipes/main.ts' });
  const browser = await expectSignInAndOut(app);
  expect((await browser.send(`${app.origin}/`)).text).toContain('Your account');
}, 60_000);

test('a lifted app with a wrong secret says what is wrong where its developer looks (F-L3)', async () => {
  const app = await start(
    { recipe: 'express-4.js' },
    { COGNITO_CLIENT_SECRET: 'not-the-secret-of-the-client' },
  );
  const page = await signIn(createBrowser(), `${app.origin}/account`);
  expect(page.status).toBeGreaterThanOrEqual(500);
  await eventually(() => expect(app.said()).toMatch(/AuthWarning: sign in failed: pool_.*invalid_client/));
  expect(app.said()).not.toContain('not-the-secret');
}, 60_000);

describe.each([['plain-javascript.js'], ['own-session.js'], ['common-js.cjs']])('the recipe %s', (recipe) => {
  test('signs people in and out', async () => {
    const app = await start({ recipe });
    const browser = await expectSignInAndOut(app);
    if (recipe !== 'own-session.js') return;
    const items: string[] = [];
    for (let times = 0; times < 2; times += 1) items.push((await browser.send(`${app.origin}/cart`)).text);
    expect(items).toEqual(['{"items":1}', '{"items":2}']);
  }, 60_000);
});

describe.each([['express-4'], ['express']])('src/auth with the package %s', (express) => {
  test('signs in, guards, refuses and signs out, and nothing ends the process (F-S25)', async () => {
    const app = await start({ express, recipe: 'express-4.js' });
    const { origin, pool, child } = app;
    const visitor = createBrowser();
    const open = (path: string): Promise<Answer> => visitor.send(`${origin}${path}`, json);

    // Each of these is a rejection of an async handler.
    const anonymous = await open('/api/me');
    expect([anonymous.status, anonymous.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    const forged = await visitor.send(`${origin}/api/me`, { headers: { authorization: 'Bearer a.b.c' } });
    expect([forged.status, forged.headers['www-authenticate']]).toEqual([
      401,
      'Bearer error="invalid_token"',
    ]);
    const guarded = await open('/account');
    expect([guarded.status, JSON.parse(guarded.text)]).toEqual([
      401,
      { code: 'not_signed_in', signInUrl: '/auth/sign-in?return_to=%2Faccount' },
    ]);
    expect(guarded.headers['www-authenticate']).toBe(`Session realm="${origin}"`);
    expect(JSON.parse((await open('/auth/callback?code=a&state=b')).text).code).toBe('sign_in_expired');
    expect(JSON.parse((await open('/sign-ins')).text).code).toBe('not_signed_in');
    const everywhere = await visitor.post(`${origin}/auth/sign-out-everywhere`);
    expect([everywhere.status, JSON.parse(everywhere.text).code]).toEqual([401, 'not_signed_in']);
    const crossSite = await visitor.send(`${origin}/auth/sign-out`, { method: 'POST' });
    expect([crossSite.status, JSON.parse(crossSite.text).code]).toEqual([403, 'cross_site']);
    for (const path of ['/auth/sign-in', '/auth/callback']) {
      const head = await visitor.send(`${origin}${path}`, { method: 'HEAD' });
      expect([head.status, head.headers.allow]).toEqual([405, 'GET']);
    }

    const callback = await callbackOf(visitor, { origin });
    takeDown(pool);
    expect(JSON.parse((await visitor.send(callback)).text).code).toBe('pool_unreachable');
    pool.faults.clear();

    await expectSignInAndOut(app);
    const browser = createBrowser();
    await signIn(browser, `${origin}/account?a[b]=c&a=%5B`, grace);
    expect((await browser.send(`${origin}/admin`)).status).toBe(403);
    expect((await browser.cookies(origin))['session']).toBeDefined();
    await browser.post(`${origin}/auth/sign-out`);
    expect(await browser.cookies(origin)).toEqual({});

    const authorization = `Bearer ${await accessTokenOf(pool)}`;
    const bearer = await visitor.send(`${origin}/api/me`, { headers: { authorization } });
    expect([bearer.status, JSON.parse(bearer.text)]).toMatchObject([200, { clientId: pool.client.id }]);
    expect([child.exitCode, app.said()]).toEqual([null, expect.not.stringContaining('Unhandled')]);
  }, 60_000);
});

/** By the pool's own API, as an app on a phone gets one. */
const accessTokenOf = async ({ api, client }: LocalPool): Promise<string> => {
  const hash = createHmac('sha256', client.secret).update(`${ada.username}${client.id}`).digest('base64');
  const answer = await fetch(api, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: client.id,
      AuthParameters: { USERNAME: ada.username, PASSWORD: ada.password, SECRET_HASH: hash },
    }),
  });
  const { AuthenticationResult: result } = (await answer.json()) as {
    readonly AuthenticationResult: { readonly AccessToken: string };
  };
  return result.AccessToken;
};
