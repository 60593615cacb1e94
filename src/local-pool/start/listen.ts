import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Express } from 'express';
import type { Certificate } from './certificate.js';
import { originOf } from './exposure.js';

export interface Listener {
  /** `http://127.0.0.1:PORT`, or the host that was asked for; https with a certificate. */
  readonly origin: string;
  /** Ends keep-alive and silent connections too. */
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly certificate: Certificate | undefined;
  /** Called after every answer that may have changed something. */
  readonly answered: () => void;
}

/** Rejects when the port is taken. */
export const listen = async (
  app: Express,
  { port, host, certificate, answered }: ListenOptions,
): Promise<Listener> => {
  const server: Server = certificate === undefined ? createServer(app) : createTlsServer(certificate, app);
  server.on('request', (request, response) => {
    if (request.url?.includes('/.well-known/') !== true) response.once('finish', answered);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const isTls = certificate !== undefined;
  return { origin: originOf({ host, port: portOf(server), isTls }), close: () => closeServer(server) };
};

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
};

const closeServer = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};
