import type { Server } from 'node:http';

// A few dozen of the shortest requests there are; most real ones are one or two pieces.
const pieceBytes = 1024;

/**
 * Hands what arrives on a connection to Node's parser a kilobyte at a time, and stops when the connection is given up.
 * By itself Node takes 64 kB apart before anybody is asked: a thousand requests, of which each costs as much as
 * the limits of `in-turn.ts` were to save. The parser sees the same bytes in the same order.
 */
export const readInPieces = (server: Server): void => {
  server.on('connection', (socket) => {
    // Node's own listener came first. Another one beside it makes Node hand the bytes to listeners at all.
    const [parse] = socket.listeners('data');
    if (parse === undefined) return;
    socket.removeListener('data', parse as (chunk: Buffer) => void);
    socket.on('data', (chunk: Buffer) => {
      for (let from = 0; from < chunk.length && !socket.destroyed; from += pieceBytes) {
        Reflect.apply(parse, socket, [chunk.subarray(from, from + pieceBytes)]);
      }
    });
  });
};
