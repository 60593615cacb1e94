import { expect, test } from '@jest/globals';
import { startBareSite } from '../support/bare-site.js';
import { createBrowser } from '../support/browser.js';
import { returning } from '../support/callback.js';
import { closeAfterEach } from '../support/closing.js';
import { signIn } from '../support/people.js';

const closing = closeAfterEach();
const minuteMs = 60_000;

/** A site whose clock can be moved while the pool's stands. */
const startSiteWithClock = async () => {
  const clock = { offsetMs: 0 };
  const now = (): number => Date.now() + clock.offsetMs;
  return { clock, site: closing(await startBareSite({ auth: { now } })) };
};

test.each([
  ['eleven minutes ahead', 11 * minuteMs, 'token_is_old'],
  ['ten minutes behind', -10 * minuteMs, 'token_from_the_future'],
])(
  'a clock that is %s refuses every sign-in, says why, and sends nobody round in circles (R-08)',
  async (_how, offsetMs, reason) => {
    const { clock, site } = await startSiteWithClock();
    clock.offsetMs = offsetMs;
    const page = await signIn(createBrowser(), `${site.origin}/account`);
    expect([page.status, new URL(page.url).pathname]).toEqual([502, '/auth/callback']);
    expect(site.eventsOf('sign_in_failed')).toMatchObject([{ code: 'pool_rejected', reason }]);
    expect(site.eventsOf('sign_in_started')).toHaveLength(1);
  },
);

test.each([25_000, -25_000])('a clock that is off by %i ms is near enough (R-08)', async (offsetMs) => {
  const { clock, site } = await startSiteWithClock();
  clock.offsetMs = offsetMs;
  expect((await signIn(createBrowser(), `${site.origin}/account`)).status).toBe(200);
});

test.each([
  ['forward by more than a sign-in lasts', 11 * minuteMs],
  ['back', -minuteMs],
])(
  'a clock that is set %s during a sign-in ends it cleanly, and the next one works (R-08)',
  async (_how, stepMs) => {
    const { clock, site } = await startSiteWithClock();
    const { browser, callback } = await returning(site);
    const before = site.pool.requests.count('token');
    clock.offsetMs = stepMs;
    const page = await browser.send(callback);
    expect([page.status, JSON.parse(page.text).code]).toEqual([400, 'sign_in_expired']);
    expect(site.pool.requests.count('token')).toBe(before);
    clock.offsetMs = 0;
    expect((await signIn(createBrowser(), `${site.origin}/account`)).status).toBe(200);
  },
);
