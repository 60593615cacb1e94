import { expect, test } from '@jest/globals';
import { addressFrom } from '../../src/redis/address.js';
import { openCluster } from '../../src/redis/cluster-link.js';
import type { Link } from '../../src/redis/link.js';
import { closeAfterEach } from '../support/closing.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { openForAllTests } from '../support/opened.js';
import { startRedisCluster } from '../support/redis-cluster.js';
import { describeWithRedis } from '../support/redis-server.js';

describeWithRedis('a link to a Cluster', () => {
  const cluster = openForAllTests(async () => {
    const started = await startRedisCluster();
    return { ...started, close: () => started.stop() };
  });
  const closing = closeAfterEach();

  const open = (url = cluster.urls[0] ?? '', ...others: readonly string[]) => {
    const told: unknown[] = [];
    const link = openCluster([addressFrom(url), ...others.map(addressFrom)], {
      ca: undefined,
      onReady: () => told.push('ready'),
      onError: (error) => told.push(error),
    });
    closing({ close: async () => link.destroy() });
    return { link, told };
  };
  const openReady = async (...urls: readonly string[]) => {
    const opened = open(...urls);
    await eventually(() => expect(opened.told).toContain('ready'));
    return opened;
  };
  const send = (link: Link, key: string, command: readonly string[], asBytes = false) =>
    link.send(command, { key, asBytes, signal: undefined });

  test('finds every node through one of them, and sends each command to the node of its key', async () => {
    const { link, told } = await openReady();
    expect(link.isReady()).toBe(true);
    const names = Array.from({ length: 30 }, (_, index) => `key-${index}`);
    for (const name of names) await send(link, name, ['SET', name, `of ${name}`]);
    for (const name of names) expect(await send(link, name, ['GET', name])).toBe(`of ${name}`);
    const sizes = await Promise.all(cluster.nodes.map((node) => node.command('DBSIZE')));
    expect(sizes.every((size) => Number(size) > 0)).toBe(true);
    expect(told).toEqual(['ready']);
  });

  test('asks each primary by itself', async () => {
    const { link } = await openReady();
    const ids = await Promise.all(link.primaries().map((ask) => ask(['CLUSTER', 'MYID'])));
    const known = await Promise.all(cluster.nodes.map((node) => node.command('CLUSTER', 'MYID')));
    expect(new Set(ids)).toEqual(new Set(known));
  });

  test('gives bytes where it is asked to', async () => {
    const { link } = await openReady();
    await send(link, 'a', ['SET', 'a', 'ä']);
    expect(await send(link, 'a', ['GET', 'a'], true)).toEqual(Buffer.from('ä'));
  });

  test('passes over an address where nobody listens', async () => {
    const nobody = `redis://127.0.0.1:${await freePort()}`;
    const { link } = await openReady(nobody, cluster.urls[1] ?? '');
    expect(await send(link, 'a', ['EXISTS', 'a'])).toBeDefined();
  });

  test('answers when each node in use does', async () => {
    const { link } = await openReady();
    const names = Array.from({ length: 30 }, (_, index) => `key-${index}`);
    // A busy machine takes a while to connect to the last of the nodes.
    for (const name of names) await eventually(() => send(link, name, ['EXISTS', name]));
    expect(await link.answers()).toBe(true);
    const [first] = cluster.nodes;
    first.pause();
    try {
      const silence = new Promise((resolve) => setTimeout(resolve, 100, 'silence'));
      expect(await Promise.race([link.answers(), silence])).toBe('silence');
    } finally {
      first.resume();
    }
  });

  const all = Array.from({ length: 30 }, (_, index) => `key-${index}`);
  const askEveryNode = async (link: Link): Promise<void> => {
    for (const name of all) await eventually(() => send(link, name, ['EXISTS', name]));
  };

  test('answers although it has asked nobody for anything yet', async () => {
    const { link } = await openReady();
    expect(await link.answers()).toBe(true);
  });

  test('asks for an answer by what costs a node nothing, and takes a no for one', async () => {
    const { link } = await openReady();
    await askEveryNode(link);
    const [first] = cluster.nodes;
    await first.command('CONFIG', 'RESETSTAT');
    await link.answers();
    expect(String(await first.command('INFO', 'commandstats'))).toContain('cmdstat_ping:calls=1,');
    await first.command('ACL', 'SETUSER', 'default', '-ping');
    try {
      expect(await link.answers()).toBe(true);
    } finally {
      await first.command('ACL', 'SETUSER', 'default', '+ping');
    }
  });

  test('tells of a node whose connection broke, and does not answer while that one is away', async () => {
    const { link, told } = await openReady();
    await askEveryNode(link);
    const [first] = cluster.nodes;
    await first.command('CLIENT', 'KILL', 'TYPE', 'normal');
    first.pause();
    try {
      await eventually(() => expect(told.length).toBeGreaterThan(1));
      expect(await link.answers()).toBe(false);
    } finally {
      first.resume();
    }
    await eventually(async () => expect(await link.answers()).toBe(true));
  });

  test('tells that there is no Cluster yet, and tries until it is destroyed', async () => {
    const nobody = `redis://127.0.0.1:${await freePort()}`;
    const triesOf = (list: readonly unknown[]): number =>
      list.filter((error) => Object(error).constructor.name === 'RootNodesUnavailableError').length;
    const { link, told } = open(nobody);
    await eventually(() => expect(triesOf(told)).toBe(2));
    expect(link.isReady()).toBe(false);
    link.destroy();
    // Another one tries longer than this one would have waited for its next attempt.
    const other = open(nobody);
    await eventually(() => expect(triesOf(other.told)).toBe(4));
    expect(triesOf(told)).toBe(2);
    expect(told).not.toContain('ready');
  });

  test('closes when what is under way has its answer', async () => {
    const { link } = await openReady();
    // It connects to a node when it is first asked something.
    await send(link, 'a', ['EXISTS', 'a']);
    const reply = send(link, 'a', ['EXISTS', 'a']);
    // One turn later it is on the wire.
    await new Promise(setImmediate);
    await link.close();
    expect(await reply).toBeDefined();
    await expect(send(link, 'a', ['EXISTS', 'a'])).rejects.toThrow();
  });

  test('that was destroyed while it connected says nothing more', async () => {
    const { link, told } = open();
    link.destroy();
    await openReady();
    expect(told).not.toContain('ready');
  });
});
