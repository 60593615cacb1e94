import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createReturnTo } from '../../../src/auth/sign-in/return-to.js';

// Many values for one rule: apart from the suite of the file, which mutation testing runs for every change.

const atRoot = createReturnTo({ settings: { basePath: '', mountPath: '/auth' } });
const belowApp = createReturnTo({ settings: { basePath: '/app', mountPath: '/auth' } });

// Text that looks like what attackers write more often than chance would have it.
const pieces = [
  '/',
  '\\',
  '//',
  '.',
  '..',
  '@',
  ':',
  '?',
  '#',
  '%2f',
  '%5c',
  '%2e',
  '\t',
  '\n',
  ' ',
  'auth',
  'AUTH',
  'sign-in',
  'app',
  'evil.example',
  'https:',
  'javascript:',
  '\u0000',
  '\uFF0F',
  '%61uth',
];
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => `/${parts.join('')}`),
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => `/app/${parts.join('')}`),
);

describe('whatever is asked for, the place to return to', () => {
  test.each([
    ['at the root', atRoot, '/', /^\/auth(?:\/|$)/],
    ['below a path', belowApp, '/app', /^\/app\/auth(?:\/|$)/],
  ] as const)(
    'is on this site, below its path and not a route of the sign-in: %s',
    (_where, rule, prefix, routes) => {
      fc.assert(
        fc.property(hostile, (value) => {
          const safe = rule.safe(value);
          const url = new URL(safe, 'https://rp.example');
          expect(url.origin).toBe('https://rp.example');
          expect(`${url.pathname}/`.startsWith(prefix === '/' ? '/' : `${prefix}/`)).toBe(true);
          expect(url.pathname.startsWith('//')).toBe(false);
          expect(routes.test(url.pathname.toLowerCase())).toBe(false);
          expect(safe.length).toBeLessThanOrEqual(2048);
        }),
        { numRuns: 1000 },
      );
    },
  );

  test('is the same when it is judged a second time', () => {
    fc.assert(
      fc.property(hostile, (value) => expect(atRoot.safe(atRoot.safe(value))).toBe(atRoot.safe(value))),
    );
  });

  test('is home for anything that is no text', () => {
    fc.assert(
      fc.property(
        fc.anything().filter((value) => typeof value !== 'string'),
        (value) => expect(belowApp.safe(value)).toBe('/app/'),
      ),
    );
  });
});
