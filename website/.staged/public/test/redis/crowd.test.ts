import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { connectRedis } from '../../src/redis/index.js';
import type { RedisConnection } from '../../src/redis/index.js';
import { eventually } from '../support/eventually.js';

const everyMs = 100;
let server: Server | undefined;
let connection: RedisConnection | undefined;
afterEach(async () => {
  await connection?.close();
  server?.close();
});

/** Answers everything in its turn, as Redis does, but takes its time for each GET. Counts the PINGs that came. */
const startSlowServer = async () => {
  const seen = { connections: 0, pings: 0 };
  const answer = async (socket: Socket, names: string[]): Promise<void> => {
    for (let name = names[0]; name !== undefined; name = names[0]) {
      if (name === 'GET') await new Promise((resolve) => setTimeout(resolve, everyMs));
      if (!socket.destroyed) socket.write(name === 'PING' ? '+PONG\r\n' : '+OK\r\n');
      names.shift();
    }
  };
  server = createServer((socket) => {
    seen.connections += 1;
    const waiting: string[] = [];
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const names = [...data.toString().matchAll(/\*\d+\r\n\$\d+\r\n([A-Z]+)\r\n/g)].map(
        ([, name = '']) => name,
      );
      seen.pings += names.filter((name) => name === 'PING').length;
      const isIdle = waiting.length === 0;
      waiting.push(...names);
      if (isIdle) void answer(socket, waiting);
    });
  });
  const listening = server;
  await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve));
  return { url: `redis://127.0.0.1:${(listening.address() as AddressInfo).port}`, seen };
};

test('a server that is busy with what this process asked keeps its connection (F-S12)', async () => {
  const { url, seen } = await startSlowServer();
  const troubles: string[] = [];
  const opened = connectRedis({ url, onError: (trouble) => troubles.push(trouble) });
  connection = opened;
  await eventually(() => expect(opened.isReady()).toBe(true));
  const before = seen.pings;
  // Eight seconds of answers, so that no question whether it is still there has one in time.
  const reads = Array.from({ length: 80 }, () =>
    opened.send(['GET', 'name'], { key: 'name', isRead: true }).catch(() => 'too late'),
  );
  await eventually(() => expect(seen.pings - before).toBeGreaterThanOrEqual(4), 10_000);
  expect({ troubles, connections: seen.connections }).toEqual({ troubles: [], connections: 1 });
  expect((await Promise.all(reads)).at(-1)).toBe('too late');
}, 20_000);
