import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/http/faults.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';
import type { TokenFault } from '../../../src/local-pool/tokens/token-faults.js';

const closing = closeAfterEach();

describe('a refresh that must not succeed', () => {
  const site = openForEachTest(() => startShortLivedSite({ pool: { rotation: { graceSeconds: 60 } } }));
  const browser = makeForEachTest(() => signedIn(site));

  test('with a revoked refresh token ends the session, once, and asks to sign in (H-08)', async () => {
    site.pool.revokeEverything();
    site.advance(tokenMs);
    const exchanges = site.pool.requests.count('token');
    const pages = await Promise.all([
      browser.send(`${site.origin}/account`),
      browser.send(`${site.origin}/account?tab=2`),
      browser.send(`${site.origin}/account`, { headers: { accept: 'application/json' } }),
    ]);
    expect(pages.map(({ status }) => status)).toEqual([303, 303, 401]);
    expect(pages[1]?.headers.location).toBe('/auth/sign-in?return_to=%2Faccount%3Ftab%3D2');
    expect(site.pool.requests.count('token')).toBe(exchanges + 1);
    expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'refresh_token_refused' }]);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
    expect(site.pool.requests.count('token')).toBe(exchanges + 1);
  });

  test('for somebody whose account was disabled ends the session (I-12)', async () => {
    site.pool.disablePerson('ada@example.com');
    site.advance(tokenMs);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
  });

  test('says so to a route that asks for the token itself', async () => {
    site.pool.revokeEverything();
    site.advance(tokenMs);
    const page = await browser.send(`${site.origin}/token`);
    expect(page.status).toBe(401);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'not_signed_in' });
  });

  const inBoth = (claims: Record<string, unknown>): readonly TokenFault[] => [
    { kind: 'token', of: 'id', claims },
    { kind: 'token', of: 'access', claims },
  ];

  test.each<[string, string, readonly Fault[]]>([
    ['another subject in both tokens', 'H-01', inBoth({ sub: 'somebody-else' })],
    ['another subject in the ID token', 'H-01', [{ kind: 'token', of: 'id', claims: { sub: 'other' } }]],
    [
      'another subject in the access token',
      'H-01',
      [{ kind: 'token', of: 'access', claims: { sub: 'other' } }],
    ],
    ['another nonce', 'H-03', [{ kind: 'token', of: 'id', claims: { nonce: 'another' } }]],
    [
      'another time of signing in',
      'H-03',
      [{ kind: 'token', of: 'id', claims: { auth_time: 1_700_000_000 } }],
    ],
  ])('with %s ends the session and revokes what came (%s)', async (_what, _id, faults) => {
    for (const fault of faults) site.pool.faults.add({ endpoint: 'token', fault });
    site.advance(tokenMs);
    const page = await browser.send(`${site.origin}/account`);
    expect(page.headers.location).toBe('/auth/sign-in?return_to=%2Faccount');
    expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'other_person' }]);
    expect(await tokensOf(site, 'ada@example.com')).toEqual([]);
    // What came, and what the session had: both may be good.
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(2));
  });

  test.each<[string, string, Fault]>([
    ['another issuer', 'H-02', { kind: 'token', of: 'id', claims: { iss: 'https://issuer.example/1' } }],
    ['another audience', 'H-02', { kind: 'token', of: 'id', claims: { aud: 'another-client' } }],
    ['an ID token that is over', 'H-02', { kind: 'token', of: 'id', claims: { exp: 1_700_000_000 } }],
    ['another authorized party', 'H-03', { kind: 'token', of: 'id', claims: { azp: 'another-client' } }],
    ['a forged ID token', 'H-04', { kind: 'token', of: 'id', signature: 'foreign' }],
    ['an unsigned ID token', 'H-04', { kind: 'token', of: 'id', signature: 'none' }],
    ['a forged access token', 'H-04', { kind: 'token', of: 'access', signature: 'foreign' }],
    [
      'an access token of another client',
      'H-04',
      { kind: 'token', of: 'access', claims: { client_id: 'x' } },
    ],
    ['no access token', 'H-04', { kind: 'token-response', change: { access_token: undefined } }],
    ['broken JSON', 'H-04', { kind: 'broken-json' }],
  ])('with %s is an error of the pool, and none of it is used (%s)', async (_what, _id, fault) => {
    const before = await tokensOf(site, 'ada@example.com');
    site.pool.faults.add({ endpoint: 'token', fault });
    site.advance(tokenMs);
    const page = await browser.send(`${site.origin}/account`);
    expect(page.status).toBe(502);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'pool_rejected' });
    expect(await tokensOf(site, 'ada@example.com')).toEqual(before);
    expect(site.eventsOf('refresh_failed')).toMatchObject([{ isTransient: false, code: 'pool_rejected' }]);

    // Whoever sent that, the refresh token in it must not live on unseen (F-S9). It is of the same sign-in at the pool as the
    // one that the session has, so that the person signs in anew.
    const revocations = fault.kind === 'broken-json' ? 0 : 1;
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(revocations));
    site.pool.faults.clear();
    site.advance(3000);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(revocations === 0 ? 200 : 303);
  });

  test('because of an ID token alone, where the pool does not rotate, leaves the session its refresh token', async () => {
    const other = closing(await startShortLivedSite());
    const person = await signedIn(other);
    other.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of: 'id', signature: 'foreign' } });
    other.advance(tokenMs);
    expect((await person.send(`${other.origin}/account`)).status).toBe(502);
    other.pool.faults.clear();
    expect((await person.send(`${other.origin}/account`)).status).toBe(200);
    expect(other.pool.requests.count('revoke')).toBe(0);
  });

  test('for one person does not keep the others from refreshing theirs', async () => {
    const other = await signedIn(site, { username: 'grace@example.com', password: 'Local-Pool-1' });
    site.pool.faults.add({
      endpoint: 'token',
      fault: { kind: 'token', of: 'id', signature: 'foreign' },
      times: 1,
    });
    site.advance(tokenMs);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(502);
    expect((await other.send(`${site.origin}/account`)).status).toBe(200);
  });
});
