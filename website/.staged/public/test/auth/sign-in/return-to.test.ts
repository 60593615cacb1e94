import { describe, expect, test } from '@jest/globals';
import { createReturnTo } from '../../../src/auth/sign-in/return-to.js';
import { returnToPayloads } from '../../support/return-to-payloads.js';

const atRoot = createReturnTo({ settings: { basePath: '', mountPath: '/auth' } });
const belowApp = createReturnTo({ settings: { basePath: '/app', mountPath: '/auth' } });

test.each(returnToPayloads)('%s leads where it may, and nowhere else', (_line, payload, location) => {
  expect(atRoot.safe(payload)).toBe(location === '/' ? '/' : payload);
});

test.each([undefined, null, 7, ['/account'], { path: '/account' }])(
  '%j is no text, and leads home',
  (value) => {
    expect(belowApp.safe(value)).toBe('/app/');
  },
);

test.each(returnToPayloads.filter(([, , location]) => location === '/'))(
  '%s is refused below a path too',
  (_line, payload) => {
    expect(belowApp.safe(payload)).toBe('/app/');
  },
);

describe('below a path', () => {
  test.each([
    ['/app/', '/app/'],
    ['/app', '/app'],
    ['/app/account?x=1#y', '/app/account?x=1#y'],
    ['/account', '/app/'],
    ['/', '/app/'],
    ['/application', '/app/'],
    ['/app/../account', '/app/'],
    ['/app/%2e%2e/account', '/app/'],
    ['/x/../app/account', '/x/../app/account'],
    ['/APP/account', '/app/'],
    ['/app/auth', '/app/'],
    ['/app/auth/sign-in', '/app/'],
    ['/app/AUTH/sign-in', '/app/'],
    ['/app/auth%2fsign-in', '/app/'],
    ['/auth/sign-in', '/app/'],
  ])('%s becomes %s', (value, expected) => {
    expect(belowApp.safe(value)).toBe(expected);
  });
});

describe('the path of a request', () => {
  test.each([
    ['GET', '/app/account?x=1', '/app/account?x=1'],
    ['HEAD', '/app/account', '/app/account'],
    ['GET', '/app', '/app'],
    ['POST', '/app/account', '/app/'],
    ['DELETE', '/app/account', '/app/'],
    ['GET', '/account', '/app/account'],
    ['GET', '/', '/app/'],
    ['GET', '/application', '/app/application'],
    ['GET', '//evil.example', '/app//evil.example'],
    ['GET', 'http://evil.example/account', '/app/'],
    ['GET', '*', '/app/'],
    ['GET', '/app/auth/sign-in', '/app/'],
    ['GET', '/auth/sign-in', '/app/'],
  ])(
    '%s %s is returned to as %s, also where a proxy has taken the prefix off',
    (method, originalUrl, expected) => {
      expect(belowApp.ofRequest({ method, originalUrl })).toBe(expected);
    },
  );
});

test.each([
  ['/a"b', '/'],
  ['/a?q="b"', '/'],
  ['/<b>', '/'],
  ['/?q=<b>', '/'],
  ['/?q=%22%3Cb%3E', '/?q=%22%3Cb%3E'],
  ["/?q={a:[1]}|b^`c'", "/?q={a:[1]}|b^`c'"],
])('%s leads to %s: what no address in a browser holds is no place to return to (F-S7)', (value, place) => {
  expect(atRoot.safe(value)).toBe(place);
});

test.each([
  [2048, true],
  [2049, false],
])('a path of %i characters is taken: %s', (length, isTaken) => {
  const path = `/${'a'.repeat(length - 1)}`;
  expect(atRoot.safe(path)).toBe(isTaken ? path : '/');
});

test.each([
  ['/app/account?x=1&y=2', '/app/auth/sign-in?return_to=%2Fapp%2Faccount%3Fx%3D1%26y%3D2'],
  ['https://evil.example', '/app/auth/sign-in?return_to=%2Fapp%2F'],
  [undefined, '/app/auth/sign-in?return_to=%2Fapp%2F'],
])('the address that signs in and leads to %s is %s', (returnTo, expected) => {
  expect(belowApp.signInUrl(returnTo)).toBe(expected);
});

test('a form that was sent leads to the page that it names, if that is of this site', () => {
  const sent = { method: 'POST', originalUrl: '/app/notes' };
  expect(belowApp.ofRequest(sent, '/app/note')).toBe('/app/note');
  expect(belowApp.ofRequest(sent, '//evil.example')).toBe('/app/');
});
