import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config.js';
import { settings } from '../../../src/config/settings.js';
import { themeColoursIn, usualSiteName } from '../../../src/pages/brand.js';
import { createBrowser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { startWholeSite } from '../../support/whole-site.js';

const site = openForAllTests(() =>
  startWholeSite({
    env: { SITE_NAME: 'Corner <Shop>' },
    pool: { brand: { name: 'Corner <Shop>', style: ':root { --accent: #123456; }', icon: '<svg/>' } },
  }),
);

const read = async (url: string): Promise<string> => (await fetch(url)).text();

test('one name stands on the site and on the hosted pages, as text (F-U6)', async () => {
  expect(await read(`${site.origin}/`)).toMatch(/<title>[^<]+ · Corner &lt;Shop&gt;<\/title>/);
  const hosted = await createBrowser().visit(`${site.origin}/auth/sign-in`);
  expect(hosted.url).toContain(site.pool.domain);
  expect(hosted.text).toContain('Corner &lt;Shop&gt;');
  expect(hosted.text).not.toContain('Web app');
});

test('the hosted pages wear the picture and the colours that the pool was given, and run nothing of them (F-U6)', async () => {
  expect(await read(`${site.pool.domain}/_local/brand.css`)).toBe(':root { --accent: #123456; }');
  const icon = await fetch(`${site.pool.domain}/_local/brand.svg`);
  expect(icon.headers.get('content-type')).toBe('image/svg+xml;charset=UTF-8');
  expect(icon.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('colours are set in one file, and browsers are told the one around the page (F-U5)', async () => {
  const colours = readFileSync('public/brand/colours.css', 'utf8');
  const { light, dark } = themeColoursIn(colours);
  const home = await read(`${site.origin}/`);
  expect(home).toContain(
    `<meta name="theme-color" content="${light}" media="(prefers-color-scheme: light)">`,
  );
  expect(home).toContain(`<meta name="theme-color" content="${dark}" media="(prefers-color-scheme: dark)">`);
  expect(() => themeColoursIn('a { color: red }')).toThrow('must set --surface');
  expect(readFileSync('public/site.css', 'utf8')).not.toMatch(/--(?:ground|surface|ink|accent):/);
});

test('without a name the site has the one of the settings table', () => {
  expect(settings.SITE_NAME.default).toBe(usualSiteName);
});

test.each(['a\nb', 'x'.repeat(61), 'Shop: two', '\u202eShop'])('%j is no name for a site', (name) => {
  const loaded = loadConfig({ SITE_NAME: name }, () => '');
  const problems = 'problems' in loaded ? loaded.problems : [];
  expect(problems.find(({ setting }) => setting === 'SITE_NAME')?.message).toMatch(/a name of 1 to 60/);
});
