import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { underLease } from '../../../src/auth/refresh/lease.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const { leases } = createMemoryStore({ now: () => Date.now() });
const isFree = async (name: string): Promise<boolean> => {
  const isTaken = await leases.take(name, 'another', 1);
  if (isTaken) await leases.release(name, 'another');
  return isTaken;
};
const lasting = (ms: number) => () =>
  new Promise<string>((resolve) => {
    setTimeout(() => resolve('done'), ms);
  });

test('a lease is renewed for as long as the work takes, and given back after it (F-R44)', async () => {
  const work = underLease(leases, 'long work', { work: lasting(20_000) });
  for (let seconds = 1; seconds < 20; seconds += 1) {
    await jest.advanceTimersByTimeAsync(1000);
    expect(await isFree('long work')).toBe(false);
  }
  await jest.advanceTimersByTimeAsync(1000);
  expect(await work).toEqual({ value: 'done' });
  expect(await isFree('long work')).toBe(true);
});

test('a lease is held for what the work leaves behind, and its caller does not wait for that', async () => {
  const work = underLease(leases, 'work with a rest', { work: async () => 'done', rest: lasting(20_000) });
  expect(await work).toEqual({ value: 'done' });
  await jest.advanceTimersByTimeAsync(19_000);
  expect(await isFree('work with a rest')).toBe(false);
  await jest.advanceTimersByTimeAsync(1000);
  expect(await isFree('work with a rest')).toBe(true);
});

test('a lease that got lost is taken again, unless somebody was faster', async () => {
  void underLease(leases, 'lost', { work: lasting(20_000) });
  await jest.advanceTimersByTimeAsync(0);
  jest.setSystemTime(Date.now() + 60_000);
  await jest.advanceTimersByTimeAsync(1000);
  expect(await isFree('lost')).toBe(false);
  jest.setSystemTime(Date.now() + 60_000);
  expect(await leases.take('lost', 'somebody faster', 60_000)).toBe(true);
  await jest.advanceTimersByTimeAsync(2000);
  expect(await leases.renew('lost', 'somebody faster', 60_000)).toBe(true);
});

test('work for which somebody else has the lease is not done, and their lease stays', async () => {
  const others = await leases.take('taken', 'somebody else', 60_000);
  let isDone = false;
  const outcome = await underLease(leases, 'taken', { work: async () => (isDone = true) });
  expect([others, outcome, isDone]).toEqual([true, undefined, false]);
  expect(await leases.renew('taken', 'somebody else', 60_000)).toBe(true);
});

test('a lease is given back after work that fails, and the failure goes on', async () => {
  const work = async (): Promise<never> => {
    throw new RangeError('a bug');
  };
  await expect(underLease(leases, 'failing', { work })).rejects.toThrow(RangeError);
  expect(await isFree('failing')).toBe(true);
});
