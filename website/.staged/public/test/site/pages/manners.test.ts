import { describe, expect, test } from '@jest/globals';
import { percentLeft } from '../../../src/pages/moments.js';
import { shownSignIns } from '../../../src/pages/sign-ins.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { createFaultyStore } from '../../support/faulty-store.js';
import { openForAllTests } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { sampleSignIn } from '../../support/sample-session.js';
import { startSelfServiceSite } from '../self-service/support/self-service-site.js';

const site = openForAllTests(startSelfServiceSite);
const at = (path: string): string => `${site.origin}${path}`;
const corner = ({ text }: Answer): string =>
  (/<div class="who">(.*?)<\/div>/su.exec(text)?.[1] ?? 'no corner').replaceAll(/\s+/gu, ' ').trim();

describe('after a sign-out that did not reach the pool (F-U1)', () => {
  test('"Try again" asks the pool to forget this browser, without a session', async () => {
    const browser = createBrowser();
    await browser.visit(at('/auth/sign-in'));
    const page = await browser.visit(at('/signed-out?pool=not-reached'));
    const next = await browser.submitUntil(page, {}, site.pool.domain);
    expect(next).toContain(`${site.pool.domain}/logout?`);
  });

  test('the page that asks before signing out has that form as well for who is not signed in', async () => {
    const browser = createBrowser();
    const page = await browser.visit(at('/auth/sign-out'));
    expect(page.text).toContain('You are not signed in');
    const next = await browser.submitUntil(page, {}, site.pool.domain);
    expect(next).toContain(`${site.pool.domain}/logout?`);
  });
});

describe('the corner that says who is signed in (F-U2)', () => {
  test('is empty while that is unknown: where the store is away', async () => {
    const browser = await signedIn(site);
    const store = createFaultyStore(site.storage.store);
    expect(corner(await browser.visit(at('/account')))).toContain('Signed in as');
    expect(corner(await createBrowser().visit(at('/')))).toContain('Sign in');
    const away = await startSelfServiceSite({
      storage: { ...site.storage, store },
      env: { SESSION_SECRET: site.config.sessionSecrets[0] ?? '' },
    });
    store.fail('read');
    const page = await browser.send(`${away.origin}/account`);
    expect([page.status, corner(page)]).toEqual([503, '']);
    await away.close();
  });

  test('and where too many requests have come', async () => {
    const busy = await startSelfServiceSite({ env: { AUTH_REQUESTS_PER_MINUTE: '1' } });
    const browser = createBrowser();
    await browser.send(`${busy.origin}/auth/sign-in`);
    const page = await browser.send(`${busy.origin}/auth/sign-in`);
    expect([page.status, corner(page)]).toEqual([429, '']);
    await busy.close();
  });
});

test('a bar shows how much of a token is left, and the exact end stands below it (F-U7)', async () => {
  const page = await (await signedIn(site)).visit(at('/account'));
  expect(page.text).toMatch(
    /<progress max="100" value="(?:100|99)" aria-label="ID token: part of its life that is left">/,
  );
  expect(page.text).toMatch(
    /class="small-print ends">Ends <time[^>]*>.*?<span class="exact"> \d+ \w+ \d{4} at \d\d:\d\d UTC/s,
  );
  expect([0, 15, 45, 60, 90].map((minutes) => percentLeft(0, 60, minutes))).toEqual([100, 75, 25, 0, 0]);
  expect(percentLeft(5, 5, 0)).toBe(0);
});

describe('a long list of sign-ins (F-U8)', () => {
  const listed = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...sampleSignIn(),
      id: `key-${index}`,
      isThisOne: index === count - 2,
      lastSeenAtMs: index * 1000,
    }));
  const shown = (count: number) => shownSignIns(listed(count), { nowMs: 0, basePath: '' });

  test('begins with one’s own, then those that were seen last, and folds the rest', () => {
    const { signIns, more } = shown(16);
    expect([signIns.length, more.length]).toEqual([6, 10]);
    expect(signIns.map(({ isThisOne }) => isThisOne)).toEqual([true, false, false, false, false, false]);
    const ends = [...signIns.slice(1), ...more].map(({ endUrl }) => Number(/\d+/.exec(endUrl)?.[0]));
    expect(ends).toEqual([15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test('is not folded for the sake of one', () => {
    expect([shown(7).more.length, shown(8).more.length]).toEqual([0, 2]);
  });

  test('has "Sign out everywhere" above it', async () => {
    const page = await (await signedIn(site)).visit(at('/account/sign-ins'));
    const everywhere = page.text.indexOf('/auth/sign-out-everywhere');
    expect(everywhere).toBeGreaterThan(0);
    expect(everywhere).toBeLessThan(page.text.indexOf('class="rows"'));
  });
});

test('every link of every page leads somewhere, so that nothing is named that is not there (F-U13)', async () => {
  const browser = await signedIn(site);
  const seen = new Set(['/']);
  const broken: string[] = [];
  for (const path of seen) {
    const { status, text } = await browser.send(at(path));
    if (status >= 400) broken.push(`${path}: ${status}`);
    for (const [, href = ''] of text.matchAll(/<a [^>]*href="(\/[^"#]*)"/g))
      if (!href.startsWith('/auth/sign-in')) seen.add(href.replaceAll('&amp;', '&'));
  }
  expect(broken).toEqual([]);
  expect(seen.size).toBeGreaterThan(8);
});

test('password managers find where the password is changed (W3C, change-password)', async () => {
  const answer = await createBrowser().send(at('/.well-known/change-password'));
  expect([answer.status, answer.location]).toEqual([303, '/account/security/password']);
  const { status } = await createBrowser().send(
    at('/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200'),
  );
  expect(status).toBe(404);
});

test('pages call a thing by one word, and blame nobody (F-U12)', async () => {
  const browser = await signedIn(site);
  const pages = ['/account', '/account/profile', '/account/security', '/account/sign-ins', '/nowhere'];
  const texts = await Promise.all(pages.map(async (path) => (await browser.visit(at(path))).text));
  const hosted = await createBrowser().visit(at('/auth/sign-in?screen=sign-up'));
  for (const text of [...texts, hosted.text]) expect(text).not.toMatch(/e-mail|makes no sense|>Sign up</i);
  expect(hosted.text).toContain('Create account');
});
