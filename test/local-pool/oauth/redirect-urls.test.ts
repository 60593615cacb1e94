import { describe, expect, test } from '@jest/globals';
import { send } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, callbackUrl, redeem, signIn } from '../support/app.js';

const pool = poolForEachTest();

describe('callback URLs (quirk: redirect addresses)', () => {
  test.each([
    'https://app.example.com/callback',
    'http://localhost:8080/cb',
    'http://127.0.0.1:1234/cb',
    'http://[::1]:1234/cb',
    'myapp://example',
  ])('may be %s, and are sent to letter by letter', async (url) => {
    pool.updateClient(pool.client.id, { callbackUrls: [url] });
    const callback = await signIn(pool, { changes: { redirect_uri: url } });
    expect(callback.href.slice(0, url.length)).toBe(url);
    expect(callback.href.slice(url.length)).toMatch(/^\?code=[0-9a-f-]{36}&state=a-state$/u);
  });

  test.each([
    ['http elsewhere', 'http://app.example.com/cb'],
    ['a fragment', 'https://app.example.com/cb#top'],
    ['a relative one', '/cb'],
    ['a script', 'javascript:alert(1)'],
    ['more than 1024 characters', `https://app.example.com/${'x'.repeat(1024)}`],
  ])('may not be %s', (_what, url) => {
    for (const name of ['callbackUrls', 'logoutUrls', 'defaultRedirectUri']) {
      const value = name === 'defaultRedirectUri' ? url : [url];
      expect(() => pool.updateClient(pool.client.id, { [name]: value })).toThrow(name);
    }
  });

  test.each([
    ['another port', 'http://localhost:3001/auth/callback'],
    ['another path', 'http://localhost:3000/auth/callback/x'],
    ['a slash at the end', 'http://localhost:3000/auth/callback/'],
    ['an encoded letter', 'http://localhost:3000/auth/%63allback'],
    ['a fragment', 'http://localhost:3000/auth/callback#'],
    ['another name for this machine', 'http://127.0.0.1:3000/auth/callback'],
    ['a wildcard', 'http://localhost:3000/*'],
  ])('are compared as strings: not with %s', async (_what, url) => {
    const { location } = await send(authorizeUrl(pool, { redirect_uri: url }));
    expect(location).toBe(`/error?error=redirect_mismatch&client_id=${pool.client.id}`);
  });

  test('of another client are not this one’s', async () => {
    const theirs = 'https://other.example.com/cb';
    pool.addClient({ id: 'other', callbackUrls: [theirs] });
    const { location } = await send(authorizeUrl(pool, { redirect_uri: theirs }));
    expect(location).toContain('error=redirect_mismatch');
  });
});

describe('the default redirect URI (quirk: redirect addresses)', () => {
  const byDefault = { redirect_uri: undefined };

  test('stands in for a missing redirect_uri where the client has one provider', async () => {
    pool.updateClient(pool.client.id, { defaultRedirectUri: callbackUrl, identityProviders: ['COGNITO'] });
    const callback = await signIn(pool, { changes: byDefault });
    expect(callback.href).toContain(`${callbackUrl}?code=`);
    expect((await redeem(pool, callback.searchParams.get('code') ?? '')).status).toBe(200);
  });

  test('does not where it has several', async () => {
    pool.updateClient(pool.client.id, { defaultRedirectUri: callbackUrl });
    expect((await send(authorizeUrl(pool, byDefault))).location).toContain('error=redirect_mismatch');
  });
});
