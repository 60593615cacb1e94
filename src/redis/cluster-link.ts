import { createCluster } from 'redis';
import type { Address } from './address.js';
import { clientOptions, commandOptions, pauseMs, socketOptions } from './link.js';
import type { Link, LinkOptions } from './link.js';

/** Connections to the nodes of a Cluster, which is found through any of the addresses. The first one's login counts for all. */
export const openCluster = (
  addresses: readonly [Address, ...Address[]],
  { ca, onReady, onError }: LinkOptions,
): Link => {
  const [first] = addresses;
  let isDestroyed = false;
  const cluster = createCluster({
    rootNodes: addresses.map(({ host, port }) => ({ socket: { host, port } })),
    defaults: { ...clientOptions(first), socket: socketOptions(first, ca) },
    commandOptions: { timeout: 0 },
    // Connecting to every node at once would wait for ever for one that is dead and still listed.
    minimizeConnections: true,
    topologyRefreshOnReconnectionAttemptStrategy: false,
  });

  cluster.on('error', onError);
  cluster.on('node-error', onError);

  const connect = async (failures: number): Promise<void> => {
    if (isDestroyed) return;
    try {
      await cluster.connect();
    } catch (error) {
      onError(error);
      setTimeout(() => void connect(failures + 1), pauseMs(failures));
      return;
    }
    if (!isDestroyed) onReady();
  };
  void connect(0);

  return {
    isReady: () => cluster.isReady,
    send: (command, options) =>
      cluster.sendCommand(options.key, false, [...command], commandOptions(options)),
    primaries: () =>
      cluster.masters.map(
        (node) => async (command) => (await cluster.nodeClient(node)).sendCommand([...command]),
      ),
    async answers() {
      const inUse = cluster.masters.flatMap(({ client }) => client ?? []);
      const answers = await Promise.all(
        inUse.map((client) =>
          client.sendCommand(['PING']).then(
            () => true,
            () => client.isReady,
          ),
        ),
      );
      return answers.every(Boolean);
    },
    close: async () => cluster.close(),
    destroy() {
      isDestroyed = true;
      cluster.destroy();
    },
  };
};
