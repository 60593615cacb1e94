import { createPrivateKey, type JsonWebKeyInput } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isObject } from '../base/shape.js';
import type { Store } from '../base/store.js';
import { signingKeyOf, type Keyring, type LocalPoolKeys } from '../tokens/keys.js';
import { reasonOf } from './file-errors.js';

/** The one name for it that every version of Node's types has. */
type JsonWebKey = JsonWebKeyInput['key'];

const currentVersion = 1;
const indexes: ReadonlySet<string> = new Set(['familiesByPerson']);

/** A pool at rest. Refresh tokens and codes are in it by their hashes only; client secrets and keys as they are. */
export interface SavedState {
  readonly version: number;
  readonly refreshTokenKey: string;
  /** By the name of the store's table. */
  readonly tables: Record<string, [string, unknown][]>;
  readonly keys: Record<string, { readonly id: JsonWebKey; readonly access: JsonWebKey }>;
}

/** What is kept of a running pool. */
export interface KeptState {
  readonly store: Store;
  /** By pool id. */
  readonly keyrings: ReadonlyMap<string, Keyring>;
}

export const snapshot = ({ store, keyrings }: KeptState): SavedState => {
  const tables = Object.entries(store).filter(([name, table]) => table instanceof Map && !indexes.has(name));
  return {
    version: currentVersion,
    refreshTokenKey: store.refreshTokenKey,
    tables: Object.fromEntries(
      tables.map(([name, table]: [string, Map<string, unknown>]) => [name, [...table]]),
    ),
    keys: Object.fromEntries(
      [...keyrings].map(([poolId, keyring]) => {
        const { id, access } = keyring.current();
        return [
          poolId,
          {
            id: id.privateKey.export({ format: 'jwk' }),
            access: access.privateKey.export({ format: 'jwk' }),
          },
        ];
      }),
    ),
  };
};

/** Fills an empty store, and answers the keys of each pool. */
export const restore = (store: Store, saved: SavedState): Map<string, LocalPoolKeys> => {
  for (const [name, table] of Object.entries(store)) {
    if (!(table instanceof Map)) continue;
    for (const [key, record] of saved.tables[name] ?? []) (table as Map<string, unknown>).set(key, record);
  }
  store.refreshTokenKey = saved.refreshTokenKey;
  for (const { sub, originJti } of store.families.values()) {
    store.familiesByPerson.set(sub, (store.familiesByPerson.get(sub) ?? new Set()).add(originJti));
  }
  return new Map(
    Object.entries(saved.keys).map(([poolId, { id, access }]) => [
      poolId,
      { id: signingKeyFrom(id), access: signingKeyFrom(access) },
    ]),
  );
};

/** The state of a file; undefined when there is no file yet. Throws, and says which, when it is something else. */
export const readState = (file: string): SavedState | undefined => {
  if (!existsSync(file)) return undefined;
  const saved = parsed(file);
  const version = isObject(saved) ? saved['version'] : undefined;
  if (typeof version === 'number' && version > currentVersion) {
    throw unfit(
      file,
      `was written by a newer local pool (version ${version}; this one reads ${currentVersion})`,
    );
  }
  if (!isState(saved)) throw unfit(file, 'is not a state file of the local pool');
  return saved;
};

/** Whole or not at all: a crash in between leaves the file as it was. Only its owner may read it. */
export const writeState = (file: string, state: SavedState): void => {
  const unfinished = `${file}.tmp`;
  try {
    writeFileSync(unfinished, JSON.stringify(state), { mode: 0o600, flush: true });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
};

const parsed = (file: string): unknown => {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (error) {
    throw unfit(file, `cannot be read: ${reasonOf(error)}`);
  }
  try {
    return JSON.parse(json);
  } catch {
    throw unfit(
      file,
      json.trim() === '' ? 'is empty' : 'is not a state file of the local pool: it is no JSON',
    );
  }
};

const unfit = (file: string, what: string): Error =>
  new Error(`${file} ${what}. Name another file, or move this one away.`);

const isState = (value: unknown): value is SavedState =>
  isObject(value) &&
  value['version'] === currentVersion &&
  typeof value['refreshTokenKey'] === 'string' &&
  isObject(value['tables']) &&
  Object.values(value['tables']).every((table) => isTable(table)) &&
  isObject(value['keys']);

const isTable = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((row) => Array.isArray(row) && row.length === 2 && typeof row[0] === 'string');

const signingKeyFrom = (jwk: JsonWebKey) => signingKeyOf(createPrivateKey({ key: jwk, format: 'jwk' }));
