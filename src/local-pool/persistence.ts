import { snapshot, writeState } from './state-file.js';
import type { Service } from './service.js';

const SAVE_AFTER_MS = 300;

export interface Persistence {
  /** Something may have changed: save soon, once for all that changes until then. */
  touch(): void;
  /** Saves now. Throws when the file cannot be written. */
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

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (file === undefined) return;
    try {
      writeState(file, snapshot(service));
    } catch (cause) {
      throw new Error(`The state cannot be saved to ${file}: ${String(cause)}`, { cause });
    }
  }

  function saveOrSay(): void {
    try {
      flush();
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    touch: () => {
      if (file !== undefined) timer ??= setTimeout(saveOrSay, SAVE_AFTER_MS).unref();
    },
    flush,
  };
}
