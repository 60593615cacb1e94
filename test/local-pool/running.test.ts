import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LocalPool, LocalPoolOptions } from '../../src/local-pool/index.js';
import { createBrowser, send } from './support/browser.js';
import { authorizeUrl, signInForTokens, testPool } from './support/pool.js';

let pools: LocalPool[];

beforeEach(() => {
  pools = [];
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

async function start(options: LocalPoolOptions = {}): Promise<LocalPool> {
  const pool = await testPool(options);
  pools.push(pool);
  return pool;
}

test('a taken port is said to be taken, and the other one is let go', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(testPool({ domainPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  blocker.close();
});

test('a client that Cognito would not take is refused with every reason', async () => {
  const pool = await start();
  const changes = {
    callbackUrls: ['http://app.example.com/cb', 'https://x/#top'],
    rotation: { graceSeconds: 61 },
  };
  expect(() => pool.updateClient(pool.client.id, changes)).toThrow(
    /callbackUrls\[0\] must be a URL[^]*callbackUrls\[1\] must be a URL[^]*graceSeconds must be a whole number from 0 to 60/u,
  );
  await expect(testPool({ logoutUrls: ['nowhere'] })).rejects.toThrow('logoutUrls[0] must be a URL');
});

describe('the local pages', () => {
  test('show the codes that would have been mailed, and who is signed in', async () => {
    const pool = await start();
    const browser = createBrowser();
    const url = authorizeUrl(pool).replace('/oauth2/authorize', '/forgotPassword');
    await browser.submit(await browser.visit(url), url, { username: 'ada@example.com' });
    const outbox = await browser.visit(`${pool.domain}/_local/outbox`);
    expect(outbox.body).toContain(pool.outbox.latest('ada@example.com')?.code);
    await signInForTokens(pool, { browser });
    for (const path of ['/', '/_local']) {
      expect((await browser.visit(`${pool.domain}${path}`)).location).toBe('/_local/');
    }
    expect((await browser.visit(`${pool.domain}/_local/`)).body).toContain('grace@example.com');
  });

  test('do not answer to a foreign host name', async () => {
    const pool = await start();
    const answer = await send(`${pool.domain}/_local/outbox`, { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(403);
  });
});
