import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import {
  AuthError,
  isTransient,
  refuseUnless,
  statusByCode,
  withSignInUrl,
  type AuthErrorCode,
} from '../../src/auth/errors.js';

const codes = Object.keys(statusByCode) as AuthErrorCode[];

test('codes and statuses are those that the interface promises', () => {
  expect(statusByCode).toEqual({
    sign_in_expired: 400,
    sign_in_invalid: 400,
    sign_in_refused: 403,
    not_signed_in: 401,
    forbidden: 403,
    recent_sign_in_required: 401,
    authentication_level_required: 403,
    cross_site: 403,
    too_many_requests: 429,
    pool_rejected: 502,
    pool_misconfigured: 500,
    pool_unreachable: 503,
    pool_timeout: 504,
    store_unreachable: 503,
  });
});

test.each(codes)('an error %s says its code, its status and its reason, and carries nothing else', (code) => {
  const error = new AuthError(code, { reason: 'deadline' });
  expect(error).toMatchObject({
    name: 'AuthError',
    message: `${code} (deadline)`,
    code,
    status: statusByCode[code],
    reason: 'deadline',
  });
  expect('cause' in error).toBe(false);
  expect(inspect(error, { showHidden: true })).not.toContain('cause');
});

test('an error without a reason says its code alone', () => {
  expect(new AuthError('forbidden').message).toBe('forbidden');
});

describe('what is not as it must be', () => {
  const refusalOf = (work: () => void): unknown => {
    try {
      work();
      return 'none';
    } catch (error) {
      return error;
    }
  };

  test('is an answer of the pool that breaks the protocol, unless a code says otherwise', () => {
    const error = refusalOf(() => refuseUnless(false, 'no_id_token'));
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ code: 'pool_rejected', reason: 'no_id_token' });
    expect(refusalOf(() => refuseUnless(false, 'no_code', 'sign_in_invalid'))).toMatchObject({
      code: 'sign_in_invalid',
      reason: 'no_code',
    });
  });

  test('is all that is refused', () => {
    expect(refusalOf(() => refuseUnless(true, 'no_id_token'))).toBe('none');
  });
});

describe('an error that a person sees', () => {
  const error = new AuthError('pool_unreachable', {
    reason: 'network',
    poolError: 'server_error',
    retryAfterSeconds: 7,
  });

  test('can be given the way to start again, and stays the same otherwise', () => {
    const again = withSignInUrl(error, '/auth/sign-in');
    expect(again).toMatchObject({
      code: 'pool_unreachable',
      reason: 'network',
      poolError: 'server_error',
      retryAfterSeconds: 7,
      signInUrl: '/auth/sign-in',
    });
    expect(error.signInUrl).toBeUndefined();
  });

  test('says when to come back, wherever coming back helps', () => {
    const withTime = codes.filter((code) => new AuthError(code).retryAfterSeconds !== undefined);
    expect(withTime).toEqual(['pool_unreachable', 'store_unreachable']);
  });
});

test('waiting helps against outages and nothing else', () => {
  expect(codes.filter((code) => isTransient(new AuthError(code)))).toEqual([
    'pool_unreachable',
    'pool_timeout',
    'store_unreachable',
  ]);
  expect(isTransient(new Error('pool_unreachable'))).toBe(false);
});
