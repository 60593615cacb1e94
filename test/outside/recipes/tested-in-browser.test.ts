import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { openForAllTests } from '../../support/opened.js';
import { startTestedApp } from './tested-in-browser.js';

// The test of docs/testing.md in a browser, as it stands there.

const app = openForAllTests(startTestedApp);
let browser: Browser;

// #region signout
const administratorSignsOut = async () => {
  const page = await app.openAs(browser, { email: 'ada@example.com', groups: ['admins'] });
  await page.goto('/account');
  expect(await page.textContent('h1')).toBe('admins');

  await page.click('text=Sign out');
  expect(page.url()).toBe(`${app.baseUrl}/signed-out`);
  expect(await page.textContent('body')).toBe('You are signed out');

  await page.goto('/account');
  expect(await page.textContent('body')).toContain('This issuer is for tests and signs nobody in');
};
// #endregion

describeWithChromium('the app of docs/testing.md in a real browser', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test('an administrator signs out', administratorSignsOut);
});
