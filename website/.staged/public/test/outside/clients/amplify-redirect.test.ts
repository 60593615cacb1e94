import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { builtProgram } from '../../support/built.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { freePort } from '../../support/free-port.js';
import { startPoolCommand, type StartedPool } from '../../support/pool-command.js';
import { openTab } from '../../support/tab.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

/** Somebody's page: what the pool printed for Amplify, and the three calls that a sign-in by redirect takes. */
const appAround = (snippet: string): string => `
${snippet}
import 'aws-amplify/auth/enable-oauth-listener';
import { fetchAuthSession, fetchUserAttributes, signInWithRedirect, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';

const show = (text) => { document.querySelector('#said').textContent = text; };
const greet = async () => {
  const { name } = await fetchUserAttributes();
  const { tokens } = await fetchAuthSession();
  show('Hello, ' + name + ', by ' + tokens.idToken.payload.iss);
};
document.querySelector('#in').onclick = () => signInWithRedirect();
document.querySelector('#out').onclick = () => signOut();
Hub.listen('auth', ({ payload }) => {
  if (payload.event === 'signInWithRedirect') greet();
  if (payload.event.endsWith('_failure')) show('Failed: ' + payload.data?.error?.message);
});
fetchAuthSession().then(({ tokens }) => show(tokens ? 'signed in' : 'signed out'));
`;

describeWithChromium(
  "Amplify's signInWithRedirect, in a browser, with nothing between it and the pool (F-P1)",
  () => {
    let folder: string;
    let origin: string;
    let pool: StartedPool;
    let site: Server;
    let chromium: Browser;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'amplify-redirect-'));
      const port = await freePort();
      origin = `http://localhost:${port}/`;
      const flags = ['--tls', '--callback', origin, '--logout', origin, '--print', 'amplify'];
      pool = await startPoolCommand(await builtProgram('local-pool/main.js'), flags);
      await bundle();
      site = createServer((request, response) => serve(request.url ?? '/', response)).listen(
        port,
        '127.0.0.1',
      );
      await once(site, 'listening');
      chromium = await launchChromium({ trusts: [keyDigestOf(certificateFile())] });
    }, 180_000);
    afterAll(async () => {
      await chromium.close();
      site.closeAllConnections();
      site.close();
      await pool.close();
      rmSync(folder, { recursive: true });
    });

    const certificateFile = (): string => /NODE_EXTRA_CA_CERTS=(\S+)/u.exec(pool.printed())?.[1] ?? '';

    const keyDigestOf = (file: string): string => {
      const { publicKey } = new X509Certificate(readFileSync(file));
      return createHash('sha256')
        .update(publicKey.export({ type: 'spki', format: 'der' }))
        .digest('base64');
    };

    const bundle = async (): Promise<void> => {
      const [, snippet = ''] = /tests only\.\n\n([^]*?)\nThe certificate/u.exec(pool.printed()) ?? [];
      mkdirSync(join(folder, 'src'));
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
      writeFileSync(join(folder, 'src/main.js'), appAround(snippet));
      const html =
        '<!doctype html><title>App</title><button id="in">Sign in</button><button id="out">Sign out</button><p id="said"></p><script type="module" src="/src/main.js"></script>';
      writeFileSync(join(folder, 'index.html'), html);
      await run(
        process.execPath,
        [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
        {
          cwd: folder,
        },
      );
    };

    const serve = (url: string, response: ServerResponse): void => {
      const [script = ''] = readdirSync(join(folder, 'dist/assets'));
      const isScript = url.startsWith('/assets/');
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      response.end(readFileSync(join(folder, 'dist', isScript ? `assets/${script}` : 'index.html')));
    };

    test('signs in, reads attributes with its tokens, and signs out at the pool', async () => {
      const { page, complaints } = await openTab(await chromium.newContext());
      await page.goto(origin);
      await page.waitForSelector('text=signed out');
      await page.click('#in');
      await page.waitForURL(`${pool.domain}/login?**`);
      await page.fill('input[name=username]:visible', 'ada@example.com');
      await page.fill('input[name=password]:visible', 'Local-Pool-1');
      await page.press('input[name=password]:visible', 'Enter');
      await page.waitForSelector('text=Hello, Ada Lovelace');
      expect(await page.textContent('#said')).toMatch(/by https:\/\/127\.0\.0\.1:\d+\/us-east-1_Local0001$/u);
      await page.click('#out');
      await page.waitForSelector('text=signed out');
      await page.click('#in');
      await page.waitForURL(`${pool.domain}/login?**`);
      expect(complaints).toEqual([]);
    });

    test('and Node trusts the pool by the file that it has said', async () => {
      const script = `fetch('${pool.domain}/_local/').then(({ status }) => console.log(status))`;
      const env = { NODE_EXTRA_CA_CERTS: certificateFile() };
      expect((await run(process.execPath, ['-e', script], { env })).stdout.trim()).toBe('200');
      await expect(run(process.execPath, ['-e', script], { env: {} })).rejects.toThrow(
        'self-signed certificate',
      );
    });
  },
);
