// A process that answers questions over its channel, one number each.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';

const answering = (child, name) => {
  let asked = 0;
  const waiting = new Map();
  child.on('message', ({ id, ...answer }) => {
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  void exited.then((code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} ended with ${code}`));
  });
  return {
    pid: child.pid,
    exited,
    ask: (ask, more = {}) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send({ id: asked, ask, ...more });
      }),
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};

/** `command` is run away from the `.env` of whoever develops here; what it logs goes nowhere. */
export const startServerProcess = (name, [program, ...args], env) =>
  answering(
    spawn(program, args, {
      cwd: tmpdir(),
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
    name,
  );

/** A program of this folder that prints where it is as one line of JSON. */
export const startTeller = async (file, args) => {
  const child = fork(file, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const teller = answering(child, file);
  const ended = teller.exited.then((code) => {
    throw new Error(`${file} ended with ${code} before it was ready`);
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => undefined);
  return { ...teller, told: JSON.parse(line.toString()) };
};
