import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { startDemo, type Demo } from '../../support/demo.js';
import { keepScreenshot, openTab, seriousFindings, type Tab } from '../../support/tab.js';

describeWithChromium('the demo in a real browser', () => {
  let demo: Demo;
  let chromium: Browser;
  let context: BrowserContext;
  let tab: Tab;

  beforeAll(async () => {
    [demo, chromium] = await Promise.all([startDemo(), launchChromium()]);
  });
  afterAll(async () => {
    await chromium.close();
    expect(await demo.stop()).toBe(0);
  });
  beforeEach(async () => {
    context = await chromium.newContext();
    tab = await openTab(context);
  });
  afterEach(async () => {
    expect(tab.complaints).toEqual([]);
    await context.close();
  });

  const look = async (name: string): Promise<void> => {
    await keepScreenshot(tab.page, name);
    expect(await seriousFindings(tab.page)).toEqual([]);
  };

  const signIn = async (email: string): Promise<void> => {
    const { page } = tab;
    await page.fill('input[name=username]:visible', email);
    await page.fill('input[name=password]:visible', 'Local-Pool-1');
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${demo.origin}/**`);
  };

  test('ada signs in, sees her account and the admin page, and signs out at the site and at the pool (M-03)', async () => {
    const { page } = tab;
    await page.goto(demo.origin);
    await look('home');
    await page.goto(`${demo.origin}/account`);
    expect(page.url()).toContain(`${demo.poolDomain}/login`);
    await look('pool-sign-in');
    await signIn('ada@example.com');
    expect(page.url()).toBe(`${demo.origin}/account`);
    expect(await page.textContent('main')).toContain('ada@example.com');
    await look('account');
    await page.goto(`${demo.origin}/admin`);
    expect(await page.title()).toMatch(/admin/i);
    await look('admin');
    await page.goto(`${demo.origin}/account/sign-ins`);
    await look('sign-ins');
    await page.goto(demo.origin);
    await look('home-signed-in');
    await page.goto(`${demo.origin}/auth/sign-out`);
    await look('sign-out');
    await page.click('main form button');
    await page.waitForURL(`${demo.origin}/signed-out`);
    await look('signed-out');
    await page.goto(`${demo.origin}/account`);
    expect(page.url()).toContain(`${demo.poolDomain}/login`);
  });

  test('the site and the pool keep their cookies apart, on two hosts, out of reach of scripts', async () => {
    const { page } = tab;
    await page.goto(`${demo.origin}/account`);
    await signIn('ada@example.com');
    const cookies = await context.cookies();
    const ofSite = cookies.filter(({ domain }) => domain === 'localhost');
    expect(ofSite.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual(
      // The inspector is on in the demo alone.
      ['inspector', 'session'].map((name) =>
        expect.objectContaining({ name, httpOnly: true, sameSite: 'Lax', path: '/' }),
      ),
    );
    expect(cookies.filter(({ domain }) => domain === '127.0.0.1').map(({ name }) => name)).toContain(
      'cognito',
    );
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  test('grace, who is in no group, is told so at the admin page and can sign out', async () => {
    const { page } = tab;
    await page.goto(`${demo.origin}/admin`);
    await signIn('grace@example.com');
    expect(page.url()).toBe(`${demo.origin}/admin`);
    expect(await page.textContent('main')).toContain('forbidden');
    await look('forbidden');
    await page.goto(`${demo.origin}/auth/sign-out`);
    await page.click('main form button');
    await page.waitForURL(`${demo.origin}/signed-out`);
  });

  test('the back button after signing out shows nothing of the account (I-09)', async () => {
    const { page } = tab;
    await page.goto(`${demo.origin}/account`);
    await signIn('ada@example.com');
    await page.goto(`${demo.origin}/auth/sign-out`);
    await page.click('main form button');
    await page.waitForURL(`${demo.origin}/signed-out`);
    for (let steps = 0; steps < 3; steps += 1) {
      await page.goBack();
      expect(await page.textContent('body')).not.toContain('ada@example.com');
    }
  });

  test('a sign-in that cannot be finished offers to start again and keeps where the person was going', async () => {
    const { page } = tab;
    await page.goto(`${demo.origin}/auth/callback?code=made-up&state=made-up`);
    expect(await page.textContent('main')).toContain('sign_in_expired');
    await look('error-sign-in-expired');
    await page.goto(`${demo.origin}/no/such/page`);
    await look('not-found');
  });

  test('every page reads well on a phone and in the dark', async () => {
    const small = await chromium.newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    tab = await openTab(small);
    const { page } = tab;
    await page.goto(demo.origin);
    await look('phone-dark-home');
    await page.goto(`${demo.origin}/account`);
    await look('phone-dark-pool-sign-in');
    await signIn('ada@example.com');
    for (const path of [
      '/account',
      '/account/sign-ins',
      '/admin',
      '/auth/sign-out',
      '/signed-out',
      '/nowhere',
      '/auth/callback',
    ]) {
      await page.goto(demo.origin + path);
      await look(`phone-dark${path.replaceAll('/', '-')}`);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
    }
    await small.close();
  });
});
