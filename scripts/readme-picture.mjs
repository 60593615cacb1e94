// Makes the picture of README.md: the demo's home page and the account of who has signed in, side by side.
// `npm run build && node scripts/readme-picture.mjs [--into file]`
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({ options: { into: { type: 'string', default: 'docs/images/pages.png' } } });

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const browserPath = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
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
const browser = await chromium.launch({ executablePath: browserPath, args: ['--headless', '--no-sandbox'] });
const size = { width: 620, height: 720 };
const page = await browser.newPage({ viewport: size, colorScheme: 'light' });
const shown = async () => `data:image/png;base64,${(await page.screenshot()).toString('base64')}`;

try {
  await page.goto(origin);
  const pictures = [await shown()];
  await page.goto(`${origin}/account`);
  await page.locator('input[name=username]:visible').waitFor();
  pictures.push(await shown());
  await page.fill('input[name=username]:visible', 'ada@example.com');
  await page.fill('input[name=password]:visible', 'Local-Pool-1');
  await page.press('input[name=password]:visible', 'Enter');
  await page.waitForURL(`${origin}/account`);
  pictures.push(await shown());

  const sheet = await browser.newPage({ viewport: { width: 1280, height: 520 } });
  const images = pictures.map((source) => `<img src="${source}" width="408">`).join('');
  await sheet.setContent(
    `<style>body{margin:0;display:flex;gap:14px;padding:14px;background:#d8dee6}img{display:block}</style>${images}`,
  );
  await sheet.screenshot({ path: values.into });
} finally {
  await browser.close();
  demo.kill('SIGINT');
}
