import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/http/faults.js';
import type { Answer } from '../../support/browser.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { takeDown } from '../../support/outage.js';
import { signedIn } from '../../support/people.js';
import { minuteMs, startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';
import { closeAfterEach } from '../../support/closing.js';

const closing = closeAfterEach();

const troubles: readonly [string, Fault, number, string][] = [
  ['drops connections', { kind: 'drop' }, 503, 'pool_unreachable'],
  ['answers 500', { kind: 'status', status: 500 }, 503, 'pool_unreachable'],
  ['throttles', { kind: 'status', status: 429, headers: { 'Retry-After': '7' } }, 503, 'pool_unreachable'],
  [
    'answers 502 with a long page',
    { kind: 'status', status: 502, body: 'x'.repeat(1_000_000) },
    503,
    'pool_unreachable',
  ],
  ['never answers', { kind: 'silence' }, 504, 'pool_timeout'],
];

describe('while the pool is away, people who are signed in', () => {
  const site = openForEachTest(() => startShortLivedSite({ auth: { pool: { deadlineMs: 1000 } } }));
  const browser = makeForEachTest(() => signedIn(site));

  test.each(troubles)(
    'keep their pages for fifteen minutes when it %s, then are told to wait, and go on when it is back (H-09, R-01)',
    async (_how, fault, status, code) => {
      const before = await tokensOf(site, 'ada@example.com');
      takeDown(site.pool, fault);
      site.advance(tokenMs - 30_000);
      expect((await open('/account')).status).toBe(200);
      expect(site.eventsOf('outage_grace_used')).toHaveLength(0);

      site.advance(30_000 + 14 * minuteMs);
      expect((await open('/account')).status).toBe(200);
      expect(site.eventsOf('outage_grace_used')).toHaveLength(1);

      site.advance(2 * minuteMs);
      const refused = await open('/account');
      expect(refused.status).toBe(status);
      expect(JSON.parse(refused.text)).toMatchObject({ code });
      expect(await tokensOf(site, 'ada@example.com')).toEqual(before);
      expect(site.eventsOf('session_ended')).toEqual([]);

      site.pool.faults.clear();
      site.advance(3000);
      expect((await open('/account')).status).toBe(200);
      expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
    },
  );

  test('are told when to come back', async () => {
    takeDown(site.pool, { kind: 'status', status: 429, headers: { 'Retry-After': '7' } });
    site.advance(tokenMs + 16 * minuteMs);
    expect((await open('/account')).headers['retry-after']).toBe('7');
  });

  test('never get an access token that is over, not even within the grace', async () => {
    takeDown(site.pool);
    site.advance(tokenMs - 30_000);
    expect((await open('/token')).status).toBe(200);
    site.advance(minuteMs);
    expect((await open('/account')).status).toBe(200);
    const page = await open('/token');
    expect(page.status).toBe(503);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'pool_unreachable' });
  });

  test('do not make the site hammer it: one attempt in two seconds, whoever asks (H-09)', async () => {
    takeDown(site.pool);
    site.advance(tokenMs + 1000);
    const before = site.pool.requests.count('token');
    const startedAtMs = performance.now();
    for (let round = 0; round < 3; round += 1) {
      const pages = await Promise.all(Array.from({ length: 30 }, () => open('/account')));
      expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    }
    // The site's time goes on while pages are answered, and a busy machine takes longer for them than it rests.
    const rests = Math.floor((performance.now() - startedAtMs) / 2000);
    const attempts = site.pool.requests.count('token') - before;
    expect(attempts).toBeGreaterThanOrEqual(1);
    expect(attempts).toBeLessThanOrEqual(1 + rests);
    site.advance(2100);
    await open('/account');
    expect(site.pool.requests.count('token')).toBe(before + attempts + 1);
  });

  test('stay signed in through a pool that fails every second time (R-01)', async () => {
    for (let round = 0; round < 6; round += 1) {
      site.advance(tokenMs - 30_000);
      site.pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status: 500 }, times: 1 });
      expect((await open('/account')).status).toBe(200);
      site.advance(3000);
      expect((await open('/account')).status).toBe(200);
      expect(site.eventsOf('tokens_refreshed')).toHaveLength(round + 1);
    }
    expect(site.eventsOf('refresh_failed')).toHaveLength(6);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test('of whom some wait for a slow answer all get it', async () => {
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'delay', ms: 150 } });
    site.advance(tokenMs + 1000);
    const pages = await Promise.all(Array.from({ length: 20 }, () => open('/account')));
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
  });

  const open = (path: string): Promise<Answer> => browser.send(`${site.origin}${path}`);
});

test('the grace can be switched off', async () => {
  const site = closing(await startShortLivedSite({ auth: { outageGraceMinutes: 0 } }));
  const browser = await signedIn(site);
  takeDown(site.pool);
  site.advance(tokenMs + 1000);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(503);
});
