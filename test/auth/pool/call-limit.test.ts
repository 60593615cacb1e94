import { expect, test } from '@jest/globals';
import { createCallLimit, type CallFor } from '../../../src/auth/pool/call-limit.js';

/** Begins so many calls that go on until `end`, and counts those that found a place. */
const occupy = (limit: ReturnType<typeof createCallLimit>, callFor: CallFor, calls: number) => {
  const ends: (() => void)[] = [];
  const done = Array.from({ length: calls }, () =>
    limit
      .within(callFor, () => new Promise<void>((resolve) => void ends.push(resolve)))
      .catch(() => undefined),
  );
  return { placed: ends.length, end: () => (ends.forEach((end) => end()), Promise.all(done)) };
};

test.each<readonly [CallFor, number]>([
  ['sign-in', 48],
  ['signed-in', 64],
])('calls for %s find %i places', async (callFor, places) => {
  const limit = createCallLimit();
  const { placed, end } = occupy(limit, callFor, 70);
  expect(placed).toBe(places);
  await expect(limit.within(callFor, async () => 'done')).rejects.toMatchObject({
    code: 'pool_unreachable',
    reason: 'too_many_pool_calls',
    retryAfterSeconds: 1,
  });
  await end();
  expect(await limit.within(callFor, async () => 'done')).toBe('done');
});

test('a flood of sign-ins leaves sixteen places to those who are signed in, who may take theirs as well', async () => {
  const flooded = createCallLimit();
  occupy(flooded, 'sign-in', 70);
  expect(occupy(flooded, 'signed-in', 70).placed).toBe(16);
  const busy = createCallLimit();
  occupy(busy, 'signed-in', 60);
  expect(occupy(busy, 'sign-in', 70).placed).toBe(4);
});

test('a call that fails leaves its place', async () => {
  const limit = createCallLimit();
  for (let call = 0; call < 70; call += 1)
    await expect(limit.within('sign-in', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
});
