import { describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/index.js';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';
import { closeAfterEach } from '../../support/closing.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';

const closing = closeAfterEach();

describe('a session', () => {
  const site = openForEachTest(startBareSite);
  const browser = makeForEachTest(() => signedIn(site));

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

describe('how often a page writes', () => {
  // Seconds between two pages, for as many minutes, and how often the session is then marked as seen.
  test.each([
    { idleMinutes: 60, everySeconds: 10, minutes: 6, marks: 6 },
    { idleMinutes: 60, everySeconds: 90, minutes: 6, marks: 4 },
    { idleMinutes: 4, everySeconds: 10, minutes: 6, marks: 6 },
    { idleMinutes: 2, everySeconds: 10, minutes: 6, marks: 12 },
    { idleMinutes: 1, everySeconds: 5, minutes: 2, marks: 8 },
  ])(
    'with an idle limit of $idleMinutes min and a page every $everySeconds s: $marks marks in $minutes min, and nothing else (F-S6, F-M9)',
    async ({ idleMinutes, everySeconds, minutes, marks }) => {
      let store: FaultyStore | undefined;
      const site = closing(
        await startBareSite({
          auth: { idleMinutes },
          store: (now) => {
            store = createFaultyStore(createMemoryStore({ now }));
            return store;
          },
        }),
      );
      const browser = await signedIn(site);
      const writes = ['writeAppData', 'create', 'replaceTokens', 'end'] as const;
      const written = () => writes.map((call) => store?.calls(call));
      const before = written();
      for (let page = 0; page < (minutes * 60) / everySeconds; page += 1) {
        site.advance(everySeconds * 1000);
        expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
      }
      expect(store?.calls('markSeen')).toBe(marks);
      expect(written()).toEqual(before);
    },
  );
});

describe('in a store that forgets nothing by itself', () => {
  // Its clock stands still, so that whoever reads it has to judge.
  const startSite = async () => {
    const startedAtMs = Date.now();
    const site = closing(await startBareSite({ store: () => createMemoryStore({ now: () => startedAtMs }) }));
    return { site, browser: await signedIn(site) };
  };
  const isSignedIn = async (site: BareSite, browser: Browser) =>
    (await browser.send(`${site.origin}/`)).text !== 'home of nobody';

  test('a session is over when it was idle for an hour, to the second, and its record goes (F-M4)', async () => {
    const { site, browser } = await startSite();
    site.advance(60 * minuteMs - 5000);
    expect(await isSignedIn(site, browser)).toBe(true);
    site.advance(60 * minuteMs + 1000);
    expect(await isSignedIn(site, browser)).toBe(false);
    expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'idle_limit' }]);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
  });

  test('a session is over after twelve hours, however busy, and its record goes (F-M4)', async () => {
    const { site, browser } = await startSite();
    for (let halfHours = 1; halfHours < 24; halfHours += 1) {
      site.advance(30 * minuteMs);
      expect(await isSignedIn(site, browser)).toBe(true);
    }
    site.advance(30 * minuteMs);
    expect(await isSignedIn(site, browser)).toBe(false);
    expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'absolute_limit' }]);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
  });
});

test('a session that was ended elsewhere while a page marked it as seen is over for this page (F-M4)', async () => {
  const site = closing(
    await startBareSite({
      store: (now) => ({ ...createMemoryStore({ now }), markSeen: async () => false }),
    }),
  );
  const browser = await signedIn(site);
  expect((await browser.send(`${site.origin}/`)).text).toBe('home of ada@example.com');
  site.advance(2 * minuteMs);
  expect((await browser.send(`${site.origin}/`)).text).toBe('home of nobody');
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
