import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startSite, type Site } from '../../../src/site.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { ada } from '../../support/people.js';
import { openTab } from '../../support/tab.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';

describeWithChromium('signing out right after a restart, before the site has heard from the pool', () => {
  let chromium: Browser;
  let site: WholeSite;
  let restarted: Site | undefined;

  beforeAll(async () => {
    chromium = await launchChromium();
    site = await startWholeSite();
  });
  afterAll(async () => {
    await chromium.close();
    await restarted?.stop({ noticeMs: 0 });
    await site.pool.close();
  });

  test('the form still reaches the pool, because its page waits until the policy can name it (M-03)', async () => {
    const { page, complaints } = await openTab(await chromium.newContext());
    await page.goto(`${site.origin}/account`);
    await page.fill('input[name=username]:visible', ada.username);
    await page.fill('input[name=password]:visible', ada.password);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${site.origin}/account`);

    site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'status', status: 503 } });
    await site.stop({ noticeMs: 0 });
    restarted = await startSite({ config: site.config, storage: site.storage, log: site.log.write });
    await page.goto(`${site.origin}/account`);
    site.pool.faults.clear();
    await page.click('header >> text=Sign out');
    expect(page.url()).toBe(`${site.origin}/auth/sign-out`);
    await page.click('main form button');
    await page.waitForURL(`${site.origin}/signed-out`);
    expect(complaints).toEqual([]);
    expect(site.pool.requests.count('logout')).toBe(1);
  });
});
