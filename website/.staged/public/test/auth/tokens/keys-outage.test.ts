import { describe, expect, test } from '@jest/globals';
import { generateKeys, type Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { openForEachTest } from '../../support/opened.js';
import { callbackOf, signIn } from '../../support/people.js';

const minuteMs = 60_000;

describe('the keys of the pool', () => {
  const site = openForEachTest(startBareSite);

  test('are fetched before the code is spent: without them the code is still good (E-07)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    site.pool.faults.add({ endpoint: 'jwks', fault: { kind: 'drop' }, times: 1 });
    const refused = await browser.send(callback);
    expect(refused.status).toBe(503);
    expect(site.pool.requests.count('token')).toBe(0);
    expect(site.eventsOf('keys_unavailable')).toHaveLength(1);
    // Reloading the same address is enough.
    expect((await browser.send(callback)).status).toBe(303);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  });

  test('are fetched once for forty people who sign in at the same moment (E-04)', async () => {
    const people = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const browser = createBrowser();
        return { browser, callback: await callbackOf(browser, site) };
      }),
    );
    const pages = await Promise.all(people.map(({ browser, callback }) => browser.send(callback)));
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([303]));
    expect(site.pool.requests.count('jwks')).toBe(1);
  });

  test('serve for a day when they cannot be fetched again, and then no longer (E-05, E-06)', async () => {
    await signInAnew();
    site.pool.faults.add({ endpoint: 'jwks', fault: { kind: 'status', status: 500 } });
    for (const minutes of [3, 20, 23 * 60]) {
      site.advance(minutes * minuteMs);
      expect(await signInAnew()).toBe(200);
    }
    await eventually(() => expect(site.eventsOf('keys_unavailable').length).toBeGreaterThanOrEqual(2));
    site.advance(60 * minuteMs);
    expect(await signInAnew()).toBe(503);
    site.pool.faults.clear();
    expect(await signInAnew()).toBe(200);
  });

  test.each<[string, Fault]>([
    ['an empty set', { kind: 'jwks', change: () => [] }],
    ['a set with something else in it', { kind: 'jwks', change: (keys) => [...keys, { nonsense: 1 }] }],
    ['HTML', { kind: 'status', status: 200 }],
    ['a redirect', { kind: 'status', status: 302, headers: { Location: 'http://127.0.0.1:9/' } }],
    ['broken JSON', { kind: 'broken-json' }],
  ])('are not replaced by %s (E-08)', async (_what, fault) => {
    await signInAnew();
    site.pool.faults.add({ endpoint: 'jwks', fault });
    site.advance(11 * minuteMs);
    expect(await signInAnew()).toBe(200);
    await eventually(() => expect(site.eventsOf('keys_unavailable')).toHaveLength(1));
    expect(await signInAnew()).toBe(200);
  });

  test('may change at any time: a token with a new key makes the site fetch the new set (E-01)', async () => {
    await signInAnew();
    site.advance(minuteMs);
    await site.pool.keys.rotate({ keys: await generateKeys() });
    expect(await signInAnew()).toBe(200);
    expect(site.pool.requests.count('jwks')).toBe(2);
  });

  test('that change twice within a second are fetched twice, and both sign-ins work (E-02)', async () => {
    await signInAnew();
    await site.pool.keys.rotate();
    expect(await signInAnew()).toBe(200);
    await site.pool.keys.rotate();
    expect(await signInAnew()).toBe(200);
    expect(site.pool.requests.count('jwks')).toBe(3);
  });

  const signInAnew = async (): Promise<number> =>
    (await signIn(createBrowser(), `${site.origin}/account`)).status;
});
