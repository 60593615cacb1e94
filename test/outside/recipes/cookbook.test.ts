import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import express from 'express';
import { createBrowser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { listen } from '../../support/listen.js';
import { ada, signIn } from '../../support/people.js';
import { startPoolFor } from '../../support/pool.js';
import { describeWithRedis, redisForAllTests } from '../../support/redis-server.js';
import { testSecret } from '../../support/secret.js';
import { createMyApp } from './cookbook.js';
import { openStore, stop } from './redis-store.js';

const close = closeAfterEach();

const optionsFor = async (baseUrl: string) => {
  const pool = close(await startPoolFor(baseUrl));
  return {
    pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
    baseUrl,
    secrets: [testSecret],
    ordersApi: `${pool.domain}/oauth2/userInfo`,
  };
};

const start = async () => {
  const outer = express();
  const { origin } = close(await listen(outer));
  outer.use(createMyApp(await optionsFor(origin)).app);
  const browser = createBrowser();
  return { origin, browser };
};

describe('the recipes of docs/cookbook.md', () => {
  test('call an API with the access token, and keep data of the app in the session (F-L2)', async () => {
    const { origin, browser } = await start();
    await signIn(browser, `${origin}/cart`, ada);
    expect((await browser.send(`${origin}/orders`)).json()).toMatchObject({ email: 'ada@example.com' });
    const headers = { 'content-type': 'application/json', 'origin': origin, 'sec-fetch-site': 'same-origin' };
    const put = await browser.send(`${origin}/cart`, { method: 'POST', headers, body: '{"item":"tea"}' });
    expect([put.status, put.text]).toEqual([200, '{"cart":["tea"]}']);
    expect((await browser.send(`${origin}/cart`)).json()).toMatchObject({ cart: ['tea'] });
    expect((await browser.send(`${origin}/staff`)).text).toBe('staff');
    expect((await browser.send(`${origin}/counts`)).json()).toMatchObject({ sign_in_succeeded: 1 });
  });

  test('answer an error as a page to a person, and as JSON to a program (F-L2)', async () => {
    const warn = jest.spyOn(console, 'warn').mockReturnValue();
    const { origin, browser } = await start();
    const stray = `${origin}/auth/callback?code=made-up&state=${'x'.repeat(43)}`;
    const page = await browser.send(stray, { headers: { accept: 'text/html' } });
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('<a href="/auth/sign-in')]);
    const program = await browser.send(stray, { headers: { accept: 'application/json' } });
    expect(program.json()).toMatchObject({ code: 'sign_in_expired' });
    expect(warn).toHaveBeenLastCalledWith(
      expect.stringMatching(/no_pending_sign_in.*"path":"\/auth\/callback"/),
    );
    warn.mockRestore();
  });
});

describeWithRedis('the recipe for many processes', () => {
  const redis = redisForAllTests();

  test('shares sessions through Redis, and stops in order (F-L2)', async () => {
    const port = await freePort();
    const baseUrl = `http://localhost:${port}`;
    const options = await optionsFor(baseUrl);
    const browser = createBrowser();
    for (const process of ['first', 'second']) {
      const store = openStore(redis.url, options.secrets);
      // It connects meanwhile.
      await eventually(() => store.check());
      const { app, auth } = createMyApp({ ...options, store });
      const server = createServer(app).listen(port, '127.0.0.1');
      await once(server, 'listening');
      if (process === 'first') await signIn(browser, `${baseUrl}/cart`, ada);
      expect((await browser.send(`${baseUrl}/cart`)).status).toBe(200);
      server.closeAllConnections();
      await stop(server, auth, store);
    }
  });
});
