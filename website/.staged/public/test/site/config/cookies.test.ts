import { describe, expect, test } from '@jest/globals';
import { settings } from '../../../src/config/settings.js';
import { cookieAttributes, cookieName } from '../../../src/auth/cookies.js';

describe('the session cookie', () => {
  test('is on https always __Host-, Secure, HttpOnly and Lax, for the whole host and no other (J-02, O-07)', () => {
    expect(cookieName('session', { isHttps: true })).toBe('__Host-session');
    expect(cookieAttributes({ isHttps: true })).toEqual({
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
      path: '/',
    });
  });

  test('has no setting that could make it anything else (J-02, O-07)', () => {
    expect(Object.keys(settings).filter((name) => /cookie|same_?site|secure|domain$/i.test(name))).toEqual([
      'COGNITO_DOMAIN',
    ]);
  });
});
