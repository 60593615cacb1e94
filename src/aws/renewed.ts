import { IdentityPoolFailure } from './identity-pool-failures.js';

/** Something that holds for a time. */
export interface Lasting {
  readonly fetchedAtMs: number;
  readonly endsAtMs: number;
}

/** What was fetched, for as long as it holds. In memory only. */
export interface Renewed<Value extends Lasting> {
  /** What is at hand under this name, or what `fetch` gives: one call however many ask. */
  get(entry: { readonly name: string; readonly owner: string }, fetch: () => Promise<Value>): Promise<Value>;
  /** Forgets what belongs to somebody; without a name, everything. Whatever is still being fetched is not kept either. */
  forget(owner?: string): void;
  /** How many names are held. */
  size(): number;
}

interface Entry<Value> {
  readonly owner: string;
  value?: Value;
  renewAtMs: number;
  pending?: Promise<Value> | undefined;
}

// An AWS SDK client asks again when five minutes are left. Whatever it is given has more, or it would ask each time.
const renewBeforeMs = 6 * 60_000;
const tryAgainAfterMs = 15_000;

/** Holds `most` names, and forgets the oldest rather than hold more. `now` is in milliseconds since the epoch. */
export const createRenewed = <Value extends Lasting>({
  most,
  now,
}: {
  readonly most: number;
  readonly now: () => number;
}): Renewed<Value> => {
  const entries = new Map<string, Entry<Value>>();

  const isOver = ({ value, pending }: Entry<Value>): boolean =>
    pending === undefined && (value === undefined || value.endsAtMs <= now());

  // The oldest stand first, and all last about as long: those that are over are found at the beginning.
  const sweep = (): void => {
    for (const [name, entry] of entries) {
      if (!isOver(entry) && entries.size < most) return;
      entries.delete(name);
    }
  };

  const add = (name: string, owner: string): Entry<Value> => {
    sweep();
    const entry: Entry<Value> = { owner, renewAtMs: 0 };
    entries.set(name, entry);
    return entry;
  };

  const drop = (name: string, entry: Entry<Value>): void => {
    if (entries.get(name) === entry) entries.delete(name);
  };

  const keep = (name: string, entry: Entry<Value>, value: Value): void => {
    const lifeMs = value.endsAtMs - value.fetchedAtMs;
    entry.value = value;
    entry.renewAtMs = value.endsAtMs - Math.min(renewBeforeMs, lifeMs / 2);
    if (entries.get(name) !== entry) return;
    entries.delete(name);
    entries.set(name, entry);
  };

  const renew = async (name: string, entry: Entry<Value>, fetch: () => Promise<Value>): Promise<Value> => {
    try {
      const value = await fetch();
      keep(name, entry, value);
      return value;
    } catch (error) {
      const { value } = entry;
      const holds = value !== undefined && value.endsAtMs > now();
      if (holds && error instanceof IdentityPoolFailure && error.isTransient) {
        entry.renewAtMs = now() + tryAgainAfterMs;
        return value;
      }
      drop(name, entry);
      throw error;
    } finally {
      entry.pending = undefined;
    }
  };

  return {
    async get({ name, owner }, fetch) {
      const entry = entries.get(name) ?? add(name, owner);
      if (entry.value !== undefined && now() < entry.renewAtMs) return entry.value;
      return (entry.pending ??= renew(name, entry, fetch));
    },
    forget(owner) {
      for (const [name, entry] of entries)
        if (owner === undefined || entry.owner === owner) entries.delete(name);
    },
    size: () => entries.size,
  };
};
