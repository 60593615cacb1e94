import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { Express } from 'express';

export interface Listener {
  /** `http://127.0.0.1:PORT`. */
  origin: string;
  /** Ends keep-alive and silent connections too. */
  close(): Promise<void>;
}

/** Listens on loopback only; port 0 takes a free one. Rejects when the port is taken. */
export async function listen(app: Express, port: number): Promise<Listener> {
  const server = createServer(app);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
