// A redis-server of its own, on this machine's loopback address, that keeps nothing on disk.
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const listens = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** Undefined where redis-server is not installed. */
export const startRedis = async (port) => {
  const settings = { port, bind: '127.0.0.1', dir: tmpdir(), save: '', appendonly: 'no' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const over = new Promise((resolve) => {
    server.once('error', resolve);
    server.once('exit', resolve);
  });
  // It does not end by itself with the process that started it.
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await over;
  };
  const untilListens = async () => {
    while (server.pid !== undefined && server.exitCode === null) {
      if (await listens(port)) return true;
      await pause(20);
    }
    return false;
  };
  if (await Promise.race([untilListens(), over.then(() => false)]))
    return { url: `redis://127.0.0.1:${port}`, stop };
  await stop();
  return undefined;
};
