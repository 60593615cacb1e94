import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import { languages } from '../../../src/pages/words/language.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { ada } from '../../support/people.js';
import { startPageSite, type PageSite } from './support/page-site.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core finds wrong with a page, one line each. */
const findings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(rules)} }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
  return found as string[];
};

const forEveryone = [
  '/',
  '/signed-out',
  '/signed-out?pool=not-reached',
  '/nowhere',
  '/problems/pool_timeout',
];
const forAda = [
  '/',
  '/account',
  '/account/sign-ins?outcome=ended',
  '/account/aws',
  '/admin',
  '/auth/sign-out',
  '/signed-out',
];

const looks: [string, BrowserContextOptions][] = [
  ['on a desk, light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['on a phone, dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 }, isMobile: true }],
];

describeWithChromium('the pages in a real browser', () => {
  let site: PageSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startPageSite(), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  /** Signs in with a tab, which goes on: each tab of its own costs as much as the page that it shows. */
  const signIn = async (page: Page): Promise<void> => {
    await page.goto(`${site.origin}/account`);
    await page.fill('input[name="username"]:visible', ada.username);
    await page.fill('input[name="password"]:visible', ada.password);
    await page.press('input[name="password"]:visible', 'Enter');
    await page.waitForURL(`${site.origin}/account`);
  };

  const signedIn = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    await signIn(page);
    return page;
  };

  const problemsOf = async (page: Page, path: string): Promise<string[]> => {
    const complaints: string[] = [];
    const hear = (message: ConsoleMessage): void => {
      // A status of 404 is what some of these pages are about.
      if (message.type() === 'error' && !message.text().includes('status of 404'))
        complaints.push(message.text());
    };
    const hearError = ({ message }: Error): unknown => complaints.push(message);
    page.on('console', hear).on('pageerror', hearError);
    await page.goto(`${site.origin}${path}`);
    const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
    if (overflow > 0) complaints.push(`wider than the screen by ${overflow} px`);
    complaints.push(...(await findings(page)));
    page.off('console', hear).off('pageerror', hearError);
    return complaints.map((complaint) => `${path}: ${complaint}`);
  };

  test.each(looks)(
    '%s: accessible, within the screen, and at home in a strict content policy',
    async (_name, look) => {
      const context = await browser.newContext(look);
      const page = await context.newPage();
      const complaints: string[] = [];
      for (const path of forEveryone) complaints.push(...(await problemsOf(page, path)));
      await signIn(page);
      for (const path of forAda) complaints.push(...(await problemsOf(page, path)));
      await context.close();
      expect(complaints).toEqual([]);
    },
    120_000,
  );

  test('bear text of 200 % on a screen of 320 px: nothing has to be scrolled sideways (F-U5)', async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, bypassCSP: true });
    const page = await context.newPage();
    const tooWide: string[] = [];
    const measure = async (path: string): Promise<void> => {
      await page.goto(`${site.origin}${path}`);
      await page.addStyleTag({ content: 'html { font-size: 200% }' });
      const px = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
      if (px > 0) tooWide.push(`${path}: ${px} px`);
    };
    for (const path of forEveryone) await measure(path);
    await signIn(page);
    for (const path of forAda) await measure(path);
    await context.close();
    expect(tooWide).toEqual([]);
  }, 60_000);

  test.each(languages.filter((language) => language !== 'en'))(
    'bear it in %s too, with the longest words of that language (F-U5)',
    async (locale) => {
      const context = await browser.newContext({
        viewport: { width: 320, height: 640 },
        bypassCSP: true,
        locale,
      });
      const page = await signedIn(context);
      // The name and the button beside it, which is a long one in French.
      const overlap = `(([name, button]) => name !== undefined && button !== undefined &&
        name.right > button.left && name.bottom > button.top)(
          [...document.querySelectorAll('.who .avatar, .who button')].map((one) => one.getBoundingClientRect()))`;
      const found: [string, string, number, boolean][] = [];
      for (const path of [...forEveryone.slice(1), ...forAda.slice(1)]) {
        await page.goto(`${site.origin}${path}`);
        await page.addStyleTag({ content: 'html { font-size: 200% }' });
        const px = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
        const lang = String(await page.evaluate('document.documentElement.lang'));
        found.push([path, lang, px, (await page.evaluate(overlap)) === true]);
      }
      await context.close();
      expect(found).toEqual(found.map(([path]) => [path, locale, 0, false]));
    },
    60_000,
  );

  test('go on in their language while they are looked at', async () => {
    const context = await browser.newContext({ locale: 'fr-CA' });
    const page = await signedIn(context);
    await page.clock.install();
    await page.goto(`${site.origin}/account`);
    const started = page.locator('.moments time .phrase').first();
    expect(await started.textContent()).toBe('à l’instant');
    await page.clock.runFor(31_000);
    expect(await started.textContent()).toBe('il y a 1 minute');
    await page.clock.runFor(120_000);
    expect(await started.textContent()).toBe('il y a 3 minutes');
    await context.close();
  });

  test('on a tablet the names of places have a line of their own, and beside each other on a desk (F-U5)', async () => {
    const context = await browser.newContext();
    const page = await signedIn(context);
    const lines = async (width: number): Promise<number> => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${site.origin}/account`);
      return Number(
        await page.evaluate(
          `new Set([...document.querySelectorAll('.bar nav a')].map((a) => a.offsetTop)).size`,
        ),
      );
    };
    expect([await lines(768), await lines(1280)]).toEqual([1, 1]);
    await context.close();
  });

  test('on a phone the name of the site and whoever is here share a line, and the places the next (F-U5)', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 700 } });
    const page = await signedIn(context);
    await page.goto(`${site.origin}/admin`);
    const middles = async (selector: string): Promise<number> =>
      Number(
        await page.evaluate(
          `new Set([...document.querySelectorAll('${selector}')].map((one) => { const { top, bottom } = one.getBoundingClientRect(); return Math.round((top + bottom) / 2); })).size`,
        ),
      );
    expect(await middles('.brand, .who')).toBe(1);
    expect(await middles('.bar nav a')).toBe(1);
    await context.close();
  });

  test.each(['de-DE', 'fr-FR', 'es-ES', 'it-IT', 'pt-BR'])(
    'at a desk the header is one line in %s as well: a long name gives way',
    async (locale) => {
      const context = await browser.newContext({ locale, viewport: { width: 1120, height: 700 } });
      const page = await signedIn(context);
      await page.goto(`${site.origin}/admin`);
      const height = await page.evaluate("document.querySelector('.bar-inner').clientHeight");
      expect(height).toBeLessThan(70);
      await context.close();
    },
  );

  test('cards beside each other begin at one height, and those below each other have one gap', async () => {
    const context = await browser.newContext();
    const page = await signedIn(context);
    const boxes = async (
      width: number,
    ): Promise<readonly { readonly top: number; readonly gap: number }[]> => {
      await page.setViewportSize({ width, height: 800 });
      return page.evaluate(
        `[...document.querySelectorAll('.columns > .card')].map((card, at, all) => { const { top } = card.getBoundingClientRect(); return { top, gap: at === 0 ? 0 : top - all[at - 1].getBoundingClientRect().bottom }; })`,
      );
    };
    for (const path of ['/admin', '/account/aws']) {
      await page.goto(`${site.origin}${path}`);
      expect([path, new Set((await boxes(1280)).map(({ top }) => top)).size]).toEqual([path, 1]);
      const [, below] = await boxes(360);
      expect(below?.gap).toBeLessThan(20);
    }
    await context.close();
  });

  test('in forced colours every button, badge and bar still has an edge (F-U5)', async () => {
    const context = await browser.newContext({ forcedColors: 'active' });
    const page = await signedIn(context);
    await page.goto(`${site.origin}/account`);
    const without = await page.evaluate(
      `[...document.querySelectorAll('button, .badge, progress, .avatar')].filter((one) => getComputedStyle(one).borderTopWidth === '0px').length`,
    );
    expect(without).toBe(0);
    await context.close();
  });

  test('moves nothing once it is shown: no layout shift, on a desk and on a phone', async () => {
    const shifts: string[] = [];
    for (const [look, options] of looks) {
      const context = await browser.newContext({ ...options, bypassCSP: true });
      await context.addInitScript(
        'globalThis.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.shift += entry.value; }).observe({ type: "layout-shift", buffered: true });',
      );
      const page = await signedIn(context);
      for (const path of forAda) {
        await page.goto(`${site.origin}${path}`, { waitUntil: 'networkidle' });
        const shift = Number(await page.evaluate('globalThis.shift'));
        if (shift > 0) shifts.push(`${path} ${look}: ${shift}`);
      }
      await context.close();
    }
    expect(shifts).toEqual([]);
  }, 120_000);

  test('work without script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await signedIn(context);
    await page.goto(`${site.origin}/account`);
    expect(await page.textContent('body')).toMatch(/in 60 minutes\s+\d+ \w+ \d+ at \d\d:\d\d UTC/);
    await page.click('header button');
    await page.waitForURL(`${site.origin}/signed-out`);
    await context.close();
  }, 60_000);

  test('can be used from the keyboard: the first stop skips to the content, and every stop is seen', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.origin}/`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Sign in');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
    await context.close();
  }, 60_000);

  test('with script, times go on and follow the reader’s time zone', async () => {
    const context = await browser.newContext({ timezoneId: 'Asia/Tokyo' });
    const page = await signedIn(context);
    await page.clock.install();
    await page.goto(`${site.origin}/account`);
    const tokens = page.locator('.tokens time .phrase').first();
    const before = await tokens.textContent();
    // With its zone, as without script (F-U12).
    expect(await page.locator('.moments time .exact').first().textContent()).toMatch(/\d\d:\d\d GMT\+9$/);
    await page.clock.fastForward('20:00');
    expect(before).toMatch(/in (?:60|59) minutes/);
    expect(await tokens.textContent()).toMatch(/in (?:40|39) minutes/);
    await context.close();
  }, 60_000);
});
