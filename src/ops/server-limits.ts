import { createServer, type RequestListener, type Server } from 'node:http';

const second = 1000;

/**
 * An HTTP server that slow and greedy callers cannot exhaust.
 *
 * Headers and a whole request have to arrive in time: forms of this site are a few hundred bytes. Idle
 * connections stay longer than the 60 seconds of common load balancers, so that it is the balancer that closes
 * them and never sends a request into a connection that is just closing. The number of requests per connection
 * is bounded so that long-lived balancer connections spread over new replicas.
 */
export const createLimitedServer = (listener: RequestListener): Server => {
  const server = createServer(
    {
      headersTimeout: 10 * second,
      requestTimeout: 30 * second,
      keepAliveTimeout: 65 * second,
      connectionsCheckingInterval: 5 * second,
      maxHeaderSize: 16 * 1024,
    },
    listener,
  );
  server.maxRequestsPerSocket = 10_000;
  server.maxConnections = 10_000;
  return server;
};
