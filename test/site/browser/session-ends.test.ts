import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { grace } from '../../support/people.js';
import { openTab, type Tab } from '../../support/tab.js';
import {
  password,
  startSelfServiceSite,
  type SelfServiceSite,
} from '../self-service/support/self-service-site.js';

const hourMs = 60 * 60_000;
let people = 0;

describeWithChromium('a page whose session ends while it lies open (issue 15, item 5)', () => {
  let chromium: Browser;
  let site: SelfServiceSite;
  let context: BrowserContext;
  let tab: Tab;
  let page: Page;
  let asked: string[];

  beforeAll(async () => {
    [chromium, site] = await Promise.all([launchChromium(), startSelfServiceSite()]);
  });
  afterAll(async () => {
    await chromium.close();
    await site.close();
  });
  afterEach(async () => {
    expect(tab.complaints).toEqual([]);
    await context.close();
  });

  /** Somebody new at a page, with the page's clock in the hands of the test. */
  const openAt = async (path: string): Promise<string> => {
    people += 1;
    const email = `patient-${people}@example.com`;
    site.pool.addPerson({ email, password, attributes: { name: 'Patient Person' } });
    context = await chromium.newContext();
    tab = await openTab(context);
    page = tab.page;
    await page.goto(`${site.origin}${path}`);
    await signInAs(email);
    asked = [];
    page.on('request', (request) => {
      if (request.url() === `${site.origin}/auth/session`) asked.push(request.url());
    });
    await page.clock.install();
    await page.goto(`${site.origin}${path}`);
    return email;
  };

  const signInAs = async (email: string, typed = password): Promise<void> => {
    await page.fill('input[name=username]:visible', email);
    await page.fill('input[name=password]:visible', typed);
    await page.press('input[name=password]:visible', 'Enter');
    await page.waitForURL(`${site.origin}/**`);
  };

  /** Time goes by for the site, the pool and the page. */
  const pass = async (ms: number): Promise<void> => {
    site.advance(ms);
    await page.clock.runFor(ms);
  };

  const offer = (what: 'ended' | 'other') => page.locator(`.session-ended [data-when=${what}]`);

  const comeBackIntoView = (): Promise<unknown> =>
    page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');

  test('asks nothing until then, says so at its end, and leads back to the same page through the sign-in', async () => {
    const email = await openAt('/account?from=here');
    await pass(hourMs - 5000);
    expect(asked).toEqual([]);
    expect(await offer('ended').isVisible()).toBe(false);
    await pass(10_000);
    await offer('ended').waitFor({ state: 'visible' });
    expect(asked).toHaveLength(1);
    await page.clock.resume();
    await offer('ended').locator('a').click();
    await page.waitForURL(`${site.pool.domain}/login?**`);
    await signInAs(email);
    expect(page.url()).toBe(`${site.origin}/account?from=here`);
  });

  test('goes on without a word where the session was used elsewhere in the meantime', async () => {
    await openAt('/account');
    await pass(hourMs - 10_000);
    const other = await context.newPage();
    await other.goto(`${site.origin}/account`);
    const answered = page.waitForResponse(`${site.origin}/auth/session`);
    await pass(20_000);
    expect(await (await answered).json()).toMatchObject({ signedIn: true });
    expect(await offer('ended').isVisible()).toBe(false);
    expect(asked).toHaveLength(1);
  });

  test('asks when it comes back into view, and notices that somebody has signed out elsewhere', async () => {
    await openAt('/account');
    const other = await context.newPage();
    await other.goto(`${site.origin}/account`);
    await other.click('header >> text=Sign out');
    await other.waitForURL(`${site.origin}/signed-out`);
    expect(await offer('ended').isVisible()).toBe(false);
    await comeBackIntoView();
    await offer('ended').waitFor({ state: 'visible' });
  });

  test('says so where somebody else has signed in since, and shows nothing of theirs by itself', async () => {
    await openAt('/account');
    await context.clearCookies();
    const other = await context.newPage();
    const first = page;
    page = other;
    await other.goto(`${site.origin}/account`);
    await signInAs(grace.username, grace.password);
    page = first;
    await comeBackIntoView();
    await offer('other').waitFor({ state: 'visible' });
    expect(await page.textContent('main')).toContain('Patient Person');
    expect(await offer('ended').isVisible()).toBe(false);
  });

  test('a form that was begun goes through the sign-in with its words, and is not sent by itself', async () => {
    const email = await openAt('/account/profile');
    await page.fill('#name', 'Half a Na');
    await pass(hourMs + 5000);
    await offer('ended').waitFor({ state: 'visible' });
    await page.clock.resume();
    await offer('ended').locator('a').click();
    await page.waitForURL(`${site.pool.domain}/login?**`);
    await signInAs(email);
    expect(page.url()).toBe(`${site.origin}/account/profile`);
    expect(await page.inputValue('#name')).toBe('Half a Na');
    expect(site.pool.person(email).attributes['name']).toBe('Patient Person');
  });

  test('no answer says nothing about the session: it is asked for again a minute later', async () => {
    await openAt('/account');
    await page.route('**/auth/session', (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await pass(hourMs + 5000);
    await failed;
    expect(asked).toHaveLength(1);
    expect(await offer('ended').isVisible()).toBe(false);
    await page.unroute('**/auth/session');
    await pass(61_000);
    await offer('ended').waitFor({ state: 'visible' });
    expect(asked).toHaveLength(2);
    tab.complaints.length = 0;
  });

  test('nothing moves when the offer comes, and a screen reader hears it', async () => {
    await openAt('/account');
    const before = await page.evaluate('document.body.scrollHeight');
    await pass(hourMs + 5000);
    await offer('ended').waitFor({ state: 'visible' });
    expect(await page.evaluate('document.body.scrollHeight')).toBe(before);
    expect(await page.getAttribute('.session-ended', 'role')).toBe('status');
  });
});
