import { expect, test } from '@jest/globals';
import { meaningOf } from '../../src/auth/meaning.js';
import { familyReasons, reasonFamilies, reasons } from '../../src/auth/reasons.js';

test('what a reason means is told for a known word of the list or of a family, and for nothing else', () => {
  expect(meaningOf('client_refused')).toBe(reasons.client_refused);
  expect(meaningOf('ECONNREFUSED')).toBe(familyReasons.ECONNREFUSED);
  expect(['pool_status_503', 'err_unknown', 'oauth_unknown', 'store_full', 'EPIPE'].map(meaningOf)).toEqual([
    reasonFamilies['pool_status_…'],
    reasonFamilies['err_…'],
    reasonFamilies['oauth_…'],
    reasonFamilies['store_…'],
    reasonFamilies['E…, capitals'],
  ]);
  const none = [
    '',
    'err_',
    'constructor',
    'no_pool_status_503',
    'no_err_any',
    'no_oauth_any',
    'no_store_any',
  ];
  expect(
    [...none, 'no EPIPE', 'EPIPE or so', undefined].filter((word) => meaningOf(word) !== undefined),
  ).toEqual([]);
});
