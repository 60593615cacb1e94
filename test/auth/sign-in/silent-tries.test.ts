import type { Request, Response } from 'express';
import { describe, expect, test } from '@jest/globals';
import { createSealer } from '../../../src/auth/seal.js';
import { createSilentTries } from '../../../src/auth/sign-in/silent-tries.js';

const sealer = createSealer(['a secret of the tests that is long enough']);
const triesOf = (clientId = 'shop', isHttps = true) =>
  createSilentTries({ settings: { clientId, isHttps }, sealer });

/** The cookie that `work` sets: its name, its value, and what else is said of it. */
const cookieOf = (work: (response: Response) => void) => {
  const set: { name: string; value: string; options: object }[] = [];
  work({
    cookie: (name: string, value: string, options: object) => set.push({ name, value, options }),
  } as unknown as Response);
  return set[0];
};

const requestWith = (cookie?: string): Request => ({ headers: { cookie } }) as Request;

describe('whether a browser was asked who is in front of it', () => {
  test('is kept in a cookie that lives until the browser is closed', () => {
    const cookie = cookieOf((response) => triesOf().markAsked(response));
    expect(cookie?.name).toBe('__Host-signin.silent');
    expect(cookie?.options).toEqual({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
    expect(cookieOf((response) => triesOf('shop', false).allow(response))?.name).toBe('signin.silent');
  });

  test.each([
    ['shows no cookie', undefined, 'never'],
    ['shows an empty header', '', 'never'],
    ['shows a cookie of somebody else', 'theme=dark', 'may be asked'],
    ['shows one that was not sealed here', '__Host-signin.silent=asked', 'may be asked'],
    ['shows another of that beginning', '__Host-signin.silent-other=asked', 'may be asked'],
  ])('of one that %s is: %#', (_what, cookie, expected) => {
    expect(triesOf().stateOf(requestWith(cookie))).toBe(expected);
  });

  test.each([
    ['allowed', 'allow', 'may be asked'],
    ['asked', 'markAsked', 'asked'],
  ] as const)('is known of one that was %s', (_what, method, expected) => {
    const { name, value } = cookieOf((response) => triesOf()[method](response)) ?? { name: '', value: '' };
    const request = requestWith(`theme=dark; ${name}=${value}`);
    expect(triesOf().stateOf(request)).toBe(expected);
    expect(triesOf().stateOf(requestWith(`${name}-other=${value}`))).toBe('may be asked');
    // Another app client on the same host asks for itself.
    expect(triesOf('other').stateOf(request)).toBe('may be asked');
  });

  test('is said at a sign-out only where a page asks', () => {
    const tries = triesOf();
    expect(cookieOf((response) => tries.markSignedOut(response))).toBeUndefined();
    tries.use();
    const { name, value } = cookieOf((response) => tries.markSignedOut(response)) ?? { name: '', value: '' };
    expect(tries.stateOf(requestWith(`${name}=${value}`))).toBe('asked');
  });
});
