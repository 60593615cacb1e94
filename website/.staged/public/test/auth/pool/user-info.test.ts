import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { returning } from '../../support/callback.js';
import { closeAfterEach } from '../../support/closing.js';
import { openForEachTest } from '../../support/opened.js';
import { expectSignedIn, hearTokens } from '../../support/refusal.js';

const closing = closeAfterEach();

const answer = (status: number, body: string, type = 'application/json', headers = {}): Fault => ({
  kind: 'status',
  status,
  body,
  headers: { 'Content-Type': type, ...headers },
});
const planted = 'planted@evil.example';
const claims = (changed: object): Fault => answer(200, JSON.stringify({ email: planted, ...changed }));
const unsigned = ['{"alg":"RS256"}', `{"sub":"somebody-else","email":"${planted}"}`, 'signature']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

// What a person is called comes from the ID token, whose signature counts; the endpoint could only add a second opinion.
describe('who somebody is does not depend on the userInfo endpoint, which is not asked: though it answers', () => {
  const site = openForEachTest(startBareSite);

  test.each<readonly [string, Fault]>([
    ['with another person (G-01)', claims({ sub: 'somebody-else' })],
    ['with nobody (G-01)', claims({})],
    ['with a number for a person (G-01)', claims({ sub: 7 })],
    ['with an empty person (G-01)', claims({ sub: '' })],
    ['that the token is not valid (G-03)', answer(401, '{"error":"invalid_token"}')],
    ['403 (G-03)', answer(403, '')],
    ['503 (G-03)', answer(503, '')],
    ['with a redirect (G-03)', answer(302, '', 'text/html', { Location: 'https://evil.example/' })],
    ['with nothing (G-03)', { kind: 'drop' }],
    ['with a token of no valid signature (G-04)', answer(200, unsigned, 'application/jwt')],
    ['with another name, and markup in it (G-05)', claims({ name: '<script>alert(1)</script>' })],
    ['with a megabyte (G-05)', { kind: 'oversize', bytes: 1_000_000 }],
  ])('%s, sign-in and refresh go on as ever', async (_what, fault) => {
    site.pool.faults.add({ endpoint: 'userInfo', fault });
    const back = await returning(site);
    const { user } = await expectSignedIn(site, back);
    const { sub } = site.pool.person('ada@example.com');
    expect(user).toMatchObject({ id: sub, email: 'ada@example.com', name: 'Ada Lovelace' });

    site.advance(59.5 * 60_000);
    const refreshed = await back.browser.send(`${site.origin}/account`);
    expect(JSON.parse(refreshed.text).user).toEqual(user);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
    expect(site.pool.requests.count('userInfo')).toBe(0);
  });
});

test('an access token is sent to no address of the pool: neither in a header nor in a form nor in a URL (G-02)', async () => {
  const site = closing(await startBareSite());
  const heard = hearTokens(site);
  const { browser, callback } = await returning(site);
  const sent: string[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push(request.url, JSON.stringify([...request.headers]), await request.clone().text());
    return fetch(request);
  };
  try {
    await expectSignedIn(site, { browser, callback });
    site.advance(59.5 * 60_000);
    await browser.send(`${site.origin}/account`);
    await browser.post(`${site.origin}/auth/sign-out`);
  } finally {
    globalThis.fetch = fetch;
  }
  const accessTokens = heard.filter(isAccessToken);
  expect(accessTokens).toHaveLength(2);
  expect(sent.join('\n')).toContain('grant_type=refresh_token');
  for (const token of accessTokens) expect(sent.join('\n')).not.toContain(token);
});

const isAccessToken = (text: string): boolean => {
  const payload = Buffer.from(text.split('.')[1] ?? '', 'base64url').toString();
  return payload.includes('"token_use":"access"');
};
