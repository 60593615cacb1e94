import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/browser.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { startShortLivedSite, tokenMs } from '../../support/short-lived.js';
import { tokensOf } from '../../support/tokens.js';
import { closeAfterEach } from '../../support/closing.js';

const closing = closeAfterEach();

describe.each([
  ['without rotation', false],
  ['with rotation and no grace', { graceSeconds: 0 }],
] as const)('refreshing %s', (_name, rotation) => {
  const site = openForEachTest(() => startShortLivedSite({ pool: { rotation } }));
  const browser = makeForEachTest(() => signedIn(site));

  test('happens when the access token has less than a minute left, and not before', async () => {
    site.advance(tokenMs - 62_000);
    const before = await open('/token');
    expect(refreshes()).toBe(0);
    site.advance(3000);
    const after = await open('/token');
    expect(refreshes()).toBe(1);
    expect(after.text).not.toBe(before.text);
    expect((await open('/token')).text).toBe(after.text);
    expect(refreshes()).toBe(1);
  });

  test('happens once for a hundred requests at once, and all of them get the same token (H-07)', async () => {
    site.advance(tokenMs + 1000);
    const pages = await Promise.all(
      Array.from({ length: 100 }, (_, index) => open(index % 2 === 0 ? '/token' : '/account')),
    );
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    const tokens = pages.filter((_, index) => index % 2 === 0).map(({ text }) => text);
    expect(new Set(tokens).size).toBe(1);
    expect(refreshes()).toBe(1);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
  });

  test('goes on for hours, with the refresh token that is good at the time (H-05)', async () => {
    const presented = [];
    for (let round = 0; round < 8; round += 1) {
      site.advance(tokenMs);
      expect((await open('/account')).status).toBe(200);
      presented.push(site.pool.requests.list('token').at(-1)?.refreshTokenSha256);
    }
    expect(refreshes()).toBe(8);
    expect(new Set(presented).size).toBe(rotation === false ? 1 : 8);
  });

  test('renews the ID token with the access token', async () => {
    const before = (await open('/id-token')).text;
    site.advance(tokenMs);
    const after = (await open('/id-token')).text;
    expect(after).not.toBe(before);
    expect(await tokensOf(site, 'ada@example.com')).toMatchObject([{ idToken: after }]);
  });

  test('brings the groups up to date: what a person may do follows the new tokens', async () => {
    expect((await open('/admin')).status).toBe(200);
    site.pool.setGroups('ada@example.com', ['staff']);
    expect((await open('/admin')).status).toBe(200);
    site.advance(tokenMs);
    expect((await open('/admin')).status).toBe(403);
    site.pool.setGroups('ada@example.com', ['staff', 'admins']);
    site.advance(tokenMs);
    expect((await open('/admin')).status).toBe(200);
  });

  test('serves every session its own token', async () => {
    const other = await signedIn(site, { username: 'grace@example.com', password: 'Local-Pool-1' });
    site.advance(tokenMs);
    const [mine, theirs] = await Promise.all([open('/account'), other.send(`${site.origin}/account`)]);
    expect(JSON.parse(mine.text)).toMatchObject({ user: { email: 'ada@example.com' } });
    expect(JSON.parse(theirs.text)).toMatchObject({ user: { email: 'grace@example.com' } });
    expect(refreshes()).toBe(2);
  });

  const open = (path: string): Promise<Answer> => browser.send(`${site.origin}${path}`);
  const refreshes = (): number =>
    site.pool.requests.list('token').filter(({ parameters }) => parameters['grant_type'] === 'refresh_token')
      .length;
});

test('an answer without an ID token is fine: the person stays who they were (H-05)', async () => {
  const site = closing(await startShortLivedSite());
  const browser = await signedIn(site);
  const idToken = (await browser.send(`${site.origin}/id-token`)).text;
  site.pool.faults.add({
    endpoint: 'token',
    fault: { kind: 'token-response', change: { id_token: undefined } },
  });
  site.advance(tokenMs);
  const page = await browser.send(`${site.origin}/account`);
  expect(JSON.parse(page.text)).toMatchObject({
    user: { email: 'ada@example.com', groups: ['admins', 'staff'] },
    signIn: { tokensVersion: 2 },
  });
  expect((await browser.send(`${site.origin}/id-token`)).text).toBe(idToken);
});

test('a session without a refresh token ends with its access token', async () => {
  const site = closing(await startShortLivedSite());
  const change = { refresh_token: undefined };
  site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token-response', change } });
  const browser = await signedIn(site);
  site.advance(tokenMs - 30_000);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  site.advance(31_000);
  const page = await browser.send(`${site.origin}/account`);
  expect(page.headers.location).toBe('/auth/sign-in?return_to=%2Faccount');
  expect(site.eventsOf('session_ended')).toMatchObject([{ reason: 'tokens_ended' }]);
  expect(site.pool.requests.count('token')).toBe(1);
});

test('an ID token that ends before the access token is renewed before it ends', async () => {
  const site = closing(
    await startShortLivedSite({ pool: { accessTokenSeconds: 3600, idTokenSeconds: 300 } }),
  );
  const browser = await signedIn(site);
  const before = (await browser.send(`${site.origin}/id-token`)).text;
  site.advance(250_000);
  expect((await browser.send(`${site.origin}/id-token`)).text).not.toBe(before);
  expect((await browser.send(`${site.origin}/id-token`)).status).toBe(200);
  expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
});
