import { afterEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';

describe('the store fails just when a rotated refresh token is to be kept (H-06)', () => {
  const rotation = { graceSeconds: 0 };
  // Registered first: the site saves what it still holds when it ends.
  afterEach(() => site.store.heal());
  const site = openForEachTest(() => startShortLivedSite({ pool: { rotation } }));
  const browser = makeForEachTest(() => signedIn(site));

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

  const open = (path: string): Promise<Answer> => browser.send(`${site.origin}${path}`);
});
