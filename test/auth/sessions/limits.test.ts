import { beforeEach, describe, expect, test } from '@jest/globals';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';
import { closeAfterEach } from '../../support/closing.js';

const closing = closeAfterEach();

describe('a session', () => {
  let site: BareSite;
  let browser: Browser;
  beforeEach(async () => {
    site = closing(await startBareSite());
    browser = await signedIn(site);
  });

  test('that nobody uses for an hour is over, and its record is gone (J-08)', async () => {
    site.advance(59 * minuteMs);
    expect(await statusOf('/account')).toBe(200);
    site.advance(59 * minuteMs);
    expect(await statusOf('/account')).toBe(200);
    site.advance(61 * minuteMs);
    expect(await statusOf('/account')).toBe(303);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
  });

  test('that is used every half hour is over after twelve hours all the same (J-09)', async () => {
    for (let halfHours = 1; halfHours < 24; halfHours += 1) {
      site.advance(30 * minuteMs);
      expect(await statusOf('/account')).toBe(200);
    }
    site.advance(30 * minuteMs);
    expect(await statusOf('/account')).toBe(303);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
  });

  test('is not prolonged by its cookie being shown elsewhere: pages that ask for nobody count as use', async () => {
    for (let round = 0; round < 3; round += 1) {
      site.advance(40 * minuteMs);
      expect((await browser.send(`${site.origin}/`)).text).toBe('home of ada@example.com');
    }
  });

  test('writes nothing while a person reads page after page within a minute', async () => {
    const keys = await site.store.keysOf({
      issuer: site.pool.issuer,
      id: site.pool.person('ada@example.com').sub,
    });
    const seenAt = async () => (await site.store.read(keys[0] ?? ''))?.lastSeenAtMs;
    const before = await seenAt();
    site.advance(50_000);
    for (let page = 0; page < 5; page += 1) await statusOf('/account');
    expect(await seenAt()).toBe(before);
    site.advance(20_000);
    await statusOf('/account');
    expect(await seenAt()).toBeGreaterThan(before ?? 0);
  });

  test.each([
    ['idle_limit', 60 * minuteMs, 0],
    ['absolute_limit', 30 * minuteMs, 23],
  ] as const)(
    'that is over by the %s is told once, and its refresh token is revoked (F-S18)',
    async (reason, stepMs, visits) => {
      for (let count = 0; count < visits; count += 1) {
        site.advance(stepMs);
        expect(await statusOf('/account')).toBe(200);
      }
      site.advance(stepMs + 1000);
      const pages = await Promise.all([statusOf('/account'), statusOf('/account'), statusOf('/account')]);
      expect(pages).toEqual([303, 303, 303]);
      expect(site.eventsOf('session_ended')).toMatchObject([{ reason }]);
      await eventually(() => expect(site.pool.requests.count('revoke')).toBe(1));
    },
  );

  test('that is over is not among the sign-ins of its person, who ends it by looking (F-S18)', async () => {
    site.advance(40 * minuteMs);
    const other = await signedIn(site);
    site.advance(20 * minuteMs + 1000);
    const list: unknown[] = JSON.parse((await other.send(`${site.origin}/sign-ins`)).text);
    expect(list).toHaveLength(1);
    expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'idle_limit' }]);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(1));
  });

  test('that was over is not revived by the old cookie', async () => {
    const cookie = await browser.jar.getCookieString(site.origin);
    site.advance(61 * minuteMs);
    await statusOf('/account');
    const page = await createBrowser().send(`${site.origin}/`, { headers: { cookie } });
    expect(page.text).toBe('home of nobody');
  });

  const statusOf = async (path: string): Promise<number> =>
    (await browser.send(`${site.origin}${path}`)).status;
});

test("the limits are the host app's to choose", async () => {
  const site = closing(await startBareSite({ auth: { idleMinutes: 5, maxHours: 1 } }));
  const idle = await signedIn(site);
  const busy = await signedIn(site);
  for (let round = 0; round < 14; round += 1) {
    site.advance(4 * minuteMs);
    expect((await busy.send(`${site.origin}/account`)).status).toBe(200);
  }
  expect((await idle.send(`${site.origin}/account`)).status).toBe(303);
  site.advance(4 * minuteMs);
  expect((await busy.send(`${site.origin}/account`)).status).toBe(303);
});

test('a session does not outlive the refresh token of the pool (J-10)', async () => {
  const site = closing(await startBareSite({ pool: { refreshTokenSeconds: 2 * 3600 } }));
  const browser = await signedIn(site);
  for (let round = 0; round < 3; round += 1) {
    site.advance(30 * minuteMs);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  }
  site.advance(25 * minuteMs);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  site.advance(40 * minuteMs);
  const page = await browser.send(`${site.origin}/account`);
  expect(page.headers.location).toBe('/auth/sign-in?return_to=%2Faccount');
  expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'refresh_token_refused' }]);
});
