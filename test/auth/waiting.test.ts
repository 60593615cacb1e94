import { afterEach, expect, jest, test } from '@jest/globals';
import { realWaiting } from '../../src/auth/waiting.js';

afterEach(() => void jest.restoreAllMocks());

test.each(['sleep', 'rest'] as const)('%s lasts as long as it is told to', async (name) => {
  const startedAtMs = realWaiting.uptimeMs();
  await Promise.all([realWaiting[name](50), realWaiting.sleep(50)]);
  const lastedMs = realWaiting.uptimeMs() - startedAtMs;
  expect(lastedMs).toBeGreaterThanOrEqual(45);
  expect(lastedMs).toBeLessThan(10_000);
});

test('a process need not go on for what only rests, but for what sleeps', async () => {
  const timers: NodeJS.Timeout[] = [];
  const { setTimeout: start } = globalThis;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((done: () => void, ms: number) => {
    const timer = start(done, ms);
    timers.push(timer);
    return timer;
  }) as typeof setTimeout);
  const waited = [realWaiting.sleep(1), realWaiting.rest(1)];
  expect(timers.map((timer) => timer.hasRef())).toEqual([true, false]);
  await Promise.all(waited);
});
