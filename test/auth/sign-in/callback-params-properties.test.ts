import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AuthError } from '../../../src/auth/errors.js';
import { readCallback } from '../../../src/auth/sign-in/callback-params.js';

// Many queries for one rule: apart from the suite of the file, which mutation testing runs for every change.

const known = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'session_state'];
const names = fc.oneof(
  fc.constantFrom(...known, 'id_token', 'token', 'access_token', 'response', '__proto__', 'x'),
  fc.string(),
);
const values = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', 'abc'));
const queries = fc
  .array(fc.tuple(names, values), { maxLength: 8 })
  .map((pairs) => `/auth/callback?${new URLSearchParams(pairs).toString()}`);
const urls = fc.oneof(
  queries,
  fc.string({ unit: 'binary' }),
  fc.string().map((text) => `/auth/callback?${text}`),
);

test('whatever the query is, it is read or refused as invalid, and nothing else happens', () => {
  fc.assert(
    fc.property(urls, (url) => {
      try {
        const { params: read, state, error } = readCallback(url);
        expect(state).not.toBe('');
        expect([...read.keys()].filter((name) => !known.includes(name))).toEqual([]);
        expect(new Set(read.keys()).size).toBe([...read.keys()].length);
        expect(read.has('code')).toBe(error === undefined);
        expect(`${read.get('code') ?? ''}${state}${error ?? ''}`).toMatch(/^[ -~]*$/);
      } catch (error) {
        expect(error).toBeInstanceOf(AuthError);
        expect(error).toMatchObject({
          code: 'sign_in_invalid',
          status: 400,
          reason: expect.stringMatching(/^[a-z_]+$/),
        });
      }
    }),
    { numRuns: 600 },
  );
});
