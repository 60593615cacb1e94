// What is kept between two runs: the file and its lock, the state in it, and when it is written.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasonOf } from './file-errors.js';
import { readState, type SavedState } from './state-file.js';

/** Locks of pools of this very process: their process id alone does not tell them from those of a dead one. */
const held = new Set<string>();

/** A pool's state on disk, this pool's alone until it is let go. */
export interface DataFile {
  readonly path: string;
  /** As it was found; undefined when there was none. */
  readonly saved: SavedState | undefined;
  release(): void;
}

/**
 * Reads a state file and keeps other pools from it: two that save to one file would undo each other's work in silence.
 * Throws when another pool has it, when it is something else, and when its folder cannot be written to.
 */
export const openDataFile = (path: string): DataFile => {
  const lock = `${resolve(path)}.lock`;
  takeLock(path, lock);
  const release = (): void => {
    if (held.delete(lock)) rmSync(lock, { force: true });
  };
  try {
    return { path, saved: readState(path), release };
  } catch (error) {
    release();
    throw error;
  }
};

/** The lock of a process that was killed is taken over. */
const takeLock = (path: string, lock: string): void => {
  if (createLock(path, lock)) return;
  const owner = Number(readFileSync(lock, 'utf8'));
  if (isAlive(owner, lock)) {
    throw new Error(
      `${path} is in use by the local pool of process ${owner}. Stop that one, or name another file. If there is no such pool, delete ${lock}.`,
    );
  }
  rmSync(lock, { force: true });
  if (!createLock(path, lock)) throw new Error(`Another local pool is opening ${path} at this moment.`);
};

/** False when there is one already. */
const createLock = (path: string, lock: string): boolean => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    held.add(lock);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new Error(`The state cannot be saved to ${path}: ${reasonOf(cause)}.`, { cause });
  }
};

const isAlive = (processId: number, lock: string): boolean => {
  if (processId === process.pid) return held.has(lock);
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
