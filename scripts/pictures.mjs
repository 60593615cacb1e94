// Makes the pictures of the documentation, all of them or those whose names are given: `npm run docs:pictures [-- name …]`. Each is
// a row of pictures/table.mjs, and gets a browser of its own. With `--every` each at 360, 768 and 1280 px, light and dark, into
// test-results/pictures, to be looked at; with `--list` it says which there are, as JSON. It needs Chromium, and the ports of the
// two examples, 5173 and 5174.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { closePlaces, placeNamed } from './pictures/places.mjs';
import { pictures } from './pictures/table.mjs';

const { values, positionals } = parseArgs({
  options: { every: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
  allowPositionals: true,
});

if (values.list) {
  console.log(JSON.stringify(pictures.map(({ file }) => file)));
  process.exit();
}

const executablePath = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));
if (executablePath === undefined) throw new Error('Chromium is not installed');

const usual = { width: 820, height: 700 };
const looks = values.every
  ? [360, 768, 1280].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })))
  : [{ colorScheme: 'light' }];

/** The page of a row, as far as it is to be seen. */
const pageOf = async (browser, place, row) => {
  const { width, height } = { ...usual, ...row.size };
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  if (row.as !== undefined) await place.signIn(page, row.as);
  const elsewhere = async (userAgent) =>
    place.signIn(await (await browser.newContext({ userAgent })).newPage(), row.as);
  await row.before?.({ page, place, elsewhere });
  if (row.open !== undefined) await page.goto(`${place.origin}${row.open}`);
  await row.act?.({ page, place });
  if (row.without !== undefined)
    await page.evaluate(`document.querySelectorAll('${row.without}').forEach((one) => one.remove())`);
  return page;
};

const partOf = (page, row) => (row.keep === undefined ? page : page.locator(row.keep));

const keep = async (file, part) => {
  mkdirSync(dirname(file), { recursive: true });
  await part.screenshot({ path: file });
};

const take = async (browser, place, row) => {
  const page = await pageOf(browser, place, row);
  for (const { width, colorScheme } of looks) {
    await page.emulateMedia({ colorScheme });
    if (width !== undefined) await page.setViewportSize({ width, height: usual.height });
    const name = row.file.replace('.png', width === undefined ? '.png' : `-${width}-${colorScheme}.png`);
    await keep(join(values.every ? 'test-results/pictures' : 'docs/images', name), partOf(page, row));
  }
  await page.context().close();
};

/** Several pages beside each other. */
const takeSheet = async (browser, place, row) => {
  const pieces = [];
  for (const piece of row.beside) {
    const page = await pageOf(browser, place, piece);
    pieces.push(`data:image/png;base64,${(await partOf(page, piece).screenshot()).toString('base64')}`);
    await page.context().close();
  }
  const sheet = await browser.newPage({ viewport: row.size });
  const images = pieces.map((source) => `<img src="${source}" width="408">`).join('');
  await sheet.setContent(
    `<style>body{margin:0;display:flex;gap:14px;padding:14px;background:#d8dee6}img{display:block}</style>${images}`,
  );
  await keep(join('docs/images', row.file), sheet);
  await sheet.close();
};

/** A third of the bytes, where the program for it is installed. */
const makeSmall = (file) =>
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--strip', '--output', file, file]);

const asked = pictures
  .filter(({ madeBy }) => madeBy === undefined)
  .filter(({ file }) => positionals.length === 0 || positionals.some((name) => file.includes(name)));
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox'] });
try {
  for (const row of asked) {
    const place = await placeNamed(row.at);
    if (row.beside === undefined) await take(browser, place, row);
    else if (!values.every) await takeSheet(browser, place, row);
    if (!values.every) makeSmall(join('docs/images', row.file));
    console.log(row.file);
  }
} finally {
  await browser.close();
  await closePlaces();
}
