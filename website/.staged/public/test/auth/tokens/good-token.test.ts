import { afterEach, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { returning } from '../../support/callback.js';
import { forge, idKeyOf, replaceIdToken, takeApart } from '../../support/forge.js';
import { openForAllTests } from '../../support/opened.js';
import { grace } from '../../support/people.js';
import { expectSignedIn } from '../../support/refusal.js';

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

describe('an unusual but good ID token signs in', () => {
  const site = openForAllTests(startBareSite);
  afterEach(() => site.pool.faults.clear());

  const claim = (claims: Record<string, unknown>): void =>
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of: 'id', claims } });

  test.each([
    ['aud as text (D-10)', {}],
    ['aud as a list of this client alone (D-10)', { aud: ['1localpoolconfidential0001'] }],
    ['azp of this client (D-12)', { azp: '1localpoolconfidential0001' }],
    ['a sub of 255 characters (D-14)', { sub: 'x'.repeat(255) }],
    ['an end of 20 s ago, for clocks that differ (D-16)', { exp: nowSeconds() - 20 }],
    ['an issue 20 s ahead, for clocks that differ (D-18)', { iat: nowSeconds() + 20 }],
    ['nbf 20 s ahead (D-19)', { nbf: nowSeconds() + 20 }],
    ['no at_hash (D-22)', { at_hash: undefined }],
    ['claims that nobody knows', { 'https://example.com/claims': { deep: [1, { er: null }] } }],
  ])('%s', async (_what, claims) => {
    claim(claims);
    if ('sub' in claims)
      site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of: 'access', claims } });
    const { user } = await expectSignedIn(site, await returning(site));
    expect(user).toMatchObject({ email: 'ada@example.com', issuer: site.pool.issuer });
  });

  test('of two sub in one token the last one counts, for the session and for the access token alike (D-23)', async () => {
    const { sub } = site.pool.person('ada@example.com');
    replaceIdToken(site, (token) => {
      const { header, text } = takeApart(token);
      return forge(header, text.replace('{', '{"sub":"somebody-else",'), idKeyOf(site));
    });
    const { user } = await expectSignedIn(site, await returning(site));
    expect(user.id).toBe(sub);
  });

  test('claims that make anybody else an administrator do nothing (D-23)', async () => {
    replaceIdToken(site, (token) => {
      const { header, text } = takeApart(token);
      const extra =
        '{"__proto__":{"isAdmin":true,"groups":["admins"]},"constructor":{"prototype":{"polluted":1}},';
      const more = '"admin":true,"role":"admin","groups":["admins"],"scope":"everything",';
      return forge(header, text.replace('{', `${extra}${more}`), idKeyOf(site));
    });
    const { browser, callback } = await returning(site, { person: grace });
    const { user, signIn } = await expectSignedIn(site, { browser, callback });
    expect(user.groups).toEqual([]);
    expect(signIn.scopes).not.toContain('everything');
    expect(JSON.stringify({ user, signIn })).not.toMatch(/isAdmin|polluted|"admin|"role/);
    expect(Reflect.get({}, 'isAdmin') ?? Reflect.get({}, 'polluted')).toBeUndefined();
    expect((await browser.send(`${site.origin}/admin`)).status).toBe(403);
  });
});
