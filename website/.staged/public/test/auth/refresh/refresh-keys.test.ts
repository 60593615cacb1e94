import { beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeys } from '../../../src/local-pool/index.js';
import type { Browser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { forge, takeApart } from '../../support/forge.js';
import { signedIn } from '../../support/people.js';
import { startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';

const closing = closeAfterEach();
const spareKeys = generateKeys();

describe('the pool, which rotates refresh tokens, signs with new keys just when a session is refreshed', () => {
  let site: Awaited<ReturnType<typeof startShortLivedSite>>;
  let browser: Browser;
  beforeEach(async () => {
    site = closing(await startShortLivedSite({ pool: { rotation: { graceSeconds: 0 } } }));
    browser = await signedIn(site);
  });

  const status = async (path = '/account'): Promise<number> =>
    (await browser.send(`${site.origin}${path}`)).status;
  const refreshToken = async () => (await tokensOf(site, 'ada@example.com'))[0]?.refreshToken;
  const keysAreAway = () =>
    site.pool.faults.add({ endpoint: 'jwks', fault: { kind: 'status', status: 500 } });
  const refreshWithoutKeys = async (): Promise<void> => {
    await site.pool.keys.rotate({ keys: await spareKeys });
    keysAreAway();
    site.advance(tokenMs - 30_000);
    expect(await status()).toBe(200);
  };

  test('and strangers keep asking for made-up keys: nobody is signed out (F-S1)', async () => {
    const { header, claims } = takeApart((await browser.send(`${site.origin}/token`)).text);
    const madeUp = forge({ ...header, kid: 'made-up' }, claims, (await spareKeys).id.privateKey);
    site.advance(tokenMs - 30_000);
    const headers = { authorization: `Bearer ${madeUp}` };
    expect((await browser.send(`${site.origin}/api/me`, { headers })).status).toBe(401);
    await site.pool.keys.rotate({ keys: await spareKeys });
    expect(await status()).toBe(200);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
    site.advance(tokenMs);
    expect(await status()).toBe(200);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test('and the keys cannot be had: pages go on, and what the pool gave is used once it is verified (F-S1)', async () => {
    const before = await refreshToken();
    await refreshWithoutKeys();
    expect(await refreshToken()).toBe(before);
    expect(site.eventsOf('refresh_failed')).toMatchObject([{ isTransient: true }]);
    site.advance(60_000);
    expect(await status()).toBe(200);
    expect(await status('/token')).toBe(503);

    site.pool.faults.clear();
    await eventually(async () => expect(await refreshToken()).not.toBe(before));
    expect(await status('/token')).toBe(200);
    expect(site.pool.requests.count('token')).toBe(2);
    site.advance(tokenMs);
    expect(await status()).toBe(200);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test('and the keys are away for longer than tokens live: they are judged as of when they came (F-S1)', async () => {
    await refreshWithoutKeys();
    site.advance(30 * 60_000);
    site.pool.faults.clear();
    expect(await status('/token')).toBe(200);
    // Verified, kept, and refreshed once more.
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(2);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test('and another process is asked meanwhile: it does not use up the old refresh token again (F-S1)', async () => {
    await refreshWithoutKeys();
    const [key = ''] = await site.store.keysOf({
      issuer: site.pool.issuer,
      id: site.pool.person('ada@example.com').sub,
    });
    expect(await site.store.leases.take(`refresh:${key}`, 'another process', 3000)).toBe(false);
    site.pool.faults.clear();
    await eventually(async () =>
      expect(await site.store.leases.take(`refresh:${key}`, 'another process', 3000)).toBe(true),
    );
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
  });

  test('and the person signs out meanwhile: what the pool gave is revoked (F-S1)', async () => {
    await refreshWithoutKeys();
    await browser.post(`${site.origin}/auth/sign-out`);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(2));
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
    await site.auth.settled({ withinMs: 5000 });
    expect(site.eventsOf('revoke_failed')).toEqual([]);
  });

  test('and the process stops before the keys are there: an event names the session (F-S1, R-09)', async () => {
    await refreshWithoutKeys();
    const [{ session, userId } = {}] = site.eventsOf('refresh_failed');
    await site.auth.settled({ withinMs: 100 });
    expect(site.eventsOf('revoke_failed')).toMatchObject([{ session, userId, reason: 'never_decided' }]);
  });
});
