import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { totpCode } from '../../../src/local-pool/index.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { keepScreenshot, openTab, seriousFindings, type Tab } from '../../support/tab.js';
import {
  password,
  startSelfServiceSite,
  type SelfServiceSite,
} from '../self-service/support/self-service-site.js';

let people = 0;

describeWithChromium('self-service in a real browser', () => {
  let site: SelfServiceSite;
  let chromium: Browser;
  let context: BrowserContext;
  let tab: Tab;
  let email: string;

  beforeAll(async () => {
    [site, chromium] = await Promise.all([startSelfServiceSite(), launchChromium()]);
  });
  afterAll(async () => {
    await chromium.close();
    await site.close();
  });
  afterEach(async () => {
    expect(tab.complaints).toEqual([]);
    await context.close();
  });

  const signedIn = async (options: Parameters<Browser['newContext']>[0] = {}): Promise<void> => {
    people += 1;
    email = `browser-${people}@example.com`;
    site.pool.addPerson({ email, password, attributes: { name: 'Browsing Person' } });
    context = await chromium.newContext(options);
    tab = await openTab(context);
    await tab.page.goto(`${site.origin}/account/profile`);
    await tab.page.fill('input[name=username]:visible', email);
    await tab.page.fill('input[name=password]:visible', password);
    await tab.page.press('input[name=password]:visible', 'Enter');
    await tab.page.waitForURL(`${site.origin}/**`);
  };

  const look = async (name: string): Promise<void> => {
    await keepScreenshot(tab.page, `self-service-${name}`);
    expect(await seriousFindings(tab.page)).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await tab.page.evaluate(overflow)).toBe(0);
  };
  const said = () => tab.page.textContent('.notice');

  test('a person changes a name, an address and the password, sets up an app, and deletes the account', async () => {
    await signedIn();
    const { page } = tab;
    await look('profile');
    await page.fill('#name', 'Ada Byron');
    await page.click('form[action$="/account/profile"] button');
    expect(await said()).toBe('Saved.');
    expect(await page.textContent('.person-name')).toContain('Ada Byron');

    await page.click('a[href$="/account/profile/email"]');
    await page.fill('#address', `new-${email}`);
    await page.click('main form.form button');
    await look('address');
    await page.fill('#code', site.pool.outbox.latest(`new-${email}`)?.code ?? '');
    await page.click('main form.form button');
    expect(await said()).toBe('The address is confirmed.');

    await page.goto(`${site.origin}/account/security`);
    await look('security');
    await page.click('a[href$="/security/password"]');
    await page.fill('#currentPassword', 'Not-Mine-4');
    await page.fill('#newPassword', 'Quite-Another-2');
    await page.fill('#repeatedPassword', 'Quite-Another-2');
    await page.click('main form.form button');
    expect(await page.evaluate('document.activeElement.id')).toBe('currentPassword');
    await look('password');
    await page.fill('#currentPassword', password);
    await page.fill('#newPassword', 'Quite-Another-2');
    await page.fill('#repeatedPassword', 'Quite-Another-2');
    await page.click('main form.form button');
    expect(await said()).toContain('Your password is changed');

    await page.click('a[href$="/security/authenticator"]');
    await page.click('main form button');
    await look('authenticator');
    const key = await page.inputValue('input[name=key]');
    await page.fill('#code', totpCode(key, site.pool.clock.now()));
    await page.click('main form.form button');
    expect(await said()).toContain('Your authenticator app is set up.');

    await page.click('a[href$="/security/delete"]');
    await look('delete');
    await page.fill('#confirmation', `new-${email}`);
    await page.click('main form.form button');
    expect(await page.textContent('h1')).toBe('The account is deleted');
    await page.goto(`${site.origin}/account`);
    expect(page.url()).toContain('/login');
  });

  test('works on a phone, in the dark and without script, and a step-up comes back to where it was asked for', async () => {
    await signedIn({ viewport: { width: 360, height: 740 }, colorScheme: 'dark', javaScriptEnabled: false });
    const { page } = tab;
    await page.goto(`${site.origin}/account/profile/phone`);
    await page.fill('#address', 'not a number');
    await page.click('main form.form button');
    expect(await page.inputValue('#address')).toBe('not a number');
    await keepScreenshot(page, 'self-service-phone');
    site.advance(25 * 60_000);
    await page.goto(`${site.origin}/account/security`);
    await page.click('a[href$="/security/delete"]');
    expect(page.url()).toContain('/login');
    await page.fill('input[name=username]:visible', email);
    await page.fill('input[name=password]:visible', password);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${site.origin}/account/security/delete`);
    // A form that was left lying goes over the sign-in page too: the page's policy has to allow it.
    site.advance(25 * 60_000);
    await page.fill('#confirmation', email);
    await page.click('main form.form button');
    expect(page.url()).toContain('/login');
  });
});
