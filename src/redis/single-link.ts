import { createClient } from 'redis';
import type { Address } from './address.js';
import { clientOptions, commandOptions, serverName, socketOptions } from './link.js';
import type { Link, LinkOptions } from './link.js';

/** A connection to one server, or to the one address behind which a primary is found. */
export const openSingle = (address: Address, { ca, onReady, onError }: LinkOptions): Link => {
  const { host, port, database } = address;
  let isDestroyed = false;
  const client = createClient({
    ...clientOptions(address),
    database,
    socket: { ...socketOptions(address, ca), ...serverName(address), host, port },
  });

  client.on('error', onError);
  client.on('ready', () => {
    // The client finishes an attempt to connect that was under way when it was destroyed.
    if (isDestroyed) client.destroy();
    else onReady();
  });
  client.connect().catch(onError);

  return {
    isReady: () => client.isReady,
    send: (command, options) => client.sendCommand([...command], commandOptions(options)),
    primaries: () => [(command) => client.sendCommand([...command])],
    answers: () =>
      client.sendCommand(['PING']).then(
        () => true,
        () => true,
      ),
    close: async () => client.close(),
    destroy() {
      isDestroyed = true;
      client.destroy();
    },
  };
};
