import { describe, expect, test } from '@jest/globals';
import { readCallback, stateIn } from '../../../src/auth/sign-in/callback-params.js';

describe('a callback is read', () => {
  test('as it came, without what nobody asked for', () => {
    const {
      params: read,
      state,
      error,
    } = readCallback('/auth/callback?code=a%2Bb&state=c%26d&utm_source=mail&session_state=e');
    expect(Object.fromEntries(read)).toEqual({ code: 'a+b', state: 'c&d', session_state: 'e' });
    expect({ state, error }).toEqual({ state: 'c&d', error: undefined });
  });

  test('as an error, with a description in any language', () => {
    expect(
      readCallback(
        '/auth/callback?error=access_denied&error_description=%E3%81%84%E3%81%84%E3%81%88&state=s',
      ),
    ).toMatchObject({
      error: 'access_denied',
      errorDescription: 'いいえ',
    });
  });

  test.each([
    ['code', 2048],
    ['state', 512],
    ['iss', 512],
    ['error_description', 2048],
    ['error_uri', 2048],
    ['session_state', 512],
  ])('with a %s of %i characters, and no more (B-19)', (name, most) => {
    const url = (length: number): string => {
      const parameters = { code: 'c', state: 's', [name]: 'x'.repeat(length) };
      return `/auth/callback?${new URLSearchParams(parameters).toString()}`;
    };
    expect(readCallback(url(most)).params.get(name)).toHaveLength(most);
    expect(() => readCallback(url(most + 1))).toThrow(
      expect.objectContaining({ reason: 'oversize_parameter' }),
    );
  });
});

test.each([
  ['?error=x', 'error_without_state'],
  ['?error=x&state=', 'error_without_state'],
  ['?code=x', 'no_state'],
  ['', 'no_state'],
  ['?state=x', 'no_code'],
  ['?state=x&code=', 'no_code'],
  ['?state=x&code=y&error=z', 'code_and_error'],
  ['?state=x&code=y&error=', 'code_and_error'],
  ['?state=x&code=y&code=y', 'duplicated_parameter'],
  ['?state=x&error=', 'code_and_error'],
  ['?state=x&code=y&id_token', 'token_in_url'],
  ['?state=x&code=y&access_token=', 'token_in_url'],
  ['?state=x&code=y&refresh_token=z', 'token_in_url'],
  ['?state=x&code=y&token=z', 'token_in_url'],
  ['?state=x&code=y&response=z', 'token_in_url'],
  ['?state=x&code=%07y', 'unreadable_parameter'],
  ['?state=x&code=y%0A', 'unreadable_parameter'],
  ['?state=x&code=%C3%A4', 'unreadable_parameter'],
])('%s is refused as %s (B-06, B-07, B-12)', (query, reason) => {
  expect(() => readCallback(`/auth/callback${query}`)).toThrow(
    expect.objectContaining({ code: 'sign_in_invalid', reason }),
  );
});

test.each([
  ['/auth/callback?code=x&code=y&state=the+state', 'the state'],
  ['/auth/callback?state=one&state=two', 'one'],
  ['/auth/callback?code=x', ''],
  ['/auth/callback', ''],
  ['/auth/state=x', ''],
])('the state in %s, however malformed the rest is, is %j', (url, expected) => {
  expect(stateIn(url)).toBe(expected);
});

test('an address without a question mark has no parameters', () => {
  expect(() => readCallback('state=x&code=y')).toThrow(expect.objectContaining({ reason: 'no_state' }));
});
