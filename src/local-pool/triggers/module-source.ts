import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { functionSource } from './functions.js';
import type { Handler, TriggerSource } from './handlers.js';
import { messageOf } from './reason.js';
import { isTriggerName, triggerNames } from './table.js';

/** A module that is loaded, and loaded again when its file has changed. */
export interface ModuleSource extends TriggerSource {
  /** Loads the newer version, if there is one; one that is broken is said in the log, and the older one goes on. */
  refresh(): Promise<void>;
}

const { cache } = createRequire(import.meta.url);

/** Throws where the first version cannot be loaded, with what to do. What it imports itself is not loaded again. */
export const moduleSource = async (file: string, log: (line: string) => void): Promise<ModuleSource> => {
  const path = resolve(file);
  let version = versionOf(path);
  let source = await load(path, version, log);
  let loading: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    const now = versionOf(path);
    if (now !== version) {
      version = now;
      loading = loadAgain(now);
    }
    await loading;
  };

  const loadAgain = async (now: string): Promise<void> => {
    try {
      source = await load(path, now, log);
      log(`The triggers of ${file} were loaded again.`);
    } catch (error) {
      log(`${messageOf(error)} The triggers go on as they were before.`);
    }
  };

  return {
    refresh,
    handler: (name): Handler | undefined => source.handler(name),
    tokenVersion: () => source.tokenVersion(),
  };
};

/** Changes with every writing of the file. */
const versionOf = (path: string): string => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 'gone' : `${stats.mtimeMs}-${stats.size}-${stats.ino}`;
};

const load = async (path: string, version: string, log: (line: string) => void): Promise<TriggerSource> => {
  const exported = await importModule(path, version);
  const functions = { ...(exported['default'] as object | undefined), ...exported };
  const names = Object.entries(functions).flatMap(([name, value]) =>
    typeof value === 'function' ? [name] : [],
  );
  if (!names.some(isTriggerName)) {
    throw new Error(`${path} exports no trigger. Export a function named ${triggerNames.join(', ')}.`);
  }
  for (const name of names.filter((one) => /^[A-Z]/u.test(one) && !isTriggerName(one))) {
    log(`${path} exports ${name}, which is no trigger; the names are ${triggerNames.join(', ')}.`);
  }
  return functionSource(functions, 'module');
};

const importModule = async (path: string, version: string): Promise<Record<string, unknown>> => {
  // CommonJS is kept by its path alone.
  Reflect.deleteProperty(cache, path);
  const url = pathToFileURL(path);
  url.searchParams.set('version', version);
  try {
    return (await import(url.href)) as Record<string, unknown>;
  } catch (error) {
    const [reason] = messageOf(error).split('\n');
    throw new Error(`The triggers of ${path} cannot be loaded (${reason}).`, { cause: error });
  }
};
