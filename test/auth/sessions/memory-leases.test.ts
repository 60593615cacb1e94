import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';

// A name of its own for each, as refreshes of different sessions have.
const nameOf = (count: number): string => `${count} ${'x'.repeat(1000)}`;

test('leases that run out before they are given back are forgotten (F-S31)', async () => {
  let time = Date.now();
  const roomy = createMemoryStore({ now: () => time });
  const before = heapBytes();
  let taken = 0;
  for (let count = 0; count < 50_000; count += 1) {
    if (await roomy.leases.take(nameOf(count), 'holder that was killed', 3000)) taken += 1;
    time += 10;
  }
  expect(taken).toBe(50_000);
  // Fifty megabytes of names went through it.
  expect(heapBytes() - before).toBeLessThan(10_000_000);
  expect(await roomy.leases.take(nameOf(49_999), 'another', 3000)).toBe(false);
});

// Only what is still held counts.
const heapBytes = (): number => {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
};
