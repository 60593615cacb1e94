/** A value that is fetched from the pool and kept for as long as it is good. */
export interface KeySet<Keys> {
  /** The keys at hand, or fetched when there are none yet. */
  current(): Promise<Keys>;
  /** Keys fetched just now because a token names one that is not among the current ones; `undefined` when that was tried a moment ago. */
  newer(): Promise<Keys | undefined>;
}

/** Where keys come from and how long they serve. The times are in milliseconds. */
export interface KeySetOptions<Keys> {
  /** Fetches the keys. What it throws reaches whoever has to wait for them. */
  readonly load: () => Promise<Keys>;
  /** Hears of every attempt that failed, also of those that nobody waits for. */
  readonly onFailure: (error: unknown) => void;
  readonly now: () => number;
  /** Older keys are fetched again, in the background. Default: ten minutes. */
  readonly freshMs?: number;
  /** Keys that could not be fetched again are used for so long: an outage of the key endpoint stops nobody's work. Default: a day. */
  readonly usableMs?: number;
  /** At most one fetch in so long, so that made-up key ids cannot make us call the pool. Default: ten seconds. */
  readonly cooldownMs?: number;
}

/** Keeps one set of keys: fetched once for everybody who asks, kept through an outage, never replaced by a bad answer. */
export const createKeySet = <Keys>({
  load,
  onFailure,
  now,
  freshMs = 10 * 60_000,
  usableMs = 24 * 60 * 60_000,
  cooldownMs = 10_000,
}: KeySetOptions<Keys>): KeySet<Keys> => {
  let kept: { readonly keys: Keys; readonly atMs: number } | undefined;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let underWay: Promise<Keys> | undefined;

  const loadAndKeep = async (): Promise<Keys> => {
    triedAtMs = now();
    try {
      const keys = await load();
      kept = { keys, atMs: now() };
      return keys;
    } catch (error) {
      onFailure(error);
      throw error;
    } finally {
      underWay = undefined;
    }
  };

  const fetchOnce = (): Promise<Keys> => (underWay ??= loadAndKeep());
  // In both directions: a clock that was set back must not make the cooldown last until it has caught up.
  const isCoolingDown = (): boolean => underWay === undefined && Math.abs(now() - triedAtMs) < cooldownMs;

  return {
    async current() {
      if (kept === undefined || now() - kept.atMs > usableMs) return fetchOnce();
      if (now() - kept.atMs > freshMs && !isCoolingDown()) {
        // Nobody waits for this one, and `onFailure` has heard of it when it fails.
        fetchOnce().catch(() => undefined);
      }
      return kept.keys;
    },

    async newer() {
      return isCoolingDown() ? undefined : fetchOnce();
    },
  };
};
