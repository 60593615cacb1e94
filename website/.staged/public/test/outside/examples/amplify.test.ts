import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { freePort } from '../../support/free-port.js';
import { keepScreenshot, openTab, seriousFindings, type Tab } from '../../support/tab.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';
import { exampleIn } from './example.js';

let site: WholeSite;
let origin: string;
let example: ReturnType<typeof exampleIn>;
beforeAll(async () => {
  origin = `http://localhost:${await freePort()}`;
  site = await startWholeSite({
    env: { API_CLIENT_IDS: '1localpoolpublicclient0001', API_ALLOWED_ORIGINS: origin },
  });
  example = exampleIn('amplify', {
    VITE_USER_POOL_ENDPOINT: site.pool.api,
    VITE_API: `${site.origin}/api`,
  });
});
afterAll(() => site.close());

describe('examples/amplify in Node, as a phone would call', () => {
  test('signs in by SRP, calls the API with the access token, also with a refreshed one, and signs out', async () => {
    const said = await example.script('phone');
    expect(said.split('\n')).toEqual(
      expect.arrayContaining([
        'Signed in as ada@example.com',
        expect.stringMatching(
          /^The API knows [\w-]{36}, of the groups admins, staff, by a token for aws.cognito.signin.user.admin$/,
        ),
        expect.stringMatching(/^And again with a refreshed token: [\w-]{36}$/),
        'Signed out',
      ]),
    );
  }, 60_000);

  test('its pages have no mistakes that TypeScript sees', async () => {
    await expect(example.typecheck()).resolves.toMatchObject({ stdout: '' });
  }, 60_000);
});

describeWithChromium('examples/amplify in a browser, from another origin than the API', () => {
  let stop: () => Promise<void>;
  let chromium: Browser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    await example.script('build');
    const { port } = new URL(origin);
    stop = await example.start(['../../node_modules/vite/bin/vite.js', 'preview', '--port', port], origin);
    chromium = await launchChromium();
    tab = await openTab(await chromium.newContext());
    ({ page } = tab);
  }, 180_000);
  afterAll(async () => {
    await chromium.close();
    await stop();
  });

  test('the Authenticator signs somebody in, and the API knows them by their access token', async () => {
    await page.goto(origin);
    await page.waitForSelector('input[name=username]');
    await keepScreenshot(page, 'amplify-signed-out');
    await page.fill('input[name=username]', 'ada@example.com');
    await page.fill('input[name=password]', 'Local-Pool-1');
    await page.click('button[type=submit]');
    await page.click('text=Ask the API who I am');
    await page.waitForSelector('text=admins, staff');
    await keepScreenshot(page, 'amplify-signed-in');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.textContent('dl')).toContain('aws.cognito.signin.user.admin');
    expect(tab.complaints).toEqual([]);
    await page.click('text=Sign out');
    await page.waitForSelector('input[name=username]');
  });
});
