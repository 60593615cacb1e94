import { expect, test } from '@jest/globals';
import { addressFrom } from '../../src/redis/address.js';
import type { Link } from '../../src/redis/link.js';
import { openSingle } from '../../src/redis/single-link.js';
import { closeAfterEach } from '../support/closing.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { describeWithRedis, redisForAllTests, startRedis } from '../support/redis-server.js';

describeWithRedis('a link to one server', () => {
  const server = redisForAllTests();
  const closing = closeAfterEach();

  const open = (url = server.url) => {
    const told: unknown[] = [];
    const link = openSingle(addressFrom(url), {
      ca: undefined,
      onReady: () => told.push('ready'),
      onError: (error) => told.push(error),
    });
    closing({ close: async () => link.destroy() });
    return { link, told };
  };
  const openReady = async (url?: string) => {
    const { link, told } = open(url);
    await eventually(() => expect(link.isReady()).toBe(true));
    return { link, told };
  };
  const send = (
    link: Link,
    command: readonly string[],
    options: { readonly asBytes?: boolean; readonly signal?: AbortSignal } = {},
  ) => link.send(command, { key: '', asBytes: false, signal: undefined, ...options });

  test('is ready when the server has answered, and says so', async () => {
    const { link, told } = open();
    expect(link.isReady()).toBe(false);
    await expect(send(link, ['PING'])).rejects.toThrow();
    await eventually(() => expect(told).toEqual(['ready']));
    expect(link.isReady()).toBe(true);
  });

  test('gives a reply as text, or as bytes', async () => {
    const { link } = await openReady();
    await send(link, ['SET', 'a', 'ä']);
    expect(await send(link, ['GET', 'a'])).toBe('ä');
    expect(await send(link, ['GET', 'a'], { asBytes: true })).toEqual(Buffer.from('ä'));
  });

  test('takes back a command that has not been sent', async () => {
    const { link } = await openReady();
    await expect(send(link, ['SET', 'b', '1'], { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(await send(link, ['EXISTS', 'b'])).toBe(0);
  });

  test('uses the database of its address', async () => {
    const { link } = await openReady(`${server.url}/5`);
    await send(link, ['SET', 'in-five', '1']);
    expect(await server.command('INFO', 'keyspace')).toContain('db5:');
  });

  test('has one primary to ask by itself', async () => {
    const { link } = await openReady();
    const answers = await Promise.all(link.primaries().map((ask) => ask(['ECHO', 'here'])));
    expect(answers).toEqual(['here']);
  });

  test('counts any answer as one, an error too', async () => {
    const { link } = await openReady();
    expect(await link.answers()).toBe(true);
    link.destroy();
    expect(await link.answers()).toBe(true);
  });

  test('asks for an answer by what costs a server nothing', async () => {
    const { link } = await openReady();
    await server.command('CONFIG', 'RESETSTAT');
    await link.answers();
    expect(String(await server.command('INFO', 'commandstats'))).toContain('cmdstat_ping:calls=1,');
  });

  test('finds no answer in silence', async () => {
    const { link } = await openReady();
    server.pause();
    try {
      const silence = new Promise((resolve) => setTimeout(resolve, 100, 'silence'));
      expect(await Promise.race([link.answers(), silence])).toBe('silence');
    } finally {
      server.resume();
    }
  });

  test('tells why there is no server, and is ready when there is one', async () => {
    const port = await freePort();
    const { link, told } = open(`redis://127.0.0.1:${port}`);
    await eventually(() => expect(told[0]).toMatchObject({ code: 'ECONNREFUSED' }));
    const late = await startRedis({ port });
    closing({ close: () => late.stop() });
    await eventually(() => expect(link.isReady()).toBe(true));
    expect(told.at(-1)).toBe('ready');
  });

  test('closes when what is under way has its answer', async () => {
    const { link } = await openReady();
    const reply = send(link, ['ECHO', 'on its way']);
    await link.close();
    expect(await reply).toBe('on its way');
    expect(link.isReady()).toBe(false);
  });

  test('that was destroyed while it connected stays closed, and says nothing more', async () => {
    const { link, told } = open();
    link.destroy();
    // Another one, opened later, is ready: so the first one has had its time.
    await openReady();
    await expect(send(link, ['PING'])).rejects.toThrow();
    expect(link.isReady()).toBe(false);
    expect(told).not.toContain('ready');
  });
});
