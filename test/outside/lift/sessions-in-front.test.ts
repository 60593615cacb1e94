import { afterEach, describe, expect, test } from '@jest/globals';
import cookieSession from 'cookie-session';
import type { Express, Request, RequestHandler } from 'express';
import expressSession from 'express-session';
import type { Auth } from '../../../src/auth/index.js';
import { testSecret } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { callbackOf, signIn } from '../../support/people.js';
import { startHostApp, type HostApp } from './host-app.js';

const running: HostApp[] = [];

afterEach(async () => {
  for (const app of running.splice(0)) await app.close();
});

const start = async (...parameters: Parameters<typeof startHostApp>): Promise<HostApp> => {
  const app = await startHostApp(...parameters);
  running.push(app);
  return app;
};

const theirs = {
  'express-session': () =>
    expressSession({ secret: testSecret, resave: false, saveUninitialized: true, name: 'shop' }),
  'express-session with our secret and no session for nobody': () =>
    expressSession({ secret: testSecret, resave: true, saveUninitialized: false, name: 'shop' }),
  'cookie-session': () => cookieSession({ name: 'shop', keys: ['a key of the host app'] }),
} as const;

interface Cart {
  cart?: number;
}

const countCart: RequestHandler = (request, response) => {
  const session = request.session as unknown as Cart;
  session.cart = (session.cart ?? 0) + 1;
  response.send(String(session.cart));
};

const mountOurs = (app: Express, auth: Auth): void => {
  app.use(auth.session);
  app.use('/auth', auth.router);
};

describe.each(Object.entries(theirs))('an app with %s in front of auth.session', (_name, makeTheirs) => {
  const mount = (app: Express, auth: Auth): void => {
    app.use(makeTheirs());
    mountOurs(app, auth);
    app.get('/cart', countCart);
  };

  test('has a new session id of ours with every sign-in, whatever its own session is (F-S24)', async () => {
    const { origin } = await start(mount);
    const browser = createBrowser();
    await browser.visit(`${origin}/cart`);
    const before = await browser.cookies(origin);
    expect((await signIn(browser, `${origin}/account`)).text).toBe('ada@example.com');
    const first = await browser.cookies(origin);
    expect(before['session']).toBeUndefined();
    expect(first['session']).toMatch(/^s%3A/);
    const callback = await callbackOf(browser, { origin });
    expect((await browser.send(callback)).status).toBe(303);
    expect((await browser.cookies(origin))['session']).not.toBe(first['session']);
  });

  test('shows nobody a page after the sign-out, with whatever cookies there were (F-S24)', async () => {
    const { origin } = await start(mount);
    const browser = createBrowser();
    await signIn(browser, `${origin}/account`);
    const cookie = await browser.jar.getCookieString(origin);
    expect((await browser.send(`${origin}/account`)).text).toBe('ada@example.com');
    expect((await browser.post(`${origin}/auth/sign-out`)).status).toBe(303);
    const again = await createBrowser().send(`${origin}/account`, { headers: { cookie } });
    expect(again.status).toBe(303);
    expect((await createBrowser().send(origin, { headers: { cookie } })).text).toBe('nobody');
  });

  test('keeps what it had in its own session, before, during and after a sign-in (F-S24)', async () => {
    const { origin } = await start(mount);
    const browser = createBrowser();
    const add = async (): Promise<string> => (await browser.send(`${origin}/cart`)).text;
    expect([await add(), await add()]).toEqual(['1', '2']);
    await signIn(browser, `${origin}/account`);
    expect([await add(), await add()]).toEqual(['3', '4']);
    expect((await browser.send(`${origin}/account`)).text).toBe('ada@example.com');
    await browser.post(`${origin}/auth/sign-out`);
    expect(await add()).toBe('5');
    expect((await browser.send(`${origin}/account`)).status).toBe(303);
  });
});

test('an app that mounts cookie-session after auth.session has both as well (F-S24)', async () => {
  const { origin } = await start((app, auth) => {
    app.use(auth.session);
    app.use(theirs['cookie-session']());
    app.use('/auth', auth.router);
    app.get('/cart', countCart);
  });
  const browser = createBrowser();
  expect((await browser.send(`${origin}/cart`)).text).toBe('1');
  expect((await signIn(browser, `${origin}/account`)).text).toBe('ada@example.com');
  expect((await browser.send(`${origin}/cart`)).text).toBe('2');
  await browser.post(`${origin}/auth/sign-out`);
  expect((await browser.send(`${origin}/account`)).status).toBe(303);
});

test('an app that destroys its own session, or asks for a new one, leaves our sign-in alone (F-S24)', async () => {
  const { origin } = await start((app, auth) => {
    app.use(theirs['express-session']());
    mountOurs(app, auth);
    app.get('/forget', (request, response) => {
      request.session.destroy(() => response.send('forgotten'));
    });
  });
  const browser = createBrowser();
  await signIn(browser, `${origin}/account`);
  expect((await browser.send(`${origin}/forget`)).text).toBe('forgotten');
  expect((await browser.send(`${origin}/account`)).text).toBe('ada@example.com');
});

test('without a session of its own, req.session of an app is ours, and ending it there ends the sign-in (F-S24)', async () => {
  const { origin } = await start((app, auth) => {
    mountOurs(app, auth);
    app.get('/cart', auth.requireSignIn(), countCart);
    app.get('/forget', (request: Request, response) => {
      request.session.destroy(() => response.send(typeof request.session));
    });
  });
  const browser = createBrowser();
  await signIn(browser, `${origin}/account`);
  expect((await browser.send(`${origin}/cart`)).text).toBe('1');
  expect((await browser.send(`${origin}/cart`)).text).toBe('2');
  expect((await browser.send(`${origin}/forget`)).text).toBe('undefined');
  expect((await browser.send(`${origin}/account`)).status).toBe(303);
});

test('an app whose own session comes after auth.session is told to turn the two round (F-S24)', async () => {
  const { origin } = await start((app, auth) => {
    app.use(auth.session);
    app.use(theirs['express-session']());
    app.use('/auth', auth.router);
    app.get('/cart', countCart);
  });
  const page = await createBrowser().send(`${origin}/cart`);
  expect([page.status, page.text]).toEqual([500, expect.stringContaining('mounts that before auth.session')]);
  expect(page.headers['set-cookie']).toBeUndefined();
});

test('auth.session may be mounted twice (F-S24)', async () => {
  const { origin } = await start((app, auth) => {
    app.use(auth.session);
    mountOurs(app, auth);
  });
  const browser = createBrowser();
  expect((await signIn(browser, `${origin}/account`)).text).toBe('ada@example.com');
  await browser.post(`${origin}/auth/sign-out`);
  expect((await browser.send(`${origin}/account`)).status).toBe(303);
});

describe('a mistake is told to the developer at the first request, before anything is spent:', () => {
  const addresses = ['/auth/sign-in', '/auth/callback?code=a&state=b', '/account', '/token'];

  test.each<readonly [string, Parameters<typeof startHostApp>[0], readonly string[], string]>([
    [
      'no auth.session',
      (app, auth) => app.use('/auth', auth.router),
      [...addresses, '/'],
      'app.use(auth.session)',
    ],
    [
      'auth.session after the router',
      (app, auth) => app.use('/auth', auth.router).use(auth.session),
      addresses.slice(0, 2),
      'app.use(auth.session)',
    ],
    [
      'the session of another createAuth',
      (app, auth, { another }) => app.use(another().session).use('/auth', auth.router),
      addresses,
      'another createAuth',
    ],
    [
      'the sessions of two createAuths',
      (app, auth, { another }) => app.use(another().session).use(auth.session).use('/auth', auth.router),
      ['/auth/sign-in', '/'],
      'another createAuth',
    ],
    [
      'cookie-session with the name of our cookie',
      (app, auth) => {
        app.use(cookieSession({ keys: ['a key of the host app'] }));
        mountOurs(app, auth);
      },
      addresses,
      'cookie of the same name, "session"',
    ],
  ])('%s (F-S24)', async (_mistake, mount, paths, message) => {
    const { origin } = await start(mount);
    for (const path of paths) {
      const page = await createBrowser().send(`${origin}${path}`);
      expect([path, page.status]).toEqual([path, 500]);
      expect(page.text).toContain(message);
      expect(page.headers['set-cookie']).toBeUndefined();
    }
    const out = await createBrowser().post(`${origin}/auth/sign-out`);
    expect([out.status, out.text]).toEqual([500, expect.stringContaining(message)]);
  });

  test('express-session with the name of our cookie, once it has set one (F-S24)', async () => {
    const { origin } = await start((app, auth) => {
      app.use(expressSession({ secret: 'theirs', resave: false, saveUninitialized: true, name: 'session' }));
      mountOurs(app, auth);
    });
    const browser = createBrowser();
    await browser.send(origin);
    const page = await browser.send(`${origin}/auth/sign-in`);
    expect([page.status, page.text]).toEqual([500, expect.stringContaining('cookie of the same name')]);
  });
});
