import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, callbackUrl, decode } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

describe('a simulated provider', () => {
  const asGoogle = { identity_provider: 'Google', scope: 'openid' };

  const throughGoogle = async (
    fields: Record<string, string>,
    changes: Record<string, string> = {},
  ): Promise<Answer> => {
    const start = await visitor.browser.send(authorizeUrl(pool, { ...asGoogle, ...changes }));
    const back = await visitor.fill(visitor.absolute(start.location), fields);
    return back.location.startsWith('/oauth2/idpresponse')
      ? visitor.browser.send(visitor.absolute(back.location))
      : back;
  };

  test('skips /login and comes back through /oauth2/idpresponse, with Provider_id as the user name', async () => {
    const done = await throughGoogle({ email: 'g@example.com', name: 'Gee' });
    const id = decode((await visitor.tokensOf(done.location)).id_token);
    expect(id['cognito:username']).toMatch(/^Google_\d{20}$/u);
    expect(id['cognito:groups']).toEqual([`${pool.userPoolId}_Google`]);
    expect(id['identities']).toEqual([
      {
        userId: String(id['cognito:username']).replace('Google_', ''),
        providerName: 'Google',
        providerType: 'Google',
        issuer: null,
        primary: 'true',
        dateCreated: expect.stringMatching(/^\d{13}$/u),
      },
    ]);
  });

  test('puts a nonce into the ID token that nobody asked for, the first time only', async () => {
    const done = await throughGoogle({ email: 'g@example.com' });
    expect(typeof decode((await visitor.tokensOf(done.location)).id_token)['nonce']).toBe('string');
    const silent = await visitor.browser.send(authorizeUrl(pool, asGoogle));
    expect(decode((await visitor.tokensOf(silent.location)).id_token)).not.toHaveProperty('nonce');
  });

  test('keeps the nonce that the client sent', async () => {
    const done = await throughGoogle({ email: 'g@example.com' }, { nonce: 'mine' });
    expect(decode((await visitor.tokensOf(done.location)).id_token)['nonce']).toBe('mine');
  });

  test('passes on a refusal of the pre sign-up trigger in the wire form that was observed', async () => {
    pool.addIdentityProvider({ name: 'Google', preSignUpError: 'not welcome' });
    const done = await throughGoogle({ email: 'g@example.com' });
    expect(done.location).toBe(
      `${callbackUrl}?error_description=PreSignUp+failed+with+error+not+welcome.+&state=a-state&error=invalid_request`,
    );
  });

  test('refuses somebody whose profile was disabled, in the wire form that apps were seen to look for', async () => {
    const done = await throughGoogle({ email: 'g@example.com' });
    const id = decode((await visitor.tokensOf(done.location)).id_token);
    pool.disablePerson(String(id['cognito:username']));
    await visitor.browser.jar.removeAllCookies();
    const refused = await throughGoogle({ email: 'g@example.com' });
    expect(refused.location).toBe(
      `${callbackUrl}?error_description=User+is+not+enabled&state=a-state&error=invalid_request`,
    );
    expect(await visitor.cookies()).not.toHaveProperty('cognito');
  });

  test('can be found by an identifier, and cancelled', async () => {
    pool.addIdentityProvider({ name: 'Google', identifiers: ['example.com'] });
    const done = await throughGoogle(
      { cancel: '1' },
      { identity_provider: '', idp_identifier: 'example.com' },
    );
    expect(new URL(done.location).searchParams.get('error')).toBe('access_denied');
  });

  test('gives somebody with the address of Ada an account of their own, and Ada keeps hers', async () => {
    const done = await throughGoogle({ email: 'ada@example.com' });
    const id = decode((await visitor.tokensOf(done.location)).id_token);
    expect(id['cognito:username']).toMatch(/^Google_/u);
    expect(id['sub']).not.toBe(pool.person('ada@example.com').sub);
  });

  test('brings the same person back the second time', async () => {
    const first = decode(
      (await visitor.tokensOf((await throughGoogle({ email: 'g@example.com' })).location)).id_token,
    );
    const again = await throughGoogle({ email: 'g@example.com' }, { prompt: 'login' });
    expect(decode((await visitor.tokensOf(again.location)).id_token)['sub']).toBe(first['sub']);
  });

  test('ends on the error page when the way back is too long, made up or taken twice', async () => {
    const start = await visitor.browser.send(authorizeUrl(pool, asGoogle));
    const back = await visitor.fill(visitor.absolute(start.location), { email: 'g@example.com' });
    pool.clock.advance(5 * 60_000);
    for (const location of [back.location, back.location, '/oauth2/idpresponse']) {
      expect((await visitor.browser.send(visitor.absolute(location))).location).toMatch(/^\/error(\?|$)/u);
    }
  });
});
