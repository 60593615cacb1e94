import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError, type AuthErrorCode } from '../../../src/auth/errors.js';
import type { Reason } from '../../../src/auth/reasons.js';
import { createOutagePause, type OutagePause } from '../../../src/auth/refresh/outage-pause.js';

let time: number;
let pause: OutagePause;
beforeEach(() => {
  time = 1_000_000;
  pause = createOutagePause({ now: () => time });
});

const trouble = (code: AuthErrorCode, reason?: Reason): AuthError => new AuthError(code, { reason });

const refusal = (): unknown => {
  try {
    pause.refuse();
    return 'none';
  } catch (error) {
    return error;
  }
};

test('before anything went wrong nobody is refused', () => {
  expect(refusal()).toBe('none');
});

describe('after trouble everybody meets the same failure, for a while:', () => {
  test.each<readonly [AuthErrorCode, Reason | undefined, number]>([
    ['pool_unreachable', 'network', 2000],
    ['pool_unreachable', 'pool_status_503', 2000],
    ['pool_unreachable', undefined, 2000],
    ['pool_timeout', 'deadline', 2000],
    ['pool_unreachable', 'pool_throttles', 500],
    ['pool_unreachable', 'too_many_pool_calls', 500],
  ])('%s (%s) %i ms', (code, reason, ms) => {
    const error = trouble(code, reason);
    pause.beginAfter(error);
    expect(refusal()).toBe(error);
    time += ms - 1;
    expect(refusal()).toBe(error);
    time += 1;
    expect(refusal()).toBe('none');
  });

  test('a clock that is set back does not make it last', () => {
    pause.beginAfter(trouble('pool_timeout', 'deadline'));
    time -= 1999;
    expect(refusal()).not.toBe('none');
    time -= 1;
    expect(refusal()).toBe('none');
  });

  test('the last trouble counts', () => {
    pause.beginAfter(trouble('pool_unreachable', 'network'));
    time += 1000;
    const later = trouble('pool_unreachable', 'pool_throttles');
    pause.beginAfter(later);
    expect(refusal()).toBe(later);
    time += 500;
    expect(refusal()).toBe('none');
  });

  test('until the pool has answered', () => {
    pause.beginAfter(trouble('pool_unreachable', 'network'));
    pause.end();
    expect(refusal()).toBe('none');
  });
});

test.each<AuthErrorCode>(['pool_rejected', 'store_unreachable', 'sign_in_expired'])(
  '%s is one person’s trouble, or not the pool’s, and refuses nobody else',
  (code) => {
    pause.beginAfter(trouble(code));
    expect(refusal()).toBe('none');
  },
);
