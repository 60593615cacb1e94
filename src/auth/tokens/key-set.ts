// By its parts: the whole of it is twice as much to load.
import { createLocalJWKSet } from 'jose/jwks/local';
import type { JWK } from 'jose';
import { refuseUnless } from '../errors.js';
import type { Waiting } from '../waiting.js';

/** Finds the key that a token names in its header. */
export type Keys = ReturnType<typeof createLocalJWKSet>;

/** Keys as they were at some moment. */
export interface FetchedKeys {
  readonly keys: Keys;
  /** When they were asked for, in milliseconds by the clock that nobody sets. */
  readonly askedAtMs: number;
}

/**
 * The pool's signing keys, fetched and kept for as long as they are good. Tokens that came from the pool's own token
 * endpoint ask for keys without mercy, because they cannot be had twice; tokens that anybody at all may have made up ask
 * by `forStrangers`, which never makes the others wait.
 */
export interface KeySet {
  /** The keys at hand, or fetched when there are none yet. */
  current(): Promise<FetchedKeys>;
  /** Keys fetched after these, which lack one. Waits until they may be fetched again: a second, for everybody together. */
  after(seen: FetchedKeys): Promise<FetchedKeys>;
  readonly forStrangers: {
    /** The same, but a fetch that failed a moment ago is not tried again: it throws what that one threw. */
    current(): Promise<FetchedKeys>;
    /** `undefined` when keys were fetched a moment ago. */
    after(seen: FetchedKeys): Promise<FetchedKeys | undefined>;
  };
}

/** Where keys come from. */
export interface KeySetDeps {
  /** Fetches the keys. What it throws reaches whoever has to wait for them. */
  readonly load: () => Promise<Keys>;
  /** Hears of every attempt that failed, also of those that nobody waits for. */
  readonly onFailure: (error: unknown) => void;
  readonly now: () => number;
  readonly waiting: Pick<Waiting, 'sleep' | 'uptimeMs'>;
}

// Older keys are fetched again, in the background.
const freshMs = 10 * 60_000;
// Keys that could not be fetched again are used for so long: an outage of the key endpoint stops nobody's work.
const usableMs = 24 * 60 * 60_000;
// Strangers cause one fetch in so long at the most, so that made-up key ids cannot make us call the pool.
const strangersEveryMs = 10_000;
// Each token that the pool gave us may cause one, so this only keeps a set that stays incomplete from being hammered.
const everyMs = 1000;

/** Keeps one set of keys: fetched once for everybody who asks, kept through an outage, never replaced by a bad answer. */
export const createKeySet = ({ load, onFailure, now, waiting }: KeySetDeps): KeySet => {
  const { uptimeMs, sleep } = waiting;
  let kept: (FetchedKeys & { readonly atMs: number }) | undefined;
  let tried: { readonly atMs: number; error?: unknown } | undefined;
  let underWay: Promise<FetchedKeys> | undefined;
  let next: Promise<FetchedKeys> | undefined;
  let nextAtMs = Number.NEGATIVE_INFINITY;

  const loadAndKeep = async (): Promise<FetchedKeys> => {
    const askedAtMs = uptimeMs();
    const attempt: typeof tried = { atMs: now() };
    tried = attempt;
    try {
      const keys = await load();
      kept = { keys, askedAtMs, atMs: now() };
      return kept;
    } catch (error) {
      attempt.error = error;
      onFailure(error);
      throw error;
    } finally {
      underWay = undefined;
    }
  };

  const fetchOnce = (): Promise<FetchedKeys> => (underWay ??= loadAndKeep());
  // In both directions: a clock that was set back must not make the cooldown last until it has caught up.
  const isCoolingDown = (): boolean => tried !== undefined && Math.abs(now() - tried.atMs) < strangersEveryMs;

  const fetchInTurn = async (): Promise<FetchedKeys> => {
    const restMs = nextAtMs - uptimeMs();
    if (restMs > 0) await sleep(restMs);
    nextAtMs = uptimeMs() + everyMs;
    return fetchOnce();
  };

  const atHand = (): FetchedKeys | undefined => {
    if (kept === undefined || now() - kept.atMs > usableMs) return undefined;
    if (now() - kept.atMs > freshMs && !isCoolingDown()) {
      // Nobody waits for this one, and `onFailure` has heard of it when it fails.
      fetchOnce().catch(() => undefined);
    }
    return kept;
  };

  const fetchedAfter = (seen: FetchedKeys): Promise<FetchedKeys> | FetchedKeys | undefined =>
    kept === seen ? underWay : kept;

  return {
    current: async () => atHand() ?? fetchOnce(),

    async after(seen) {
      return (
        fetchedAfter(seen) ??
        (next ??= fetchInTurn().finally(() => {
          next = undefined;
        }))
      );
    },

    forStrangers: {
      async current() {
        const keys = atHand();
        if (keys === undefined && isCoolingDown() && tried?.error !== undefined) throw tried.error;
        return keys ?? fetchOnce();
      },
      after: async (seen) => fetchedAfter(seen) ?? (isCoolingDown() ? undefined : fetchOnce()),
    },
  };
};

/** Reads a JSON Web Key Set (RFC 7517). A set that holds nothing usable must not take the place of one that does. */
export const keysIn = (document: unknown): Keys => {
  const { keys } = Object(document) as { readonly keys?: unknown };
  refuseUnless(Array.isArray(keys) && keys.length > 0 && keys.every(isKey), 'keys_unusable');
  return createLocalJWKSet({ keys });
};

const isKey = (key: unknown): key is JWK => {
  const { kty, n, e } = Object(key) as Partial<Record<string, unknown>>;
  return typeof kty === 'string' && (kty !== 'RSA' || (typeof n === 'string' && typeof e === 'string'));
};
