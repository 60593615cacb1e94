import { expect, test } from '@jest/globals';
import { claimsKept } from '../../../src/auth/tokens/claims-kept.js';

test('an ID token that is kept says what its payload says, in any language', () => {
  const claims = { 'sub': 'ada', 'name': 'Ångström ✓', 'custom:tier': 'gold' };
  const parts = [{ alg: 'RS256' }, claims, 'signature'];
  const token = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  expect(claimsKept(token)).toEqual(claims);
});

test.each(['', 'no-token'])('what is no token (%j) has no claims, and says so', (text) => {
  expect(() => claimsKept(text)).toThrow(SyntaxError);
});

test('a payload that is no object has no claims', () => {
  expect(claimsKept(`h.${Buffer.from('null').toString('base64url')}.s`)).toEqual({});
});
