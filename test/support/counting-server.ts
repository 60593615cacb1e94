import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another host than the pool's, which nobody has any business with. */
export interface CountingServer {
  readonly origin: string;
  /** `METHOD /path` of every request that it got. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export const startCountingServer = async (): Promise<CountingServer> => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
