import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

// Browsers and proxies do not pipeline at all; programs that measure ask for ten at a time.
const mostUnanswered = 10;

/** Hands the requests of a connection on one after the other, and gives up connections that ask too much at once. */
export interface Turns {
  readonly listener: RequestListener;
  /** How many requests of this connection have no answer yet. */
  readonly unanswered: (socket: Socket) => number;
}

/**
 * A caller may send its next requests before it has read an answer (pipelining, RFC 9112 section 9.3.2). Node would
 * begin with all of them at once and keep every answer until it is taken: one packet of 64 kB is a thousand pages.
 * Here the next one begins when the answer before it is on its way, so that whoever does not read, gets no work done.
 *
 * More than ten unanswered requests close the connection. Not to read on would not do: what has come by then would be
 * kept for as long as its caller keeps the connection, and callers may have thousands of them. Whoever pipelines
 * has to be prepared to send again what was not answered.
 */
export const takeTurns = (listener: RequestListener, onTooMany: () => void): Turns => {
  const lines = new WeakMap<Socket, (() => void)[]>();

  const startFirst = (socket: Socket, line: (() => void)[]): void => {
    if (socket.destroyed) line.length = 0;
    line[0]?.();
  };

  return {
    listener: (request, response) => {
      const { socket } = request;
      // The rest of a packet, after its connection was given up.
      if (socket.destroyed) return;
      const line = lines.get(socket) ?? [];
      lines.set(socket, line);
      if (line.length >= mostUnanswered) {
        onTooMany();
        socket.destroy();
        return;
      }
      line.push(() => {
        response.once('close', () => {
          line.shift();
          startFirst(socket, line);
        });
        listener(request, response);
      });
      // Not before the rest of the packet has been seen: of one that asks too much, nothing is begun.
      if (line.length === 1) process.nextTick(startFirst, socket, line);
    },
    unanswered: (socket) => lines.get(socket)?.length ?? 0,
  };
};
