// Makes public/brand/touch-icon.png from public/brand/icon.svg, for phones that put a site among their apps: they take no SVG,
// and round the corners themselves. `node scripts/touch-icon.mjs`
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const browserPath = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));
if (browserPath === undefined) throw new Error('Chromium is not installed');

const size = 180;
const square = readFileSync('public/brand/icon.svg', 'utf8').replace(/ rx="\d+"/, '');
const icon = Buffer.from(square).toString('base64');
const style = `<style>body{margin:0}img{display:block;width:${size}px;height:${size}px}</style>`;

const browser = await chromium.launch({ executablePath: browserPath, args: ['--headless', '--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`${style}<img src="data:image/svg+xml;base64,${icon}" alt="">`);
  await page.waitForFunction('document.querySelector("img").complete');
  await page.screenshot({ path: 'public/brand/touch-icon.png' });
} finally {
  await browser.close();
}
