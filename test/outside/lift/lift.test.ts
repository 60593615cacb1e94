import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { startLocalPool } from '../../../src/local-pool/index.js';
import { testSecret } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { signIn } from '../../support/people.js';
import { makeNewApp } from './new-app.js';

test('src/auth, copied into an empty folder with the app of the README, compiles and signs people in', async () => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const [app, pool] = await Promise.all([
    makeNewApp(),
    startLocalPool({
      callbackUrls: [`${origin}/auth/callback`],
      logoutUrls: [`${origin}/signed-out`],
      passwordCost: 16,
    }),
  ]);
  try {
    await app.compile();
    const child = app.start({
      PORT: String(port),
      HOST: '127.0.0.1',
      BASE_URL: origin,
      COGNITO_ISSUER: pool.issuer,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      SESSION_SECRET: testSecret,
    });
    try {
      const browser = createBrowser();
      await eventually(() => browser.send(`${origin}/account`));
      const page = await signIn(browser, `${origin}/account`);
      expect(page.url).toBe(`${origin}/account`);
      expect(JSON.parse(page.text)).toEqual({ hello: 'ada@example.com' });
      expect((await browser.send(`${origin}/admin`)).text).toBe('{"secret":42}');
      const out = await browser.post(`${origin}/auth/sign-out`);
      expect(out.headers.location).toContain(`${pool.domain}/logout?`);
      expect((await browser.send(`${origin}/account`)).status).toBe(303);
    } finally {
      const stopped = once(child, 'exit');
      child.kill();
      await stopped;
    }
  } finally {
    await pool.close();
    await app.remove();
  }
}, 60_000);
