import { afterEach, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { returning, withParameters } from '../../support/callback.js';
import { openForAllTests } from '../../support/opened.js';
import { expectRefusal, expectSignedIn } from '../../support/refusal.js';

const site = openForAllTests(startBareSite);
afterEach(() => site.pool.faults.clear());

const invalid = { status: 400, code: 'sign_in_invalid', tokenRequests: 0 };
const long = 'x'.repeat(8192);

describe('a callback is malformed, and uses nothing up, with', () => {
  test.each([
    ['two codes (B-06)', { code: ['a', 'b'] }, 'duplicated_parameter'],
    ['two states (B-06)', { state: ['a', 'b'] }, 'duplicated_parameter'],
    ['two issuers (B-06)', { iss: ['a', 'a'] }, 'duplicated_parameter'],
    ['two errors (B-06)', { code: undefined, error: ['access_denied', 'x'] }, 'duplicated_parameter'],
    ['two descriptions (B-06)', { error_description: ['a', 'b'] }, 'duplicated_parameter'],
    ['no code (B-07)', { code: undefined }, 'no_code'],
    ['an empty code (B-07)', { code: '' }, 'no_code'],
    ['a code and an error (B-07)', { error: 'access_denied' }, 'code_and_error'],
    ['a code and an empty error (B-07)', { error: '' }, 'code_and_error'],
    ['an empty error alone (B-07)', { code: undefined, error: '' }, 'code_and_error'],
    ['an ID token (B-12)', { id_token: 'a.b.c' }, 'token_in_url'],
    ['an empty ID token (B-12)', { id_token: '' }, 'token_in_url'],
    ['an access token (B-12)', { access_token: 'a.b.c' }, 'token_in_url'],
    ['a refresh token (B-12)', { refresh_token: 'a' }, 'token_in_url'],
    ['a token (B-12)', { token: 'a' }, 'token_in_url'],
    ['a sealed response (B-12)', { response: 'a.b.c' }, 'token_in_url'],
    ['a code of 8 kB (B-19)', { code: long }, 'oversize_parameter'],
    ['a state of 8 kB (B-19)', { state: long }, 'oversize_parameter'],
    ['a description of 8 kB (B-19)', { error_description: long }, 'oversize_parameter'],
    ['NUL in the code (B-19)', { code: 'a\0b' }, 'unreadable_parameter'],
    ['a line break in the code (B-19)', { code: 'a\r\nSet-Cookie: a=b' }, 'unreadable_parameter'],
    ['a line break in the state (B-19)', { state: 'a\r\nb' }, 'unreadable_parameter'],
    ['letters that are not ASCII in the state (B-19)', { state: 'ünïcode' }, 'unreadable_parameter'],
    ['half a surrogate pair in the code (B-19)', { code: 'a\uD800' }, 'unreadable_parameter'],
    ['no state', { state: undefined }, 'no_state'],
    ['an empty state', { state: '' }, 'no_state'],
  ])('%s', async (_what, changes, reason) => {
    const back = await returning(site);
    const spoilt = withParameters(back.callback, changes);
    await expectRefusal(site, { ...back, callback: spoilt }, { ...invalid, reason });
    await expectSignedIn(site, back);
  });

  test('a token in its address, and still says how to start again to where the person was going', async () => {
    const { browser, callback } = await returning(site);
    const page = await browser.send(withParameters(callback, { token: 'a' }));
    expect(JSON.parse(page.text)).toMatchObject({ signInUrl: '/auth/sign-in?return_to=%2Faccount' });
  });

  test.each([
    ['%', 'no_pending_sign_in'],
    ['%zz', 'no_pending_sign_in'],
    ['%00', 'unreadable_parameter'],
    ['%ff%fe', 'unreadable_parameter'],
    ['%C0%AF', 'unreadable_parameter'],
    ['a%0d%0ab', 'unreadable_parameter'],
    ['%u0000', 'no_pending_sign_in'],
  ])('the state spelled %s, without falling over (B-19)', async (state, reason) => {
    const back = await returning(site);
    const callback = back.callback.replace(/([?&]state=)[^&]*/, `$1${state}`);
    const code = reason === 'unreadable_parameter' ? 'sign_in_invalid' : 'sign_in_expired';
    await expectRefusal(site, { ...back, callback }, { ...invalid, code, reason });
  });

  test.each(['', '?', '?&&&=', '?code', '?=x', `?${'a&'.repeat(2000)}`])(
    'nothing that could be one: %#',
    async (query) => {
      const back = await returning(site);
      const callback = `${site.origin}/auth/callback${query}`;
      await expectRefusal(site, { ...back, callback }, { ...invalid, reason: 'no_state' });
    },
  );
});

describe('the issuer in a callback (RFC 9207)', () => {
  test.each([
    ['of another pool', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other'],
    ['with one letter more', undefined],
    ['that is empty', ''],
  ])('%s is refused before the code is spent (B-10)', async (_what, iss = `${site.pool.issuer}1`) => {
    const back = await returning(site);
    const callback = withParameters(back.callback, { iss });
    await expectRefusal(site, { ...back, callback }, { ...invalid, reason: 'wrong_issuer_in_callback' });
  });

  test('is accepted when it is right, though nobody promised it (B-11)', async () => {
    const back = await returning(site);
    await expectSignedIn(site, {
      ...back,
      callback: withParameters(back.callback, { iss: site.pool.issuer }),
    });
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
  ])('is %s although the pool promises it: refused (B-11)', async (_what, iss) => {
    const promising = await startBareSite();
    const change = { authorization_response_iss_parameter_supported: true };
    promising.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'discovery', change } });
    try {
      const back = await returning(promising);
      const callback = withParameters(back.callback, { iss });
      await expectRefusal(
        promising,
        { ...back, callback },
        { ...invalid, reason: 'wrong_issuer_in_callback' },
      );
      const again = await returning(promising);
      await expectSignedIn(promising, {
        ...again,
        callback: withParameters(again.callback, { iss: promising.pool.issuer }),
      });
    } finally {
      await promising.close();
    }
  });
});
