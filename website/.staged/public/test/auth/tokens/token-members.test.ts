import { afterEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/local-pool/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { returning } from '../../support/callback.js';
import { openForAllTests } from '../../support/opened.js';
import { expectRefusal, expectSignedIn } from '../../support/refusal.js';

const site = openForAllTests(startBareSite);
afterEach(() => site.pool.faults.clear());

const meet = (fault: Fault): void => site.pool.faults.add({ endpoint: 'token', fault });
const rejected = { status: 502, code: 'pool_rejected', tokenRequests: 1 };

describe('a token response is refused that has', () => {
  test.each([
    ['no access token (C-07)', { access_token: undefined }, 'oauth_invalid_response'],
    ['an empty access token (C-07)', { access_token: '' }, 'oauth_invalid_response'],
    ['a number as access token (C-07)', { access_token: 7 }, 'oauth_invalid_response'],
    [
      'an access token with a line break (C-16)',
      { access_token: 'eyJ\r\nX-Injected: 1' },
      'access_token_of_another_id_token',
    ],
    ['an empty refresh token (C-07)', { refresh_token: '' }, 'oauth_invalid_response'],
    ['null as refresh token (C-07)', { refresh_token: null }, 'oauth_invalid_response'],
    ['a list as scope (C-07)', { scope: ['openid'] }, 'oauth_invalid_response'],
    ['no token type (C-08)', { token_type: undefined }, 'oauth_invalid_response'],
    ['token type mac (C-08)', { token_type: 'mac' }, 'oauth_unsupported_operation'],
    ['token type DPoP, which nobody asked for (C-08)', { token_type: 'DPoP' }, 'token_type_is_not_bearer'],
    ['no ID token (C-09)', { id_token: undefined }, 'oauth_invalid_response'],
    ['an empty ID token (C-09)', { id_token: '' }, 'oauth_invalid_response'],
    ['null as ID token (C-09)', { id_token: null }, 'oauth_invalid_response'],
    ['expires_in -1 (C-10)', { expires_in: -1 }, 'oauth_invalid_response'],
    ['null as expires_in (C-10)', { expires_in: null }, 'oauth_invalid_response'],
  ])('%s', async (_what, change, reason) => {
    meet({ kind: 'token-response', change });
    await expectRefusal(site, await returning(site), { ...rejected, reason });
  });
});

describe('a token response is good with', () => {
  test.each([
    ['token type BEARER (C-08)', { token_type: 'BEARER' }],
    ['expires_in 0 (C-10)', { expires_in: 0 }],
    ['no expires_in (C-10)', { expires_in: undefined }],
    ['expires_in as text (C-10)', { expires_in: '3600' }],
    ['expires_in that is half a number (C-10)', { expires_in: '12abc' }],
    ['an absurd expires_in (C-10)', { expires_in: 1e308 }],
    ['no refresh token', { refresh_token: undefined }],
    ['members that nobody knows', { padding: { deep: [null] } }],
  ])('%s, and lives as long as the access token says', async (_what, change) => {
    meet({ kind: 'token-response', change });
    const { signIn } = await expectSignedIn(site, await returning(site));
    const livesMs = signIn.accessTokenEndsAtMs - signIn.startedAtMs;
    expect(livesMs / 60_000).toBeGreaterThan(58);
    expect(livesMs / 60_000).toBeLessThanOrEqual(60);
  });

  test('members named like parts of the prototype, which they do not become (C-16)', async () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    meet({ kind: 'token-response', change: hostile });
    const known = await expectSignedIn(site, await returning(site));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(JSON.stringify(known)).not.toContain('polluted');
  });

  test('fewer scopes than asked for: what they open stays closed (C-11)', async () => {
    meet({ kind: 'token', of: 'access', claims: { scope: 'openid' } });
    const back = await returning(site);
    const { signIn } = await expectSignedIn(site, back);
    expect(signIn.scopes).toEqual(['openid']);
    expect((await back.browser.send(`${site.origin}/profile`)).status).toBe(403);
  });

  test('another scope in the response than in the access token: the token counts (C-11)', async () => {
    meet({ kind: 'token-response', change: { scope: 'openid aws.cognito.signin.user.admin' } });
    const back = await returning(site);
    const { signIn } = await expectSignedIn(site, back);
    expect(signIn.scopes).toEqual(['openid', 'email', 'profile']);
    expect((await back.browser.send(`${site.origin}/profile`)).status).toBe(403);
  });
});
