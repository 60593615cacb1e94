import { once } from 'node:events';
import type { Server } from 'node:http';

/** Listens, or rejects with the reason why it cannot. */
export const listen = async (server: Server, port: number, host: string): Promise<void> => {
  server.listen({ port, host });
  await once(server, 'listening');
};

/** The port that was taken, when that is what the error says. */
export const takenPort = (error: unknown): number | undefined =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'EADDRINUSE' &&
  'port' in error &&
  typeof error.port === 'number'
    ? error.port
    : undefined;
