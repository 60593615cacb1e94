import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { ada } from '../../support/people.js';
import { openTab } from '../../support/tab.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';

describeWithChromium('a browser that keeps pages for the Back button, as people’s browsers do', () => {
  let chromium: Browser;
  let site: WholeSite;

  beforeAll(async () => {
    // Test browsers start with that cache off.
    chromium = await launchChromium({ keepsPagesForBack: true });
    site = await startWholeSite();
  });
  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  test('shows nobody’s account after signing out, and Back leads to the sign-in page (F-S28)', async () => {
    const { page, complaints } = await openTab(await chromium.newContext());
    await page.goto(`${site.origin}/account`);
    await page.fill('input[name=username]:visible', ada.username);
    await page.fill('input[name=password]:visible', ada.password);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${site.origin}/account`);
    const shown = await notePages(page);
    await page.click('header >> text=Sign out');
    await page.waitForURL(`${site.origin}/signed-out`);

    await page.evaluate('history.back()');
    await page.waitForURL(`${site.pool.domain}/login?**`);
    // The page did come out of that cache, and was asked for again: otherwise this test would show nothing.
    expect(shown).toContain(`${site.origin}/account persisted`);
    expect(complaints).toEqual([]);
  });

  /** Every page that is shown from now on, and whether it came out of the cache. */
  const notePages = async (page: Page): Promise<readonly string[]> => {
    const shown: string[] = [];
    await page.exposeFunction('noteShown', (line: string) => void shown.push(line));
    await page.evaluate(
      `addEventListener('pageshow', ({ persisted }) => { if (persisted) noteShown(location.href + ' persisted'); })`,
    );
    return shown;
  };
});
