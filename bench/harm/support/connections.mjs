// Connections that do not behave: so many at a time, each opened again a second after it was closed.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

// All at once would be another attack: so many requests at one moment take as long as so many requests take.
const openedWithinMs = 2000;

/** Opened over two seconds. `use` begins something on a connection that has just been opened. It gets the socket, and may return what to do every second. */
export const holdConnections = async ({ port, isOver, count }, howMany, use) => {
  const sockets = new Set();
  const holdOne = async (_, index) => {
    await pause((index / howMany) * openedWithinMs);
    while (!isOver()) {
      const socket = connect({ port, host: '127.0.0.1' });
      sockets.add(socket);
      count('connections');
      await new Promise((resolve) => {
        let everySecond;
        socket.on('connect', () => {
          const again = use(socket);
          if (again !== undefined) everySecond = setInterval(() => again(), 1000);
        });
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(everySecond);
          sockets.delete(socket);
          resolve();
        });
      });
      await pause(1000);
    }
  };
  const all = Array.from({ length: howMany }, holdOne);
  while (!isOver()) await pause(100);
  count('still open at the end', sockets.size);
  for (const socket of sockets) socket.destroy();
  await Promise.all(all);
};
