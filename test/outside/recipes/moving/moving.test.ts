import express, { type Express } from 'express';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createBrowser } from '../../../support/browser.js';
import { closeAfterEach } from '../../../support/closing.js';
import { listen } from '../../../support/listen.js';
import { ada, grace, signIn } from '../../../support/people.js';
import { startPoolFor } from '../../../support/pool.js';
import { testSecret } from '../../../support/secret.js';

const close = closeAfterEach();
const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
});

const start = async (name: string) => {
  const outer = express();
  const site = close(await listen(outer));
  const pool = close(await startPoolFor(site.origin));
  Object.assign(process.env, {
    BASE_URL: site.origin,
    COGNITO_ISSUER: pool.issuer,
    COGNITO_CLIENT_ID: pool.client.id,
    COGNITO_CLIENT_SECRET: pool.client.secret,
    SESSION_SECRET: testSecret,
    ORDERS: `${pool.domain}/oauth2/userInfo`,
  });
  const { app } = (await import(`./${name}.js`)) as { readonly app: Express };
  outer.use(app);
  return { origin: site.origin, pool };
};

describe.each([['express-openid-connect'], ['quick-start'], ['passport'], ['auth-js']])(
  'docs/moving/%s.md',
  (name) => {
    test('what its diff leads to signs in from the old address, guards and signs out', async () => {
      const { origin, pool } = await start(name);
      const browser = createBrowser();
      expect((await browser.send(`${origin}/account`)).status).toBe(303);
      const home = (await browser.send(origin)).text;
      const [, link = ''] = /href="([^"]+)"/.exec(home) ?? [];
      await signIn(browser, `${origin}${link}`, ada);
      expect((await browser.send(origin)).text).toBe('Hello ada@example.com');
      expect((await browser.send(`${origin}/account`)).text).toBe('{"hello":"ada@example.com"}');
      const admin = await browser.send(`${origin}/admin`);
      if (admin.status !== 404) {
        expect(admin.text).toBe('{"secret":42}');
        const other = createBrowser();
        expect((await signIn(other, `${origin}/admin`, grace)).status).toBe(403);
      }
      const orders = await browser.send(`${origin}/orders`);
      if (orders.status !== 404) expect(orders.json()).toMatchObject({ email: 'ada@example.com' });
      const out = await browser.post(`${origin}/auth/sign-out`);
      expect(out.location).toContain(`${pool.domain}/logout?`);
      expect((await browser.visit(out.location)).text).toContain('You are signed out');
      expect((await browser.send(`${origin}/account`)).status).toBe(303);
    });
  },
);
