import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { connectRedis, type ConnectOptions } from '../../src/redis/connect.js';
import { closeAfterEach } from '../support/closing.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { describeWithRedis, redisForAllTests } from '../support/redis-server.js';

const closing = closeAfterEach();

const connect = (url: ConnectOptions['url'], options: Partial<ConnectOptions> = {}) => {
  const told: string[] = [];
  const connection = closing(
    connectRedis({
      url,
      onError: (trouble) => told.push(trouble),
      onReady: () => told.push('ready'),
      ...options,
    }),
  );
  return { connection, told, ping: () => connection.send(['PING'], { key: '' }) };
};

test.each([['redis://cache/none'], ['cache'], [[]], [['redis://cache', 'cache']]])(
  'an address that cannot be read is refused at once: %j',
  (url) => {
    expect(() => connectRedis({ url, onError: () => undefined })).toThrow(TypeError);
  },
);

test('no address at all is named as what is missing', () => {
  expect(() => connectRedis({ url: [], onError: () => undefined })).toThrow(
    'connectRedis needs at least one address',
  );
});

test('a server that is not there is no reason to wait: commands fail, and who listens hears why', async () => {
  const { told, ping } = connect(`redis://127.0.0.1:${await freePort()}`);
  await expect(ping()).rejects.toMatchObject({ name: 'RedisFailure' });
  await eventually(() => expect(told).toEqual(['refused']));
  await expect(ping()).rejects.toMatchObject({ trouble: 'refused' });
});

test('several addresses are those of a Cluster, which is away when none of them answers', async () => {
  const nobody = [`redis://127.0.0.1:${await freePort()}`, `redis://127.0.0.1:${await freePort()}`];
  const { told } = connect(nobody);
  await eventually(() => expect(told).toHaveLength(1));
  expect(['refused', 'offline']).toContain(told[0]);
});

test('a Cluster of which every address fails in another way, again and again, is away once', async () => {
  let calls = 0;
  const hangsUp = createServer((socket) => {
    calls += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  closing({ close: async () => void hangsUp.close() });
  await once(hangsUp, 'listening');
  const { port } = hangsUp.address() as AddressInfo;
  const { told } = connect([`redis://127.0.0.1:${await freePort()}`, `redis://127.0.0.1:${port}`]);
  await eventually(() => expect(calls).toBeGreaterThan(4));
  expect(told).toHaveLength(1);
});

describeWithRedis('one address', () => {
  const server = redisForAllTests();

  test.each([
    ['by itself', (url: string) => url],
    ['in a list', (url: string) => [url]],
  ])('%s is that of one server', async (_how, listed) => {
    const { connection, told, ping } = connect(listed(server.url));
    await eventually(() => expect(connection.isReady()).toBe(true));
    expect(await ping()).toBe('PONG');
    expect(told).toEqual(['ready']);
  });

  test('has the deadline that it is given', async () => {
    const { connection, ping } = connect(server.url, { deadlineMs: 50 });
    await eventually(() => expect(connection.isReady()).toBe(true));
    server.pause();
    try {
      const startedAt = performance.now();
      await expect(ping()).rejects.toMatchObject({ trouble: 'timeout' });
      expect(performance.now() - startedAt).toBeLessThan(450);
    } finally {
      server.resume();
    }
  });

  test('that has gone silent is left, so that nobody waits for it any more', async () => {
    const { connection, told, ping } = connect(server.url, { deadlineMs: 50 });
    await eventually(() => expect(connection.isReady()).toBe(true));
    server.pause();
    try {
      await eventually(() => expect(connection.isReady()).toBe(false));
      expect(told).toEqual(['ready', 'timeout']);
      await expect(ping()).rejects.toMatchObject({ trouble: 'timeout' });
    } finally {
      server.resume();
    }
    await eventually(() => expect(told).toEqual(['ready', 'timeout', 'ready']));
  });
});
