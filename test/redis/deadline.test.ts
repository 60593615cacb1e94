import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { withDeadline, type Deadline } from '../../src/redis/deadline.js';

const never = new Promise<never>(() => undefined);

test('work that is done in time gives what it made, and its failure is its own', async () => {
  expect(await withDeadline(1000, async () => 'made')).toBe('made');
  const failure = new Error('of its own');
  await expect(withDeadline(1000, () => Promise.reject(failure))).rejects.toBe(failure);
});

test('work that is in time leaves no timer behind', async () => {
  const before = timers();
  await withDeadline(60_000, async () => 'made');
  await withDeadline(60_000, () => Promise.reject(new Error('at once'))).catch(() => undefined);
  expect(timers()).toBe(before);
});

test('work that takes longer fails with timeout, and is told to take back what it has not sent', async () => {
  let handed: Deadline | undefined;
  let signal: AbortSignal | undefined;
  const late = withDeadline(10, (deadline) => {
    handed = deadline;
    signal = deadline.signal();
    return never;
  });
  expect(signal?.aborted).toBe(false);
  await expect(late).rejects.toMatchObject({ name: 'RedisFailure', trouble: 'timeout' });
  expect(signal?.aborted).toBe(true);
  expect(handed?.signal()).toBe(signal);
});

test('work that never asked how to take something back fails with timeout all the same', async () => {
  await expect(withDeadline(10, () => never)).rejects.toMatchObject({ trouble: 'timeout' });
});

test('an answer that lies in the socket already when a busy process looks up still counts', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, 'connection');
  const near = connect(port, '127.0.0.1');
  const [far] = (await accepted) as [Socket];
  // After this turn Node looks at timers that are due, and only then at sockets.
  await new Promise(setImmediate);
  const answered = withDeadline(5, async () => String(await once(near, 'data')));
  far.write('an answer');
  const busyUntil = performance.now() + 20;
  while (performance.now() < busyUntil);
  expect(await answered).toBe('an answer');
  near.destroy();
  server.close();
});

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
