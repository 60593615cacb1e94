import { snapshot, writeState } from './state-file.js';
import type { Service } from './service.js';

const SAVE_AFTER_MS = 300;

export interface Persistence {
  /** Something may have changed: save soon, once for all that changes until then. */
  touch(): void;
  /** Saves what is not saved yet. */
  flush(): void;
}

export interface PersistenceOptions {
  service: Service;
  /** Nothing is ever saved without. */
  file: string | undefined;
  log: (line: string) => void;
}

export function createPersistence({ service, file, log }: PersistenceOptions): Persistence {
  let timer: NodeJS.Timeout | undefined;

  function save(): void {
    clearTimeout(timer);
    timer = undefined;
    if (file === undefined) return;
    try {
      writeState(file, snapshot(service));
    } catch (error) {
      log(`The state could not be saved to ${file}: ${String(error)}`);
    }
  }

  return {
    touch: () => {
      if (file !== undefined) timer ??= setTimeout(save, SAVE_AFTER_MS).unref();
    },
    flush: save,
  };
}
