// Servers on one core, everything else (load, pool, Redis) on the others: only where Linux says how (taskset).
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const serverCore = '0';

const canPin = () =>
  availableParallelism() > 1 &&
  spawnSync('taskset', ['-c', serverCore, 'true'], { stdio: 'ignore' }).status === 0;

/** Moves this process, and so what it starts, away from the servers' core. Gives how to start a server on that. */
export const takeCores = () => {
  const isPinned = canPin();
  // Counted before this process gives one away.
  const all = availableParallelism();
  const last = all - 1;
  if (isPinned)
    spawnSync('taskset', ['-acp', last === 1 ? '1' : `1-${last}`, String(process.pid)], { stdio: 'ignore' });
  return {
    isPinned,
    /** Several servers at once have as many cores as there are beside the first of the load's. */
    commandFor: (command, { count = 1 } = {}) => {
      if (!isPinned) return command;
      const cores = count === 1 ? serverCore : [serverCore, ...range(2, Math.min(last, count))].join(',');
      return ['taskset', '-c', cores, ...command];
    },
    coresFor: (count) => (isPinned ? 1 + range(2, Math.min(last, count)).length : all),
  };
};

const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => String(from + n));
