import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { LocalPool, LocalPoolOptions } from '../../../src/local-pool/index.js';
import { createBrowser, send } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { closeAfterEach } from '../../support/closing.js';
import { startPool } from '../../support/pool.js';
import { authorizeUrl, signInForTokens } from '../support/app.js';

const closing = closeAfterEach();

const start = async (options: LocalPoolOptions = {}): Promise<LocalPool> => closing(await startPool(options));

test('a taken port is said to be taken, and the other one is let go', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(startPool({ domainPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  blocker.close();
});

test('no other address of the machine than 127.0.0.1 reaches the pool', async () => {
  const pool = await start();
  for (const origin of [pool.api, pool.domain]) {
    await expect(send(origin.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow(
      /ECONNREFUSED|EADDRNOTAVAIL/u,
    );
  }
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
  await expect(startPool({ logoutUrls: ['nowhere'] })).rejects.toThrow('logoutUrls[0] must be a URL');
});

describe('closing', () => {
  test('fifty pools at once, with requests under way and twice each, leaves nothing that keeps a process alive', async () => {
    const many = await Promise.all(Array.from({ length: 50 }, () => start()));
    expect(new Set(many.flatMap(({ api, domain }) => [api, domain])).size).toBe(100);
    for (const { faults } of many) {
      faults.add({ endpoint: 'jwks', fault: { kind: 'silence' } });
      faults.add({ endpoint: 'discovery', fault: { kind: 'delay', ms: 3_600_000 } });
    }
    const underWay = many.flatMap(({ issuer }) =>
      ['jwks.json', 'openid-configuration'].map((name) => send(`${issuer}/.well-known/${name}`)),
    );
    const ends = Promise.allSettled(underWay);
    await eventually(() => expect(many.map(({ requests }) => requests.count('discovery'))).not.toContain(0));
    await Promise.all(many.flatMap((pool) => [pool.close(), pool.close()]));
    expect(new Set((await ends).map(({ status }) => status))).toEqual(new Set(['rejected']));
    await eventually(() => expect(process.getActiveResourcesInfo().join()).not.toContain('TCP'));
  });

  test('lets the ports go', async () => {
    const first = await start();
    await first.close();
    expect((await start({ issuerPort: Number(new URL(first.api).port) })).api).toBe(first.api);
  });
});

describe('the local pages', () => {
  test('show the codes that would have been mailed, and who is signed in', async () => {
    const pool = await start();
    const browser = createBrowser();
    const url = authorizeUrl(pool).replace('/oauth2/authorize', '/forgotPassword');
    await browser.sendForm(await browser.send(url), { username: 'ada@example.com' });
    const outbox = await browser.send(`${pool.domain}/_local/outbox`);
    expect(outbox.text).toContain(pool.outbox.latest('ada@example.com')?.code);
    await signInForTokens(pool, { browser });
    for (const path of ['/', '/_local']) {
      expect((await browser.send(`${pool.domain}${path}`)).location).toBe('/_local/');
    }
    expect((await browser.send(`${pool.domain}/_local/`)).text).toContain('grace@example.com');
  });

  test('say what is broken on purpose, and for how long', async () => {
    const pool = await start();
    pool.faults.add({ endpoint: 'token', fault: { kind: 'drop' } });
    pool.faults.add({ endpoint: 'jwks', fault: { kind: 'status', status: 503 }, times: 2 });
    const { text } = await send(`${pool.domain}/_local/`);
    expect(text).toContain('token: drop, until mended');
    expect(text).toContain('jwks: status, 2 more');
    pool.faults.clear();
    expect((await send(`${pool.domain}/_local/`)).text).not.toContain('Broken on purpose');
  });

  test('show five hundred people and count the others', async () => {
    const people = Array.from({ length: 502 }, (_, i) => ({ email: `p${i}@example.com` }));
    const pool = await start({ seed: { people } });
    const { text } = await send(`${pool.domain}/_local/`);
    expect([text.includes('p499@example.com'), text.includes('p500@example.com')]).toEqual([true, false]);
    expect(text).toContain('And 2 more.');
  });

  test('do not answer to a foreign host name', async () => {
    const pool = await start();
    const answer = await send(`${pool.domain}/_local/outbox`, { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(403);
  });
});
