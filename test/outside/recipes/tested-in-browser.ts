// #region browser
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Browser } from 'playwright-core';
import { createMemoryStore, type AuthOptions } from '../../../src/auth/index.js';
import { createTestSession, startTestIssuer, type TestSignIn } from '../../../src/testing/index.js';
import { createMyApp } from './tested-app.js';

export const startTestedApp = async () => {
  const issuer = await startTestIssuer();
  // The port has to be known before the address of the site is.
  const shell = express();
  const server = shell.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const options: AuthOptions = {
    pool: issuer.pool,
    baseUrl,
    secrets: ['a secret of the tests that is long enough'],
    store: createMemoryStore(),
  };
  shell.use(createMyApp(options));

  return {
    baseUrl,
    /** A page of a browser in which somebody is signed in. */
    openAs: async (browser: Browser, person: TestSignIn) => {
      const session = await createTestSession(options, person);
      const context = await browser.newContext({ baseURL: baseUrl });
      await context.addCookies([session.cookie]);
      return context.newPage();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await issuer.close();
    },
  };
};
// #endregion
