import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express, RequestHandler } from 'express';
import type { Browser } from 'playwright-core';
import { createBrowser, type Answer } from '../../support/browser.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { closeAfterEach } from '../../support/closing.js';
import { ada, signIn } from '../../support/people.js';
import { openTab } from '../../support/tab.js';
import { startRecipe } from './recipe-app.js';

// Recipes of docs/lifting.md for an app that has protection of its own.

const closing = closeAfterEach();

const start = async (name: string, more: object = {}) => {
  const { createMyApp } = (await import(`./${name}.js`)) as {
    readonly createMyApp: (options: object) => Express;
  };
  return startRecipe(closing, createMyApp, { onEvent: () => undefined, ...more });
};

describe('an app with helmet', () => {
  const policyOf = async (url: string): Promise<Answer['headers'][string]> =>
    (await createBrowser().send(url)).headers['content-security-policy'];

  test('names the pool in form-action from the first page on, and keeps the rest of the defaults', async () => {
    const { origin, pool } = await start('with-helmet');
    const policy = await policyOf(`${origin}/signed-out`);
    expect(policy).toContain(`form-action 'self' ${pool.domain};`);
    expect(policy).toContain("default-src 'self';");
  });

  test('shows its pages while the pool cannot be reached, and names it once it can', async () => {
    const { origin, pool } = await start('with-helmet');
    pool.faults.add({ endpoint: 'discovery', fault: { kind: 'status', status: 503 } });
    expect(await policyOf(`${origin}/signed-out`)).toContain("form-action 'self' 'self';");
    pool.faults.clear();
    expect(await policyOf(`${origin}/signed-out`)).toContain(`form-action 'self' ${pool.domain};`);
  });
});

describeWithChromium('an app with helmet in a real browser', () => {
  let chromium: Browser;
  beforeAll(async () => {
    chromium = await launchChromium();
  });
  afterAll(() => chromium.close());

  test('signs out by its form, and a form that is sent without a session leads to the sign-in', async () => {
    const { origin, pool } = await start('with-helmet');
    const context = await chromium.newContext();
    const { page, complaints } = await openTab(context);
    await page.goto(`${origin}/account`);
    await page.fill('input[name=username]:visible', ada.username);
    await page.fill('input[name=password]:visible', ada.password);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${origin}/account`);

    // The session ends here; the pool's page stays open for the password.
    await context.clearCookies();
    await page.click('text=Save');
    await page.waitForURL(`${pool.domain}/login?*`);
    await page.fill('input[name=username]:visible', ada.username);
    await page.fill('input[name=password]:visible', ada.password);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${origin}/account`);

    await page.click('text=Sign out');
    await page.waitForURL(`${origin}/signed-out`);
    expect(await page.textContent('body')).toBe('You are signed out');
    expect(pool.requests.count('logout')).toBe(1);
    expect(complaints).toEqual([]);
  });
});

describe('an app with CSRF protection of its own', () => {
  /** As such middlewares do: a post without the token of the page is refused. */
  const protectFromCsrf: RequestHandler = (request, response, next) =>
    request.method === 'POST' && request.get('x-csrf-token') !== 'of the page'
      ? void response.status(403).send('no token')
      : next();

  test('signs out by the form of one line, and refuses its own posts without the token', async () => {
    const { origin, pool } = await start('own-csrf', { protectFromCsrf });
    const browser = createBrowser();
    const page = await signIn(browser, `${origin}/account`);
    const own = await browser.post(`${origin}/name`);
    expect([own.status, own.text]).toEqual([403, 'no token']);
    const end = await browser.submit(page);
    expect([end.url, end.text]).toEqual([`${origin}/signed-out`, 'You are signed out']);
    expect(pool.requests.count('logout')).toBe(1);
  });

  test('refuses a sign-out that another site makes a browser send, though no token is asked for', async () => {
    const { origin } = await start('own-csrf', { protectFromCsrf });
    const browser = createBrowser();
    await signIn(browser, `${origin}/account`);
    const headers = { 'origin': 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const answer = await browser.send(`${origin}/auth/sign-out`, { method: 'POST', headers });
    expect(answer.status).toBe(403);
    expect((await browser.send(`${origin}/account`)).status).toBe(200);
  });
});
