import { describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/index.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { createFaultyStore } from '../../support/faulty-store.js';
import { signedIn } from '../../support/people.js';
import { tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';
import { startWholeSite } from '../../support/whole-site.js';

const closing = closeAfterEach();

/** A site at a pool that rotates refresh tokens without grace, with ada signed in and her tokens about to end. */
const startSite = async () => {
  let offsetMs = 0;
  const now = (): number => Date.now() + offsetMs;
  const store = createFaultyStore(createMemoryStore({ now }));
  const site = await startWholeSite({
    now,
    storage: { store, counter: undefined },
    pool: { accessTokenSeconds: 300, idTokenSeconds: 300, rotation: { graceSeconds: 0 } },
  });
  const { pool } = closing({ pool: site.pool, close: () => site.pool.close() });
  const browser = await signedIn(site);
  offsetMs = tokenMs - 30_000;
  pool.clock.advance(offsetMs);
  const refreshToken = async () => (await tokensOf({ store, pool }, 'ada@example.com'))[0]?.refreshToken;
  return { site, store, browser, refreshToken, before: await refreshToken() };
};

describe('a site that is told to stop', () => {
  test('closes the store when it has taken the tokens that it could not take before (R-09, H-06)', async () => {
    const { site, store, browser, refreshToken, before } = await startSite();
    store.fail('replaceTokens', 3);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    expect(await refreshToken()).toBe(before);
    await site.stop({ noticeMs: 0 });
    expect(await refreshToken()).not.toBe(before);
    expect(store.calls('close')).toBe(1);
  });

  test('waits for a refresh whose caller has gone: its token is the only good one (R-09)', async () => {
    const { site, browser, refreshToken, before } = await startSite();
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'slow-body', chunkBytes: 500, everyMs: 60 } });
    const exchanges = site.pool.requests.count('token');
    const gone = new AbortController();
    const cookie = await browser.jar.getCookieString(site.origin);
    const headers = { cookie, accept: 'text/html' };
    const answer = fetch(`${site.origin}/account`, { headers, signal: gone.signal }).catch(() => 'gone');
    await eventually(() => expect(site.pool.requests.count('token')).toBe(exchanges + 1));
    gone.abort();
    expect(await answer).toBe('gone');
    await site.stop({ noticeMs: 0 });
    expect(await refreshToken()).not.toBe(before);
  });

  test('waits for revocations under way (F-S17)', async () => {
    const { site, browser, before = '' } = await startSite();
    site.pool.faults.add({ endpoint: 'revoke', times: 1, fault: { kind: 'delay', ms: 1000 } });
    // Signing in once more ends the session before, and nobody waits for its revocation.
    await browser.visit(`${site.origin}/auth/sign-in?return_to=/`);
    expect(site.pool.requests.count('revoke')).toBe(1);
    await site.auth.settled({ withinMs: 30_000 });
    const { id, secret } = site.pool.client;
    const answer = await fetch(`${site.pool.domain}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: before }),
    });
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
  });

  test('does not wait for ever for a store that stays away (R-09)', async () => {
    const { site, store, browser, refreshToken, before } = await startSite();
    store.fail('replaceTokens');
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    const startedAtMs = performance.now();
    await site.auth.settled({ withinMs: 300 });
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(300);
    expect(await refreshToken()).toBe(before);
    store.heal();
    await site.stop({ noticeMs: 0 });
    expect(await refreshToken()).not.toBe(before);
  });
});
