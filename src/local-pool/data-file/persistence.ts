import type { DataFile } from './data-file.js';
import { reasonOf } from './file-errors.js';
import { snapshot, writeState, type KeptState } from './state-file.js';

const saveAfterMs = 300;

export interface Persistence {
  /** Something may have changed: save soon, once for all that changes until then. */
  touch(): void;
  /** Saves now. Throws when the file cannot be written. */
  flush(): void;
  /** Saves for the last time, and lets the file go. Throws as `flush` does. */
  close(): void;
}

export interface PersistenceOptions {
  readonly state: KeptState;
  /** Nothing is ever saved without. */
  readonly file: DataFile | undefined;
  readonly log: (line: string) => void;
}

export const createPersistence = ({ state, file, log }: PersistenceOptions): Persistence => {
  let timer: NodeJS.Timeout | undefined;
  let isOpen = file !== undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (file === undefined || !isOpen) return;
    try {
      writeState(file.path, snapshot(state));
    } catch (cause) {
      throw new Error(`The state cannot be saved to ${file.path}: ${reasonOf(cause)}.`, { cause });
    }
  };

  const saveOrSay = (): void => {
    try {
      flush();
    } catch (error) {
      log(reasonOf(error));
    }
  };

  const close = (): void => {
    try {
      flush();
    } finally {
      isOpen = false;
      file?.release();
    }
  };

  return {
    touch: () => {
      if (isOpen) timer ??= setTimeout(saveOrSay, saveAfterMs).unref();
    },
    flush,
    close,
  };
};
