import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { selfSigned } from '../../support/certificate.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const siteOf = async (issuer: string): Promise<BareSite> => {
  const site = await startBareSite({ auth: { pool: { issuer, deadlineMs: 15_000 } } });
  closing.push(() => site.close());
  return site;
};

test('a pool with a certificate that nobody vouches for hears nothing, and the reason is told (C-15)', async () => {
  const heard: string[] = [];
  const server = createServer(selfSigned('localhost'), (request, response) => {
    heard.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const site = await siteOf(`https://localhost:${port}/us-east-1_Local0001`);
  const page = await createBrowser().send(`${site.origin}/auth/sign-in`);
  expect({ status: page.status, ...JSON.parse(page.text) }).toMatchObject({
    status: 503,
    code: 'pool_unreachable',
    reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  expect(page.headers['retry-after']).toBe('5');
  expect(heard).toEqual([]);
});

test('a pool that answers in plain text where TLS is expected is not talked to in plain text (C-15)', async () => {
  const plain = await startBareSite();
  closing.push(() => plain.close());
  const site = await siteOf(plain.pool.issuer.replace('http:', 'https:'));
  const page = await createBrowser().send(`${site.origin}/auth/sign-in`);
  expect({ status: page.status, ...JSON.parse(page.text) }).toMatchObject({
    status: 503,
    code: 'pool_unreachable',
  });
  expect(plain.pool.requests.count('discovery')).toBe(0);
});
