import { expect, test } from '@jest/globals';
import { visitOf, type Visit } from '../../../src/auth/sign-in/visit.js';

test.each<readonly [Readonly<Record<string, string>>, Visit]>([
  [{}, 'person'],
  [{ 'sec-fetch-dest': 'document' }, 'person'],
  [{ 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' }, 'person'],
  [{ 'sec-fetch-site': 'cross-site' }, 'person'],
  [{ purpose: 'preview' }, 'person'],
  [{ 'sec-purpose': 'prefetch' }, 'ahead'],
  [{ 'sec-purpose': 'prefetch;prerender' }, 'ahead'],
  [{ 'purpose': 'prefetch', 'sec-fetch-dest': 'iframe' }, 'ahead'],
  [{ 'x-moz': 'prefetch' }, 'ahead'],
  [{ 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' }, 'script'],
  [{ 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-site' }, 'embedded'],
  [{ 'sec-fetch-dest': 'empty' }, 'embedded'],
  [{ 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' }, 'embedded'],
  [{ 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site' }, 'embedded'],
  [{ 'sec-fetch-dest': '' }, 'embedded'],
])('a request with %j is by: %s', (headers, expected) => {
  expect(visitOf({ headers })).toBe(expected);
});
