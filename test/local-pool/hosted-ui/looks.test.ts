import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { wordsIn, type Language } from '../../../src/local-pool/hosted-ui/words/language.js';
import { seedPassword } from '../../../src/local-pool/index.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { openForAllTests } from '../../support/opened.js';
import { startPool } from '../../support/pool.js';
import { hostedPages } from '../support/hosted-pages.js';
import { callbackUrl } from '../support/app.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Those that only this pool has; the others are the hosted pages. */
const ownPages = ['/_local/outbox', '/_local/triggers', '/_local/'];

const looks: [string, Language, BrowserContextOptions][] = [
  ['on a desk, light', 'de', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['on a phone, dark', 'ja', { colorScheme: 'dark', viewport: { width: 320, height: 640 }, isMobile: true }],
];

const standardAttributes = [
  'name given_name middle_name family_name nickname preferred_username phone_number address',
  'birthdate gender locale zoneinfo website picture profile',
].flatMap((names) => names.split(' '));
const type = 'String' as const;

/** What axe-core finds wrong with a page, one line each, and whether it is too wide for its window. */
const flaws = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const findings = await page.evaluate<string[]>(
    'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))',
  );
  const isTooWide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  return isTooWide === true ? [...findings, 'has to be scrolled sideways'] : findings;
};

describeWithChromium('the hosted UI in a real browser', () => {
  let site: Server;
  let callback: string;

  beforeAll(async () => {
    site = createServer((_req, res) => res.end('back at the app')).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const address = site.address();
    callback = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}/callback`;
  });
  afterAll(() => {
    site.closeAllConnections();
    site.close();
  });
  const pool = openForAllTests(() =>
    startPool({
      callbackUrls: [callback, callbackUrl],
      // For its page.
      triggers: { PreAuthentication: (event) => event },
    }),
  );
  const browser = openForAllTests(launchChromium);

  const urlOf = (page: string): string => {
    const url = new URL(page, pool.domain);
    url.searchParams.set('response_type', 'code');
    url.searchParams.set('client_id', pool.client.id);
    url.searchParams.set('redirect_uri', callback);
    return url.href;
  };

  test('a sign-in ends at the app: the content security policy lets the redirect after the form through', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(urlOf('/login'));
    await page.fill('#username', 'ada@example.com');
    await page.fill('#password', seedPassword);
    await page.press('#password', 'Enter');
    await page.waitForURL(/\/callback\?code=/u);
    expect(new URL(page.url()).origin).toBe(new URL(callback).origin);
    await context.close();
  });

  test.each(looks)(
    'a sign-up that asks for every attribute breaks no rule of axe either, %s, in %s',
    async (_look, lang, options) => {
      const context = await browser.newContext({ ...options, bypassCSP: true });
      const page = await context.newPage();
      const schema = standardAttributes.map((name) => ({ name, type, required: true, mutable: true }));
      pool.updatePool({ schema });
      await page.goto(`${urlOf('/signup')}&lang=${lang}`);
      expect(await page.locator('input:visible, textarea').count()).toBe(schema.length + 3);
      expect(await flaws(page)).toEqual([]);
      pool.updatePool({ schema: [] });
      await context.close();
    },
  );

  test.each(looks)(
    'no page breaks a rule of axe or has to be scrolled sideways %s, in %s',
    async (look, lang, options) => {
      const context = await browser.newContext({ ...options, bypassCSP: true });
      const page = await context.newPage();
      const pages = await hostedPages(pool, look.replaceAll(/\W/gu, ''));
      const words = wordsIn(lang);
      for (const { name, url, cookies, title } of pages) {
        await context.clearCookies();
        const kept = Object.entries({ ...cookies, lang });
        await context.addCookies(kept.map(([key, value]) => ({ name: key, value, url: pool.domain })));
        await page.goto(url);
        expect([name, await page.title(), ...(await flaws(page))]).toEqual([name, title(words)]);
      }
      for (const path of ownPages) {
        await page.goto(urlOf(path));
        expect([path, ...(await flaws(page))]).toEqual([path]);
      }
      await context.close();
    },
    60_000,
  );
});
