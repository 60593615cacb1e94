import { eventually } from './eventually.js';
import { startRedis } from './redis-server.js';
import type { RedisServer } from './redis-server.js';

/** A Redis Cluster of three masters, the slots shared evenly, and as many replicas as asked for of the first master. */
export interface RedisCluster {
  readonly nodes: readonly [RedisServer, ...RedisServer[]];
  readonly replicas: readonly RedisServer[];
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

export const startRedisCluster = async ({ replicas = 0 } = {}): Promise<RedisCluster> => {
  const args = [
    '--cluster-enabled yes --cluster-node-timeout 1000 --cluster-replica-validity-factor 0',
    '--repl-diskless-sync-delay 0',
  ].flatMap((line) => line.split(' '));
  const all = await Promise.all(Array.from({ length: 3 + replicas }, () => startRedis({ args })));
  const [first, ...others] = all.slice(0, 3);
  if (first === undefined) throw new Error('a Cluster has three masters');

  const bounds = [0, 5461, 10923, 16384];
  await Promise.all(
    all.map(async (node, index) => {
      await node.command('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
      const [from, to] = bounds.slice(index, index + 2);
      if (from !== undefined && to !== undefined && index < 3) {
        await node.command(
          'CLUSTER',
          'ADDSLOTS',
          ...Array.from({ length: to - from }, (_, slot) => String(from + slot)),
        );
      }
    }),
  );
  for (const node of all.slice(1)) await node.command('CLUSTER', 'MEET', '127.0.0.1', String(first.port));
  await allAgree(all);
  const firstId = String(await first.command('CLUSTER', 'MYID'));
  for (const replica of all.slice(3)) {
    await eventually(() => replica.command('CLUSTER', 'REPLICATE', firstId));
    await eventually(async () =>
      expectText(await replica.command('INFO', 'replication'), 'master_link_status:up'),
    );
  }
  await allAgree(all);
  return {
    nodes: [first, ...others],
    replicas: all.slice(3),
    urls: [first, ...others].map(({ url }) => url),
    async stop() {
      await Promise.all(all.map((node) => node.stop()));
    },
  };
};

const allAgree = (nodes: readonly RedisServer[]): Promise<unknown> =>
  Promise.all(
    nodes.map((node) =>
      eventually(async () => {
        const info = await node.command('CLUSTER', 'INFO');
        expectText(info, 'cluster_state:ok');
        expectText(info, `cluster_known_nodes:${nodes.length}`);
        expectText(info, 'cluster_size:3');
      }),
    ),
  );

const expectText = (reply: unknown, text: string): void => {
  if (!String(reply).includes(text)) throw new Error(`expected ${text} in ${String(reply)}`);
};
