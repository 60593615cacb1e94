import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { withAuthenticator } from '../../local-pool/support/authenticator.js';
import { signInByPassword } from '../../local-pool/user-pools-api/support.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { keepScreenshot, openTab, seriousFindings, type Tab } from '../../support/tab.js';
import {
  password,
  startSelfServiceSite,
  type SelfServiceSite,
} from '../self-service/support/self-service-site.js';

let people = 0;

describeWithChromium('what newer pools have, in a real browser', () => {
  let site: SelfServiceSite;
  let chromium: Browser;
  let context: BrowserContext;
  let tab: Tab;
  let page: Page;
  let email: string;

  beforeAll(async () => {
    const pool = { sessionTracking: true, passkeys: true };
    [site, chromium] = await Promise.all([startSelfServiceSite({ pool }), launchChromium()]);
  });
  afterAll(async () => {
    await chromium.close();
    await site.close();
  });
  beforeEach(() => {
    people += 1;
    email = `pool-${people}@example.com`;
    site.pool.addPerson({ email, password, attributes: { name: 'Browsing Person' } });
  });
  afterEach(async () => {
    expect(tab.complaints).toEqual([]);
    await context.close();
  });

  const open = async (path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<void> => {
    context = await chromium.newContext(options);
    tab = await openTab(context);
    ({ page } = tab);
    await page.goto(`${site.origin}${path}`);
    await typePassword();
  };

  const typePassword = async (): Promise<void> => {
    await page.fill('input[name=username]:visible', email);
    await page.fill('input[name=password]:visible', password);
    await page.press('input[name=password]:visible', 'Enter');
  };

  const look = async (name: string): Promise<void> => {
    await keepScreenshot(page, name);
    expect(await seriousFindings(page)).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
  };

  test('a passkey is added by the link of the security page, is listed there with its name, and removed', async () => {
    await open('/account/security');
    await withAuthenticator(context, page);
    await page.waitForURL(`${site.origin}/account/security`);
    await page.click('text=Add a passkey');
    // The pool's page for it is at a name, because passkeys are for no address.
    await page.click('a.button');
    await page.locator('form[data-passkey] button:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site.origin}/account/security?outcome=passkey-added`);
    expect(await page.textContent('.notice')).toBe('A passkey was added.');
    expect(site.pool.person(email).passkeys).toHaveLength(1);
    const row = page.locator('section[aria-labelledby=passkeys] li');
    expect(await row.locator('strong').textContent()).toBe('Platform passkey');
    await look('self-service-passkeys');
    await row.locator('button').click();
    expect(await page.textContent('.notice')).toContain('That passkey is removed.');
    expect(site.pool.person(email).passkeys ?? []).toEqual([]);
    expect(await page.locator('section[aria-labelledby=passkeys] li').count()).toBe(0);
  });

  test.each([
    ['on a desk', { viewport: { width: 1280, height: 800 } }],
    [
      'on a phone, in the dark and without script',
      { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const, javaScriptEnabled: false },
    ],
  ])('sessions of other apps are shown and ended %s', async (how, options) => {
    await signInByPassword(site.pool, email, password);
    await open('/account/sign-ins', options);
    await page.waitForURL(`${site.origin}/account/sign-ins`);
    const name = `pool-sessions-${options.viewport.width}`;
    if (how === 'on a desk') await look(name);
    else await keepScreenshot(page, name);
    expect(await page.locator('[aria-labelledby=pool-sessions] li').count()).toBe(3);
    await page.click('[aria-labelledby=pool-sessions] form button');
    expect(await page.textContent('.notice')).toContain('The user pool has ended that session');
    expect(await page.locator('[aria-labelledby=pool-sessions] li').count()).toBe(2);
  });
});
