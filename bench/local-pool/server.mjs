// A server of these benchmarks in a process of its own, which prints where it is as one line of JSON.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const startServer = async (name, args = []) => {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), args.map(String), {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const gaveUp = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code} before it was ready`);
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), gaveUp]);
  gaveUp.catch(() => undefined);
  return { ...JSON.parse(line.toString()), child };
};
