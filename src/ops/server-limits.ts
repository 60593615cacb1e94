import { createServer, type RequestListener, type Server } from 'node:http';
import { readInPieces } from './in-pieces.js';
import { takeTurns } from './in-turn.js';

const second = 1000;

/** Why a connection was closed before its caller had all answers, or refused at once. */
export type Closed = 'answers_not_taken' | 'too_many_unanswered' | 'too_many_connections';

export interface ServerLimits {
  readonly onClosed?: (reason: Closed) => void;
  /** How long nothing may move on a connection with a request under way. */
  readonly inactiveMs?: number;
}

/**
 * An HTTP server that slow and greedy callers cannot exhaust.
 *
 * Headers and a whole request have to arrive in time: forms of this site are a few hundred bytes. Answers have to be
 * taken: a connection on which nothing has moved for half a minute is closed; that is longer than any answer of this
 * site takes to make, and who reads slowly, moves. Requests of one connection are answered in turn (`in-turn.ts`).
 * Idle connections stay longer than the 60 seconds of common load balancers, so that it is the balancer that closes
 * them and never sends a request into a connection that is just closing. The number of requests per connection
 * is bounded so that long-lived balancer connections spread over new replicas.
 */
export const createLimitedServer = (
  listener: RequestListener,
  { onClosed = () => {}, inactiveMs = 30 * second }: ServerLimits = {},
): Server => {
  const turns = takeTurns(listener, () => onClosed('too_many_unanswered'));
  const server = createServer(
    {
      headersTimeout: 10 * second,
      requestTimeout: 30 * second,
      keepAliveTimeout: 65 * second,
      connectionsCheckingInterval: 5 * second,
      maxHeaderSize: 16 * 1024,
    },
    turns.listener,
  );
  readInPieces(server);
  server.maxRequestsPerSocket = 10_000;
  server.maxConnections = 10_000;
  server.timeout = inactiveMs;
  server.on('timeout', (socket) => {
    // The end of an idle connection comes here too, and is nothing to tell.
    if (turns.unanswered(socket) > 0) onClosed('answers_not_taken');
    socket.destroy();
  });
  server.on('drop', () => onClosed('too_many_connections'));
  return server;
};
