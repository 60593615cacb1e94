import { describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { openForEachTest } from '../../support/opened.js';
import { ada, signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';

describe('GET /auth/session', () => {
  const site = openForEachTest(() => startBareSite({ auth: { idleMinutes: 60, maxHours: 2 } }));

  test('says of nobody that nobody is signed in', async () => {
    const page = await createBrowser().send(`${site.origin}/auth/session`);
    expect([page.status, page.text]).toEqual([200, '{"signedIn":false}']);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-type']).toContain('application/json');
  });

  test('says who is signed in and for how long, and nothing of a token', async () => {
    const browser = await signedIn(site, ada);
    const page = await browser.send(`${site.origin}/auth/session`);
    expect(JSON.parse(page.text)).toEqual({
      signedIn: true,
      user: {
        sub: expect.stringMatching(/^[\w-]{36}$/),
        name: 'Ada Lovelace',
        email: 'ada@example.com',
        groups: ['admins', 'staff'],
      },
      secondsLeft: expect.any(Number),
    });
    expect(JSON.parse(page.text).secondsLeft).toBeGreaterThan(3590);
    expect(page.text).not.toMatch(/ey[\w-]+\./);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test('prolongs nothing, however often it is asked, and ends at the idle limit', async () => {
    const browser = await signedIn(site, ada);
    const left: number[] = [];
    for (let minute = 0; minute < 60; minute += 15) {
      left.push((await statusIn(browser)).secondsLeft ?? -1);
      site.advance(15 * minuteMs);
    }
    const steps = left.slice(1).map((seconds, index) => (left[index] ?? 0) - seconds);
    expect(steps.every((step) => step >= 890 && step <= 910)).toBe(true);
    expect(await statusIn(browser)).toEqual({ signedIn: false });
    expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
  });

  test('refreshes nothing and writes nothing, when the tokens are due and when the session is over', async () => {
    const browser = await signedIn(site, ada);
    for (let minute = 0; minute < 75; minute += 25) {
      site.advance(25 * minuteMs);
      // A page keeps the session; only the tokens run out. It is asked for a page that does not need them.
      await browser.send(`${site.origin}/`);
    }
    const calls = site.eventsOf('pool_called').length;
    expect((await statusIn(browser)).signedIn).toBe(true);
    expect((await statusIn(browser)).secondsLeft).toBeLessThanOrEqual(45 * 60);
    expect(site.eventsOf('pool_called')).toHaveLength(calls);
    expect(site.eventsOf('tokens_refreshed')).toEqual([]);
    site.advance(90 * minuteMs);
    expect(await statusIn(browser)).toEqual({ signedIn: false });
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['another origin, by an older browser', { origin: 'https://evil.example' }],
    ['an origin that hides', { origin: 'null' }],
  ])('tells a page of %s nothing', async (_who, headers) => {
    const browser = await signedIn(site, ada);
    const page = await browser.send(`${site.origin}/auth/session`, { headers });
    expect([page.status, JSON.parse(page.text)]).toMatchObject([403, { code: 'cross_site' }]);
    expect(site.eventsOf('cross_site_refused')).toHaveLength(1);
  });

  test.each([
    ['its own page', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }],
    ['who typed the address', { 'sec-fetch-site': 'none' }],
  ])('answers %s', async (_who, headers) => {
    const browser = await signedIn(site, ada);
    expect(JSON.parse((await browser.send(`${site.origin}/auth/session`, { headers })).text).signedIn).toBe(
      true,
    );
  });

  test('takes nothing but GET', async () => {
    const page = await createBrowser().send(`${site.origin}/auth/session`, { method: 'POST' });
    expect([page.status, page.headers['allow']]).toEqual([405, 'GET']);
  });

  const statusIn = async (browser: { send(url: string): Promise<Answer> }) =>
    JSON.parse((await browser.send(`${site.origin}/auth/session`)).text) as {
      readonly signedIn: boolean;
      readonly secondsLeft?: number;
    };
});
