import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { totpCode } from '../../../src/local-pool/index.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { ada, grace } from '../../support/people.js';
import { keepScreenshot, openTab, seriousFindings } from '../../support/tab.js';
import { startPageSite, type PageSite } from '../pages/support/page-site.js';

describeWithChromium('a page that asks for a second factor, in a real browser', () => {
  let site: PageSite;
  let chromium: Browser;

  beforeAll(async () => {
    [site, chromium] = await Promise.all([
      startPageSite({
        pool: { levels: true },
        routes: (app, auth) => {
          const strong = auth.requireLevel({ anyLevel: ['urn:cognito:loa:4'] });
          app.get('/payments', strong, (_request, response) => response.redirect('/account'));
        },
      }),
      launchChromium(),
    ]);
  });
  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  const signedIn = async ({ username, password }: typeof ada): Promise<Page> => {
    const context = await chromium.newContext({ viewport: { width: 1280, height: 640 } });
    const { page } = await openTab(context);
    await page.goto(`${site.origin}/account`);
    await page.fill('input[name=username]:visible', username);
    await page.fill('input[name=password]:visible', password);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${site.origin}/account`);
    return page;
  };

  test('asks for the code alone, and opens', async () => {
    const page = await signedIn(ada);
    const secret = site.pool.enableTotp(ada.username);
    await page.goto(`${site.origin}/payments`);
    expect(page.url()).toContain('/mfa');
    await keepScreenshot(page, 'levels-code');
    await page.fill('input[name=code]:visible', totpCode(secret, site.pool.clock.now()));
    await page.press('input[name=code]:visible', 'Enter');
    await page.waitForURL(`${site.origin}/account`);
    await page.context().close();
  });

  test('says to somebody without one what is missing, and leaves them signed in', async () => {
    const page = await signedIn(grace);
    await page.goto(`${site.origin}/payments`);
    expect(await page.textContent('h1')).toBe('This needs a stronger sign-in');
    expect(await page.textContent('main')).toContain('authentication_level_required');
    await keepScreenshot(page, 'levels-refused');
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto(`${site.origin}/account`);
    expect(page.url()).toBe(`${site.origin}/account`);
    await page.context().close();
  });
});
