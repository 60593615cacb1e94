import { expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { returning } from '../../support/callback.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { takeDown } from '../../support/outage.js';
import { grace, signedIn, signIn } from '../../support/people.js';
import { minuteMs, startShortLivedSite, tokenMs } from '../../support/short-lived.js';

const closing = closeAfterEach();

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

test('a clock that is set back after an outage does not make it last: tokens are refreshed when it is their time (R-08)', async () => {
  const site = closing(await startShortLivedSite());
  site.advance(60 * minuteMs);
  const browser = await signedIn(site);
  takeDown(site.pool);
  site.advance(tokenMs + 1000);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  expect(site.eventsOf('refresh_failed')).toHaveLength(1);

  site.pool.faults.clear();
  site.advance(-60 * minuteMs);
  const later = await signedIn(site, grace);
  site.advance(tokenMs + 1000);
  expect((await later.send(`${site.origin}/account`)).status).toBe(200);
  expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
});

/** A site whose pool rotates without a grace, and whose clock is found to be behind when the tokens are due. */
const startSiteBehind = async (behindMs: number) => {
  const clock = { offsetMs: 0 };
  let poolMs = 0;
  const now = (): number => Date.now() + poolMs + clock.offsetMs;
  const site = closing(
    await startBareSite({
      pool: { accessTokenSeconds: 300, idTokenSeconds: 300, rotation: { graceSeconds: 0 } },
      auth: { now },
    }),
  );
  const advance = (ms: number): void => {
    poolMs += ms;
    site.pool.clock.advance(ms);
  };
  const browser = await signedIn(site);
  // Due by our clock, which is behind the pool's.
  advance(tokenMs - 30_000 + behindMs);
  clock.offsetMs = -behindMs;
  const status = async (path = '/account'): Promise<number> =>
    (await browser.send(`${site.origin}${path}`)).status;
  return { site, clock, advance, status };
};

test.each([1, 5, 9])(
  'a clock that is %i minutes behind at a refresh signs nobody out: what the pool gave is used when its time has come (R-12)',
  async (minutes) => {
    const { site, advance, status } = await startSiteBehind(minutes * minuteMs);
    expect([await status(), await status('/token')]).toEqual([200, 200]);
    expect(site.eventsOf('refresh_failed')[0]).toMatchObject({
      isTransient: true,
      code: 'pool_unreachable',
      reason: 'token_from_the_future',
      // Tokens know whole seconds.
      clockAheadSeconds: expect.closeTo(minutes * 60, -1),
    });
    // The tokens at hand have ended, and nobody asks the pool a second time for those that wait.
    advance(35_000);
    if (minutes > 1) {
      expect([await status(), await status('/token')]).toEqual([200, 503]);
      expect(site.eventsOf('tokens_refreshed')).toEqual([]);
      advance((minutes - 1) * minuteMs - 35_000 + 31_000);
    }
    expect([await status(), await status('/token')]).toEqual([200, 200]);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
    expect(site.pool.requests.count('token')).toBe(2);
    expect(site.eventsOf('session_ended')).toEqual([]);
    expect(site.pool.requests.count('revoke')).toBe(0);
  },
);

test('a clock that was behind and is set right takes the tokens that waited for it at once (R-12)', async () => {
  const { site, clock, status } = await startSiteBehind(5 * minuteMs);
  expect(await status()).toBe(200);
  clock.offsetMs = 0;
  expect(await status('/token')).toBe(200);
  expect(site.eventsOf('tokens_refreshed').length).toBeGreaterThan(0);
  expect(site.eventsOf('session_ended')).toEqual([]);
});

test('tokens that are further ahead than a clock explains are refused, and revoked (R-12)', async () => {
  const { site, status } = await startSiteBehind(11 * minuteMs);
  await status();
  expect(site.eventsOf('refresh_failed')).toMatchObject([
    {
      isTransient: false,
      code: 'pool_rejected',
      reason: 'token_from_the_future',
      clockAheadSeconds: expect.closeTo(660, -1),
    },
  ]);
  await eventually(() => expect(site.pool.requests.count('revoke')).toBe(1));
});
