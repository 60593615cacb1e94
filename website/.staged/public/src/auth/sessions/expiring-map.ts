/** A map that forgets each entry after its time, without anybody asking for it. */
export interface ExpiringMap<Value> {
  get(name: string): Value | undefined;
  set(name: string, value: Value, forMs: number): void;
  delete(name: string): void;
  /** How many entries it holds, with those that are over and were not swept yet. */
  size(): number;
}

/** Holds `most` entries, and forgets the oldest rather than hold more. `now` is in milliseconds since the epoch. */
export const createExpiringMap = <Value>({
  most,
  now,
}: {
  readonly most: number;
  readonly now: () => number;
}): ExpiringMap<Value> => {
  const entries = new Map<string, { readonly value: Value; readonly endsAtMs: number }>();

  // Entries end in about the order in which they were set, so the first ones are always the ones to look at.
  const sweep = (time: number): void => {
    for (const [oldest, { endsAtMs }] of entries) {
      if (endsAtMs > time && entries.size < most) break;
      entries.delete(oldest);
    }
  };

  return {
    get(name) {
      const entry = entries.get(name);
      return entry !== undefined && entry.endsAtMs > now() ? entry.value : undefined;
    },
    set(name, value, forMs) {
      const time = now();
      // Taken out first, so that it stands at the end of the line.
      entries.delete(name);
      sweep(time);
      entries.set(name, { value, endsAtMs: time + forMs });
    },
    delete: (name) => void entries.delete(name),
    size: () => entries.size,
  };
};
