// Makes the pictures of docs/inspector.md: starts the demo on free ports, does what is to be looked at, each in a browser of its
// own, and keeps what the inspector shows. `node scripts/inspector-pictures.mjs [--every] [--into folder]`; with --every all of it
// at 360, 768 and 1280 px, light and dark.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({
  options: { every: { type: 'boolean', default: false }, into: { type: 'string' } },
});
const folder = values.into ?? (values.every ? 'test-results/inspector' : 'docs/images/inspector');

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const browserPath = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((place) => join(place, name)))
  .find((path) => existsSync(path));
if (browserPath === undefined) throw new Error('Chromium is not installed');

const [port, poolPort, domainPort] = [await freePort(), await freePort(), await freePort()];
const flags = ['--port', port, '--pool-port', poolPort, '--domain-port', domainPort].map(String);
const demo = spawn(process.execPath, ['dist/demo.js', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
let printed = '';
await new Promise((resolve, reject) => {
  demo.stdout.on('data', (chunk) => {
    printed += chunk;
    if (printed.includes('Ctrl-C')) resolve();
  });
  demo.once('exit', () => reject(new Error(`the demo ended: ${printed}`)));
});

const origin = `http://localhost:${port}`;

const signIn = async (page) => {
  await page.goto(`${origin}/account`);
  await page.fill('input[name=username]:visible', 'ada@example.com');
  await page.fill('input[name=password]:visible', 'Local-Pool-1');
  await page.press('input[name=password]:visible', 'Enter');
  await page.waitForURL((url) => url.origin === origin);
};

const breakPool = async (page, fault) => {
  await page.goto(origin);
  await page.evaluate(
    `fetch('/demo/pool', { method: 'POST', body: new URLSearchParams({ fault: '${fault}' }) })`,
  );
};

/** What is to be looked at, by the name of its picture. */
const stories = {
  'sign-in': signIn,
  'forged': async (page) => {
    await page.goto(`${origin}/auth/callback?code=made-up&state=${'x'.repeat(43)}`);
  },
  'wrong-secret': async (page) => {
    await breakPool(page, 'wrong-client-secret');
    await signIn(page);
    await breakPool(page, 'none');
  },
  'refresh-race': async (page) => {
    await signIn(page);
    await page.evaluate(`Promise.all([1, 2].map(() => fetch('/inspector/refresh', { method: 'POST' })))`);
  },
  'sign-out': async (page) => {
    await signIn(page);
    await page.goto(`${origin}/auth/sign-out`);
    await page.click('main form button');
    await page.waitForURL(`${origin}/signed-out`);
  },
};

const looks = values.every
  ? [360, 768, 1280].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })))
  : [{ width: 820, colorScheme: 'light' }];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: browserPath, args: ['--headless', '--no-sandbox'] });

const keep = async (name, context) => {
  const page = await context.newPage();
  await page.goto(`${origin}/inspector`);
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const suffix = values.every ? `-${width}-${colorScheme}` : '';
    await page.locator('section.story').screenshot({ path: join(folder, `${name}${suffix}.png`) });
  }
};

try {
  for (const [name, act] of Object.entries(stories)) {
    if (!values.every && !['sign-in', 'wrong-secret'].includes(name)) continue;
    const context = await browser.newContext();
    await act(await context.newPage());
    await keep(name, context);
    await context.close();
  }
} finally {
  await browser.close();
  demo.kill('SIGINT');
}
