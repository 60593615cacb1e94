import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { signedIn } from '../../support/people.js';
import { startShortLivedSite } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';

const closing = closeAfterEach();

describe('a store that fails while somebody signs out', () => {
  let site: Awaited<ReturnType<typeof startShortLivedSite>>;
  let browser: Browser;
  beforeEach(async () => {
    site = closing(await startShortLivedSite());
    browser = await signedIn(site);
  });

  const signOut = async (path = 'sign-out'): Promise<number> =>
    (await browser.post(`${site.origin}/auth/${path}`)).status;
  const revocations = (): number => site.pool.requests.count('revoke');

  test('and has ended the session all the same: its refresh token is revoked (F-S8)', async () => {
    site.store.loseAnswer('end', 1);
    expect(await signOut()).toBe(503);
    await eventually(() => expect(revocations()).toBe(1));
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
    expect(await signOut()).toBe(303);
  });

  test('before anything is done: nothing is revoked, and the person is still signed in', async () => {
    site.store.fail('readTokens', 1);
    expect(await signOut()).toBe(503);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    expect(revocations()).toBe(0);
  });

  test('everywhere, for one of six: the others end and are revoked, and the person hears of it (F-S3)', async () => {
    for (let count = 1; count < 6; count += 1) await signedIn(site);
    site.store.fail('end', 1);
    expect(await signOut('sign-out-everywhere')).toBe(503);
    // That of the one that failed too: whether it ended is not known.
    expect(revocations()).toBe(5);
    expect(await tokensOf(site, 'ada@example.com')).toHaveLength(2);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    expect(await signOut('sign-out-everywhere')).toBe(303);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
  });
});

test('a refresh token that could not be revoked is named with its session and its person (F-S4)', async () => {
  const site = closing(await startShortLivedSite());
  const browser = await signedIn(site);
  site.pool.faults.add({ endpoint: 'revoke', fault: { kind: 'status', status: 503 } });
  await browser.post(`${site.origin}/auth/sign-out`);
  const [{ session, userId } = {}] = site.eventsOf('signed_out');
  expect(session).toMatch(/^[\w-]{8}$/);
  expect(site.eventsOf('revoke_failed')).toMatchObject([{ session, userId, code: 'pool_unreachable' }]);
});
