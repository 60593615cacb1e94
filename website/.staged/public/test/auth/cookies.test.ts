import type { Request } from 'express';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { cookieAttributes, cookieName, cookiesNamed } from '../../src/auth/cookies.js';

const named = (cookie: string | undefined, prefix = '__Host-signin.') =>
  cookiesNamed({ headers: { ...(cookie !== undefined && { cookie }) } } as Request, prefix);

test('over https cookies are bound to the host and to TLS, over http they are what browsers take (J-01)', () => {
  expect(cookieName('session', { isHttps: true })).toBe('__Host-session');
  expect(cookieName('session', { isHttps: false })).toBe('session');
  expect(cookieAttributes({ isHttps: true })).toEqual({
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
  });
  expect(cookieAttributes({ isHttps: false })).toEqual({
    httpOnly: true,
    secure: false,
    sameSite: 'lax',
    path: '/',
  });
});

test.each<readonly [string | undefined, readonly (readonly [string, string])[]]>([
  [undefined, []],
  ['', []],
  ['__Host-signin.a=1', [['a', '1']]],
  [
    'x=y; __Host-signin.a=1;__Host-signin.b=2 ; z',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  [
    '__Host-signin.a=1; __Host-signin.a=2',
    [
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  ['__Host-signin.a==b=c', [['a', '=b=c']]],
  ['__Host-signin.=empty name', [['', 'empty name']]],
  ['__Host-signin.a', []],
  ['signin.a=1', []],
  ['__host-signin.a=1', []],
  ['x__Host-signin.a=1', []],
  ['=__Host-signin.a', []],
  [';;;=;', []],
])('the pending sign-ins in %j are %j', (cookie, expected) => {
  expect(named(cookie)).toEqual(expected);
});

test('no header is too odd to be read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (cookie) => {
      for (const [name, value] of named(cookie, '')) expect(`${name}${value}`).not.toContain(';');
    }),
  );
});
