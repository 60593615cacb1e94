import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { signedIn } from '../../support/people.js';
import { startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';

describe('the store fails just when a rotated refresh token is to be kept (H-06)', () => {
  let site: Awaited<ReturnType<typeof startShortLivedSite>>;
  let browser: Browser;
  beforeEach(async () => {
    site = await startShortLivedSite({ pool: { rotation: { graceSeconds: 0 } } });
    browser = await signedIn(site);
  });
  afterEach(async () => {
    site.store.heal();
    await site.close();
  });

  test('the tokens are kept in memory until the store takes them, and nobody is signed out', async () => {
    const [before] = await tokensOf(site, 'ada@example.com');
    site.store.fail('replaceTokens', 2);
    site.advance(tokenMs - 30_000);
    expect((await open('/account')).status).toBe(200);
    await eventually(async () => {
      const [after] = await tokensOf(site, 'ada@example.com');
      expect(after?.refreshToken).not.toBe(before?.refreshToken);
    });
    expect(site.store.calls('replaceTokens')).toBe(3);
    expect(site.pool.requests.count('token')).toBe(2);
    // What was kept is good: the next refresh works with it.
    site.advance(tokenMs);
    expect((await open('/account')).status).toBe(200);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test('a request that comes meanwhile saves them, without another refresh', async () => {
    site.store.fail('replaceTokens', 1);
    site.advance(tokenMs + 1000);
    expect((await open('/account')).status).toBe(200);
    const token = await open('/token');
    expect(token.status).toBe(200);
    expect(await tokensOf(site, 'ada@example.com')).toMatchObject([{ accessToken: token.text }]);
    expect(site.pool.requests.count('token')).toBe(2);
  });

  test('somebody who signs out meanwhile leaves no refresh token alive', async () => {
    site.store.fail('replaceTokens', 1);
    site.advance(tokenMs + 1000);
    await open('/account');
    await browser.post(`${site.origin}/auth/sign-out`);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(2));
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
  });

  const open = (path: string): Promise<Page> => browser.send(`${site.origin}${path}`);
});
