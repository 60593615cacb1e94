// Requests as fast as they are answered, so many at a time.
import { Agent, request } from 'node:http';

export const flood = async ({ port, origin, isOver, count }, lanes, next) => {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const one = () =>
    new Promise((resolve) => {
      const { path, headers, method = 'GET' } = next();
      const outgoing = request(
        { host: '127.0.0.1', port, path, method, agent, headers: { host: new URL(origin).host, ...headers } },
        (incoming) => {
          incoming.resume();
          incoming.on('close', () => {
            count(String(incoming.statusCode));
            resolve();
          });
        },
      );
      outgoing.on('error', () => {
        count('no answer');
        setTimeout(resolve, 100);
      });
      outgoing.end();
    });
  const lane = async () => {
    while (!isOver()) await one();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  agent.destroy();
};
