import { createServer, request as send, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../support/free-port.js';
import { startPool } from '../support/pool.js';
import type { LocalPool, LocalPoolOptions } from '../../src/local-pool/index.js';

export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Changes an answer on its way back, in place. */
export type Change = (passing: Passing, answer: Answered) => void;

interface Proxy {
  readonly origin: string;
  leadTo(origin: string): void;
  close(): Promise<void>;
}

const textOf = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const startProxy = async (change: Change): Promise<Proxy> => {
  let target = '';
  const forward = async (passing: Passing): Promise<Answered> => {
    const answer = await new Promise<Answered>((resolve, reject) => {
      const { method, headers } = passing;
      const outgoing = send(`${target}${passing.path}`, { method, headers, agent: false }, (incoming) => {
        textOf(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: { ...incoming.headers }, body }),
          reject,
        );
      });
      outgoing.on('error', reject);
      outgoing.end(passing.body);
    });
    change(passing, answer);
    return answer;
  };
  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/', headers } = request;
    textOf(request)
      .then((body) => forward({ method, path, headers, body }))
      .then(
        ({ status, headers: { 'content-length': _length, 'transfer-encoding': _coding, ...rest }, body }) =>
          response.writeHead(status, rest).end(body),
        () => response.destroy(),
      );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (origin) => {
      target = origin;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export interface ChangedPool {
  readonly pool: LocalPool;
  /** Of the user pools API, through the proxy. */
  readonly api: string;
  close(): Promise<void>;
}

/** A local pool that everybody reaches through something that changes what it says. */
export const startChangedPool = async (
  change: Change,
  options: LocalPoolOptions = {},
): Promise<ChangedPool> => {
  const [issuer, domain] = [await startProxy(change), await startProxy(change)];
  const [issuerPort, domainPort] = [await freePort(), await freePort()];
  const pool = await startPool({
    issuerPort,
    domainPort,
    publicUrl: issuer.origin,
    publicDomainUrl: domain.origin,
    ...options,
  });
  issuer.leadTo(`http://127.0.0.1:${issuerPort}`);
  domain.leadTo(`http://127.0.0.1:${domainPort}`);
  return {
    pool,
    api: issuer.origin,
    close: async () => {
      await Promise.all([issuer.close(), domain.close()]);
      await pool.close();
    },
  };
};
