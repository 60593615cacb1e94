import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError, type AuthErrorCode } from '../../../src/auth/errors.js';
import { createPoolSilence, type PoolSilence } from '../../../src/auth/pool/pool-silence.js';
import type { Reason } from '../../../src/auth/reasons.js';

let time: number;
let silence: PoolSilence;
beforeEach(() => {
  time = 1_000_000;
  silence = createPoolSilence({ now: () => time });
});

const failure = (code: AuthErrorCode, reason?: Reason) => new AuthError(code, { reason });
const deadline = failure('pool_timeout', 'deadline');

/** A call that fails with this, and what whoever made it is told. */
const failing = async (error: unknown): Promise<unknown> => {
  const call = async (): Promise<never> => {
    throw error;
  };
  try {
    return await silence.heardIn(call());
  } catch (told) {
    return told;
  }
};

/** With what a browser is kept from the pool, if it is. */
const refusal = (): unknown => {
  try {
    silence.refuse();
    return undefined;
  } catch (error) {
    return error;
  }
};

test('a pool that was not called yet is taken to be there', () => {
  expect(refusal()).toBeUndefined();
});

test('a call gives what it gives, and throws what it throws', async () => {
  expect(await silence.heardIn(Promise.resolve('answer'))).toBe('answer');
  const bug = new RangeError('a bug');
  expect(await failing(bug)).toBe(bug);
  expect(await failing(deadline)).toBe(deadline);
});

describe('nobody is sent to a pool', () => {
  test.each([
    deadline,
    failure('pool_timeout'),
    failure('pool_unreachable', 'network'),
    failure('pool_unreachable', 'pool_status_503'),
    failure('pool_unreachable'),
  ])('that a moment ago met a call with %p', async (error) => {
    await failing(error);
    expect(refusal()).toBe(error);
  });

  test('for five seconds, in whichever direction the clock goes', async () => {
    await failing(deadline);
    const start = time;
    for (const [ms, expected] of [
      [4999, deadline],
      [-4999, deadline],
      [5000, undefined],
      [-5000, undefined],
      [3_600_000, undefined],
      [-3_600_000, undefined],
    ] as const) {
      time = start + ms;
      expect([ms, refusal()]).toEqual([ms, expected]);
    }
  });

  test('for five seconds since the last of several failures', async () => {
    await failing(deadline);
    time += 4000;
    const later = failure('pool_unreachable', 'network');
    await failing(later);
    time += 4000;
    expect(refusal()).toBe(later);
  });
});

describe('people are sent to a pool', () => {
  test('that has answered since', async () => {
    await failing(deadline);
    await silence.heardIn(Promise.resolve());
    expect(refusal()).toBeUndefined();
  });

  test.each([
    // It answers, if not to everybody.
    failure('pool_unreachable', 'pool_throttles'),
    failure('pool_rejected', 'pool_answered_error'),
    failure('pool_misconfigured', 'client_refused'),
    failure('store_unreachable', 'network'),
    new RangeError('a bug'),
    { code: 'pool_timeout' },
  ])('that met a call with %p, also after a silence', async (error) => {
    await failing(error);
    expect(refusal()).toBeUndefined();
    await failing(deadline);
    await failing(error);
    expect(refusal()).toBeUndefined();
  });
});

test('a call for which there was no place here says nothing of the pool', async () => {
  const noPlace = failure('pool_unreachable', 'too_many_pool_calls');
  expect(await failing(noPlace)).toBe(noPlace);
  expect(refusal()).toBeUndefined();
  await failing(deadline);
  await failing(noPlace);
  expect(refusal()).toBe(deadline);
});
