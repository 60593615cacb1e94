import { expect, test } from '@jest/globals';
import { startBareSite } from '../support/bare-site.js';
import { openForEachTest } from '../support/opened.js';
import { takeDown } from '../support/outage.js';
import { signedIn } from '../support/people.js';

const site = openForEachTest(() => startBareSite({ pool: { accessTokenSeconds: 300 } }));

const minuteMs = 60_000;

test.each([
  { trouble: 'throttles', status: 429, times: 2 },
  { trouble: 'fails', status: 500, times: 1 },
])(
  'a pool that $trouble is asked for refreshes $times times within 0.6 s (H-09)',
  async ({ status, times }) => {
    const browser = await signedIn(site);
    takeDown(site.pool, { kind: 'status', status });
    site.advance(6 * minuteMs);
    const before = site.pool.requests.count('token');
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    site.advance(600);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    expect(site.pool.requests.count('token') - before).toBe(times);
  },
);
