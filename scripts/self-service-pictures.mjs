// Makes the pictures of docs/self-service.md: starts the demo on free ports, walks through the pages as Ada, and keeps what they
// show. `node scripts/self-service-pictures.mjs [--width 360] [--into folder] [--dark]`
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({
  options: {
    width: { type: 'string', default: '820' },
    into: { type: 'string', default: 'docs/images/self-service' },
    dark: { type: 'boolean', default: false },
  },
});

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
const page = await browser.newPage({
  viewport: { width: Number(values.width), height: 700 },
  colorScheme: values.dark ? 'dark' : 'light',
});
mkdirSync(values.into, { recursive: true });

// Without the bar, so that they stay small.
const keep = (name) => page.locator('main').screenshot({ path: join(values.into, `${name}.png`) });
const open = (path) => page.goto(`${origin}${path}`);

try {
  await open('/account/profile');
  await page.fill('input[name=username]:visible', 'ada@example.com');
  await page.fill('input[name=password]:visible', 'Local-Pool-1');
  await page.press('input[name=password]:visible', 'Enter');
  await page.waitForURL(`${origin}/**`);
  await keep('profile');
  await open('/account/security');
  await keep('security');
  await open('/account/security/password');
  await page.fill('#currentPassword', 'Local-Pool-1');
  await page.fill('#newPassword', 'too-simple');
  await page.fill('#repeatedPassword', 'too-simple');
  await page.click('main form.form button');
  await keep('password');
  await open('/account/security/authenticator');
  await page.click('main form button');
  await keep('authenticator');
} finally {
  await browser.close();
  demo.kill('SIGINT');
}
