import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Browser } from '../support/browser.js';
import { createBrowser } from '../support/browser.js';
import { takeDown } from '../support/outage.js';
import { signIn } from '../support/people.js';
import { startHostApp, type HostApp } from '../outside/lift/host-app.js';

let app: HostApp;
let warnings: string[];

beforeEach(async () => {
  warnings = [];
  jest.spyOn(process, 'emitWarning').mockImplementation((warning) => void warnings.push(String(warning)));
  app = await startHostApp(
    (express, auth) => {
      express.use(auth.session);
      express.use('/auth', auth.router);
    },
    { onEvent: undefined as never },
  );
});

afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
});

test('without onEvent, a wrong client secret is told on the console, once, and without the secret (F-L3)', async () => {
  app.pool.addClient({ id: app.pool.client.id, secret: 'another-secret-of-this-client' });
  for (let times = 0; times < 3; times += 1) {
    const page = await signIn(createBrowser(), `${app.origin}/account`);
    expect(page.status).toBeGreaterThanOrEqual(500);
  }
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^sign in failed: pool_\w+, .*invalid_client.*onEvent/);
  expect(warnings[0]).toContain('`pool.clientSecret`');
  expect(warnings[0]).not.toContain(app.pool.client.secret);
});

test('without onEvent, each kind of trouble is told by itself, and what visitors do is not (F-L3)', async () => {
  const open = (browser: Browser, path: string) => browser.send(`${app.origin}${path}`);
  await open(createBrowser(), '/auth/callback?code=a&state=b');
  await open(createBrowser(), '/auth/sign-in');
  expect(warnings).toEqual([]);
  takeDown(app.pool);
  const page = await signIn(createBrowser(), `${app.origin}/account`);
  expect(page.status).toBeGreaterThanOrEqual(500);
  expect(warnings.length).toBeGreaterThan(0);
  expect(warnings.filter((warning) => !warning.includes('pool_unreachable'))).toEqual([]);
});

test('without onEvent, a pool that nothing listens for is told with its address and the option to change (F-L3)', async () => {
  await app.pool.close();
  const page = await createBrowser().send(`${app.origin}/auth/sign-in`);
  expect(page.status).toBe(503);
  expect(warnings).toEqual([
    expect.stringMatching(/^sign in failed: pool_unreachable, ECONNREFUSED, http:.*`pool\.issuer`.*onEvent/),
  ]);
});
