import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { freePort } from '../../support/free-port.js';
import { testSecret } from '../../support/secret.js';
import { keepScreenshot, openTab, seriousFindings, type Tab } from '../../support/tab.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';
import { exampleIn } from './example.js';

const person = { email: 'ada@example.com', password: 'Local-Pool-1' };

describeWithChromium('examples/spa: a single-page app on the same site as its backend', () => {
  let site: WholeSite;
  let stop: () => Promise<void>;
  let chromium: Browser;
  let context: BrowserContext;
  let tab: Tab;
  let page: Page;
  let origin: string;
  /** Whatever the page was answered by its own server. */
  let answered: string[];

  beforeAll(async () => {
    origin = `http://127.0.0.1:${await freePort()}`;
    site = await startWholeSite({
      env: { API_CLIENT_IDS: '1localpoolpublicclient0001' },
      pool: { callbackUrls: [`${origin}/auth/callback`], logoutUrls: [`${origin}/signed-out`] },
    });
    site.pool.addResourceServer('orders', ['read']);
    const scopes = ['openid', 'email', 'profile', 'orders/read'];
    site.pool.updateClient(site.pool.publicClient.id, { scopes });
    const example = exampleIn('spa', {
      BASE_URL: origin,
      COGNITO_ISSUER: site.pool.issuer,
      SESSION_SECRET: testSecret,
      API: `${site.origin}/api/`,
    });
    await example.script('build');
    stop = await example.start(['dist/server/main.js'], origin);
    chromium = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await stop();
    await site.close();
  });
  beforeEach(async () => {
    context = await chromium.newContext();
    tab = await openTab(context);
    ({ page } = tab);
    answered = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(origin)) return;
      answered.push(JSON.stringify(response.headers()));
      response.text().then(
        (text) => answered.push(text),
        () => undefined,
      );
    });
  });
  afterEach(async () => {
    expect(tab.complaints).toEqual([]);
    await context.close();
  });

  const signIn = async (): Promise<void> => {
    await page.goto(origin);
    await page.click('a.button');
    await page.fill('input[name=username]:visible', person.email);
    await page.fill('input[name=password]:visible', person.password);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${origin}/`);
    await page.waitForSelector('text=Ada Lovelace');
  };

  test('signs in, shows what the API says, and signs out, and no token ever reaches the browser', async () => {
    await page.goto(origin);
    await page.waitForSelector('a.button');
    await keepScreenshot(page, 'spa-signed-out');
    expect(await seriousFindings(page)).toEqual([]);
    await signIn();
    await page.click('text=Show my orders');
    await page.waitForSelector('text=A field guide to redirects');
    await keepScreenshot(page, 'spa-signed-in');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.textContent('#left')).toBe('The session ends in 60 min unless you use it.');
    expect(await page.evaluate('document.cookie + JSON.stringify(localStorage)')).toBe('{}');
    expect(answered.length).toBeGreaterThan(8);
    // A JSON Web Token, wherever it might be.
    expect(answered.filter((text) => /\bey[\w-]+\.ey[\w-]+\./.test(text))).toEqual([]);
    await page.click('text=Sign out');
    await page.waitForURL(`${origin}/signed-out*`);
    expect(await page.textContent('main')).toContain('Sign in to see your orders.');
  });

  test('notices when the session has ended in another tab', async () => {
    await signIn();
    const other = await context.newPage();
    await other.goto(origin);
    await other.click('text=Sign out');
    await other.waitForURL(`${origin}/signed-out*`);
    await page.click('text=Show my orders');
    await page.waitForSelector('text=Your session has ended.');
    expect(await page.getAttribute('a.button', 'href')).toBe('/auth/sign-in?return_to=%2F');
  });

  test('tells a person whose sign-in failed', async () => {
    await page.goto(`${origin}/auth/callback?code=made-up&state=made-up`);
    await page.waitForSelector('text=That sign-in did not work.');
    expect(page.url()).toBe(`${origin}/?problem=sign_in_expired`);
  });
});

test('the pages of examples/spa have no mistakes that TypeScript sees', async () => {
  await expect(exampleIn('spa', {}).typecheck()).resolves.toMatchObject({ stdout: '' });
}, 60_000);
