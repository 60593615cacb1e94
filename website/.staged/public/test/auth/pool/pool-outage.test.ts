import { describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/index.js';
import type { Endpoint, Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { freePort } from '../../support/free-port.js';
import { takeDown } from '../../support/outage.js';
import { callbackOf, signedIn, signIn } from '../../support/people.js';
import { closeAfterEach } from '../../support/closing.js';
import { startPoolFor } from '../../support/pool.js';

const closing = closeAfterEach();

const deadlineMs = 800;

const faults: readonly [string, Fault, number, string][] = [
  ['drops the connection', { kind: 'drop' }, 503, 'pool_unreachable'],
  ['answers 500', { kind: 'status', status: 500 }, 503, 'pool_unreachable'],
  ['answers 503', { kind: 'status', status: 503, headers: { 'Retry-After': '9' } }, 503, 'pool_unreachable'],
  ['answers 429', { kind: 'status', status: 429, headers: { 'Retry-After': '9' } }, 503, 'pool_unreachable'],
  [
    'answers 503 with a page of a megabyte',
    { kind: 'status', status: 503, body: 'x'.repeat(1_000_000) },
    503,
    'pool_unreachable',
  ],
  ['says nothing', { kind: 'silence' }, 504, 'pool_timeout'],
  ['speaks in drips', { kind: 'slow-body', chunkBytes: 1, everyMs: 50 }, 504, 'pool_timeout'],
  ['answers broken JSON', { kind: 'broken-json' }, 502, 'pool_rejected'],
  ['answers HTML', { kind: 'status', status: 200 }, 502, 'pool_rejected'],
  [
    'redirects',
    { kind: 'status', status: 302, headers: { Location: 'http://127.0.0.1:9/' } },
    502,
    'pool_rejected',
  ],
  ['answers a megabyte', { kind: 'oversize', bytes: 1_000_000 }, 502, 'pool_rejected'],
  ['answers a megabyte, compressed', { kind: 'oversize', bytes: 1e6, gzip: true }, 502, 'pool_rejected'],
];

const endpoints: readonly Endpoint[] = ['discovery', 'jwks', 'token'];

describe.each(endpoints)('a pool whose %s endpoint', (endpoint) => {
  test.each(faults)(
    '%s costs one sign-in an answer in time, nobody else anything, and works again at once (R-01, R-02, C-12, C-13, C-14)',
    async (_how, fault, status, code) => {
      const isSlow = fault.kind === 'silence' || fault.kind === 'slow-body';
      const site = closing(await startBareSite(isSlow ? { auth: { pool: { deadlineMs } } } : {}));
      const browser = createBrowser();
      const callback = endpoint === 'discovery' ? undefined : await callbackOf(browser, site);
      site.pool.faults.add({ endpoint, fault });
      const asked = site.pool.requests.count(endpoint);
      const startedAtMs = performance.now();
      const refused = await browser.send(callback ?? `${site.origin}/auth/sign-in?return_to=/account`);
      expect(performance.now() - startedAtMs).toBeLessThan(4000);
      // Nothing is tried again behind the person's back, least of all a code.
      expect(site.pool.requests.count(endpoint) - asked).toBe(1);

      expect(refused.status).toBe(status);
      expect(JSON.parse(refused.text)).toMatchObject({
        code,
        signInUrl: '/auth/sign-in?return_to=%2Faccount',
        ...(fault.kind === 'oversize' && { reason: 'answer_too_large' }),
      });
      const retryAfter = 'headers' in fault && status === 503 ? '9' : status === 503 ? '5' : undefined;
      expect(refused.headers['retry-after']).toBe(retryAfter);
      expect(await browser.cookies(site.origin)).not.toHaveProperty('session');
      expect(site.eventsOf('sign_in_failed')).toMatchObject([{ code }]);
      expect((await browser.send(`${site.origin}/`)).status).toBe(200);

      site.pool.faults.clear();
      expect((await signIn(browser, `${site.origin}/account`)).status).toBe(200);
    },
  );
});

describe('while the pool cannot be reached at all', () => {
  test('the site starts, serves its public pages, and signs people in as soon as the pool is there (O-12)', async () => {
    const issuerPort = await freePort();
    const site = closing(
      await startBareSite({
        auth: { pool: { issuer: `http://127.0.0.1:${issuerPort}/us-east-1_Local0001` } },
      }),
    );
    const browser = createBrowser();
    expect((await browser.send(`${site.origin}/`)).status).toBe(200);
    await expect(site.auth.checkPool()).rejects.toMatchObject({
      code: 'pool_unreachable',
      reason: 'ECONNREFUSED',
    });
    expect(await site.auth.poolOrigin()).toBeUndefined();
    expect((await browser.visit(`${site.origin}/account`)).status).toBe(503);

    const pool = closing(
      await startPoolFor(site.origin, { issuerPort, clientSecret: site.pool.client.secret }),
    );
    expect((await signIn(browser, `${site.origin}/account`)).status).toBe(200);
    expect(await site.auth.poolOrigin()).toBe(pool.domain);
  });

  test('a failed discovery is not remembered, and a good one is fetched once for everybody (O-12)', async () => {
    const site = closing(await startBareSite());
    // Slow enough for all of them to come meanwhile.
    site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'delay', ms: 400 }, times: 2 });
    site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'status', status: 503 }, times: 1 });
    const ask = (count: number) =>
      Promise.all(Array.from({ length: count }, () => createBrowser().send(`${site.origin}/auth/sign-in`)));
    const refused = await ask(20);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
    expect(site.pool.requests.count('discovery')).toBe(1);
    const accepted = await ask(20);
    expect(new Set(accepted.map(({ status }) => status))).toEqual(new Set([303]));
    expect(site.pool.requests.count('discovery')).toBe(2);
    await ask(5);
    expect(site.pool.requests.count('discovery')).toBe(2);
  });

  test('signing out works all the same, and ends here (I-05, F-D15)', async () => {
    const site = closing(await startBareSite({ auth: { pool: { deadlineMs } } }));
    const browser = await signedIn(site);
    takeDown(site.pool, { kind: 'silence' });
    const page = await browser.post(`${site.origin}/auth/sign-out`);
    expect(page.status).toBe(303);
    // Its revocation has just had no answer, so the browser is not sent to a host that has none for it either (F-D15).
    expect(page.headers.location).toBe(`${site.origin}/signed-out?pool=not-reached`);
    expect((await browser.send(`${site.origin}/`)).text).toBe('home of nobody');
  });

  test('signing out where the pool was never reached ends at a page that says that it was not (I-05)', async () => {
    const store = createMemoryStore();
    const first = closing(await startBareSite({ store: () => store }));
    const cookie = await (await signedIn(first)).jar.getCookieString(first.origin);
    const { issuer, client } = first.pool;
    const second = closing(
      await startBareSite({
        auth: { pool: { issuer, clientId: client.id, clientSecret: client.secret } },
        store: () => store,
      }),
    );
    takeDown(first.pool);
    const headers = { cookie, origin: second.origin };
    const page = await createBrowser().send(`${second.origin}/auth/sign-out`, { method: 'POST', headers });
    expect(page.headers.location).toBe(`${second.origin}/signed-out?pool=not-reached`);
    expect(second.eventsOf('revoke_failed')).toHaveLength(1);
    const again = await createBrowser().send(`${first.origin}/`, { headers: { cookie } });
    expect(again.text).toBe('home of nobody');
  });
});
