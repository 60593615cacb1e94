import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, jest, test } from '@jest/globals';
import { startLocalPool } from '../../../src/local-pool/index.js';
import { createBrowser } from '../../support/browser.js';
import { freePort } from '../../support/free-port.js';
import { grace, signIn } from '../../support/people.js';
import { createMyApp } from './lift.js';

const running: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

test('the app of the README signs people in, guards its pages and answers errors', async () => {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const pool = await startLocalPool({ callbackUrls: [`${baseUrl}/auth/callback`], passwordCost: 16 });
  running.push(() => pool.close());
  const types = new Set<string>();
  const app = createMyApp({
    pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
    baseUrl,
    onEvent: (event) => types.add(event.type),
    secrets: ['a secret of this test that is long enough'],
  });
  const server = createServer(app).listen(port, '127.0.0.1');
  running.push(() => server.close());
  await once(server, 'listening');

  const browser = createBrowser();
  const account = await signIn(browser, `${baseUrl}/account`, grace);
  expect([account.status, account.text]).toEqual([200, '{"hello":"grace@example.com"}']);
  const admin = await browser.send(`${baseUrl}/admin`);
  expect([admin.status, JSON.parse(admin.text)]).toMatchObject([403, { code: 'forbidden' }]);
  expect((await browser.send(`${baseUrl}/api/me`)).status).toBe(401);
  expect(types).toContain('sign_in_succeeded');
});

test('the app of the README says what to change when its client secret is wrong (F-L3)', async () => {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const pool = await startLocalPool({ callbackUrls: [`${baseUrl}/auth/callback`], passwordCost: 16 });
  running.push(() => pool.close());
  const app = createMyApp({
    pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: 'not-the-secret-of-this-client' },
    baseUrl,
    secrets: ['a secret of this test that is long enough'],
  });
  const server = createServer(app).listen(port, '127.0.0.1');
  running.push(() => server.close());
  await once(server, 'listening');
  const warn = jest.spyOn(console, 'warn').mockReturnValue();
  running.push(() => warn.mockRestore());

  const page = await signIn(createBrowser(), `${baseUrl}/account`, grace);
  expect([page.status, JSON.parse(page.text)]).toMatchObject([500, { code: 'pool_misconfigured' }]);
  expect(warn.mock.calls).toEqual([
    [expect.objectContaining({ type: 'sign_in_failed', hint: expect.stringContaining('pool.clientSecret') })],
  ]);
});
