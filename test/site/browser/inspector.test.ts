import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { ada } from '../../support/people.js';
import { openTab, seriousFindings } from '../../support/tab.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';

// `npm run docs:pictures -- --every inspector` takes each width in both schemes, to be looked at.
const looks = [
  { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { viewport: { width: 768, height: 800 }, colorScheme: 'light' },
  { viewport: { width: 360, height: 800 }, colorScheme: 'dark' },
] as const;

describeWithChromium('the inspector in a real browser', () => {
  let chromium: Browser;
  let site: WholeSite;
  let offsetMs = 0;

  beforeAll(async () => {
    chromium = await launchChromium();
    site = await startWholeSite({
      env: { INSPECTOR: 'on' },
      now: () => Date.now() + offsetMs,
      pool: { accessTokenSeconds: 300, idTokenSeconds: 300 },
    });
  });
  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  const signIn = async (page: Page): Promise<void> => {
    await page.goto(`${site.origin}/account`);
    await page.fill('input[name=username]:visible', ada.username);
    await page.fill('input[name=password]:visible', ada.password);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL((url) => url.origin === site.origin);
  };

  const signOut = async (page: Page): Promise<void> => {
    await page.goto(`${site.origin}/account`);
    await page.click('header >> text=Sign out');
    await page.waitForURL(`${site.origin}/signed-out`);
  };

  /** What is to be looked at, each in a browser that has done nothing else. */
  const stories: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    'good': signIn,
    'forged': async (page) => {
      await page.goto(`${site.origin}/auth/sign-in`);
      await page.goto(`${site.origin}/auth/callback?code=made-up&state=${'x'.repeat(43)}`);
    },
    'wrong-secret': async (page) => {
      const { id, secret } = site.pool.client;
      site.pool.updateClient(id, { secrets: ['another-secret-that-is-long-enough'] });
      await signIn(page);
      site.pool.updateClient(id, { secrets: [secret] });
    },
    'refresh-race': async (page) => {
      await signIn(page);
      offsetMs += 270_000;
      site.pool.clock.advance(270_000);
      site.pool.faults.add({ endpoint: 'token', fault: { kind: 'delay', ms: 150 }, times: 1 });
      await page.evaluate(`Promise.all([1, 2, 3].map((one) => fetch('/account?' + one)))`);
    },
    'sign-out': async (page) => {
      await signIn(page);
      await signOut(page);
    },
  };

  const overflowOf = async (page: Page): Promise<string[]> => {
    const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
    return overflow > 0 ? [`wider than the screen by ${overflow} px`] : [];
  };

  test.each(Object.keys(stories))(
    '%s: drawn within the screen, and accessible',
    async (name) => {
      const context = await chromium.newContext({ viewport: looks[0].viewport });
      const { page, complaints } = await openTab(context);
      await stories[name]?.(page);
      await page.goto(`${site.origin}/inspector`);
      const rows = await page.locator('svg.sequence a.row').count();
      expect(rows).toBeGreaterThan(1);
      expect(await page.locator('.step-list > li').count()).toBe(rows);
      // Where all is well nothing is open by itself; what failed is.
      if (name === 'good')
        await page.evaluate(`document.querySelectorAll('details').forEach((one) => (one.open = true))`);
      const problems: string[] = [];
      for (const { viewport, colorScheme } of looks) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        problems.push(...(await overflowOf(page)));
      }
      problems.push(...(await seriousFindings(page)), ...complaints);
      await context.close();
      expect(problems).toEqual([]);
    },
    120_000,
  );

  test('an arrow of the drawing opens its step, without script', async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page);
    await page.goto(`${site.origin}/inspector`);
    const step = page.locator('.step-list > li', { hasText: 'Redeems the code' });
    expect(await step.locator('.step-body').isVisible()).toBe(false);
    await page.click('svg.sequence a.row:has-text("Redeems the code") .hit');
    expect(await step.locator('.step-body').isVisible()).toBe(true);
    await page.click('.step-body:visible >> text=in src/auth/pool/pool.ts');
    await page.waitForURL(/\/inspector\/source\/pool\/pool\.ts#L\d+$/);
    expect(await page.locator('li:target').textContent()).toContain('redeem');
    await context.close();
  });
});
