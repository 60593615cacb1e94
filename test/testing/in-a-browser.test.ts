import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import express from 'express';
import { createTestSession } from '../../src/testing/index.js';
import { selfSigned } from '../support/certificate.js';
import { describeWithChromium, launchChromium } from '../support/chromium.js';
import { closeAfterEach } from '../support/closing.js';
import { createTestedApp, optionsWith } from './support.js';

describeWithChromium('the cookie of a test session', () => {
  const closing = closeAfterEach();

  test('is taken by a real browser for a site on https, where its name allows it no domain', async () => {
    const app = express();
    const server = createServer(selfSigned('localhost'), app);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing({
      close: async () => {
        server.close();
        server.closeAllConnections();
      },
    });
    const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
    const options = optionsWith({ baseUrl });
    app.use(createTestedApp(options));
    const session = await createTestSession(options, { email: 'ada@example.com' });

    const browser = closing(await launchChromium());
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    await context.addCookies([session.cookie]);
    const [cookie] = await context.cookies(baseUrl);
    expect(cookie).toMatchObject({ name: '__Host-session', secure: true, httpOnly: true, sameSite: 'Lax' });
    const page = await context.newPage();
    await page.goto(`${baseUrl}/`);
    expect(await page.textContent('body')).toBe('ada@example.com');
  });
});
