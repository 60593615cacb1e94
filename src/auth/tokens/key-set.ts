import * as jose from 'jose';
import { refuseUnless } from '../errors.js';

/** Finds the key that a token names in its header. */
export type Keys = ReturnType<typeof jose.createLocalJWKSet>;

/** The pool's signing keys, fetched and kept for as long as they are good. */
export interface KeySet {
  /** The keys at hand, or fetched when there are none yet. */
  current(): Promise<Keys>;
  /** Keys fetched just now because a token names one that is not among the current ones; `undefined` when that was tried a moment ago. */
  newer(): Promise<Keys | undefined>;
}

/** Where keys come from. */
export interface KeySetDeps {
  /** Fetches the keys. What it throws reaches whoever has to wait for them. */
  readonly load: () => Promise<Keys>;
  /** Hears of every attempt that failed, also of those that nobody waits for. */
  readonly onFailure: (error: unknown) => void;
  readonly now: () => number;
}

// Older keys are fetched again, in the background.
const freshMs = 10 * 60_000;
// Keys that could not be fetched again are used for so long: an outage of the key endpoint stops nobody's work.
const usableMs = 24 * 60 * 60_000;
// At most one fetch in so long, so that made-up key ids cannot make us call the pool.
const cooldownMs = 10_000;

/** Keeps one set of keys: fetched once for everybody who asks, kept through an outage, never replaced by a bad answer. */
export const createKeySet = ({ load, onFailure, now }: KeySetDeps): KeySet => {
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

/** Reads a JSON Web Key Set (RFC 7517). A set that holds nothing usable must not take the place of one that does. */
export const keysIn = (document: unknown): Keys => {
  const keys: unknown =
    typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined;
  refuseUnless(Array.isArray(keys) && keys.length > 0 && keys.every(isKey), 'keys_unusable');
  return jose.createLocalJWKSet({ keys });
};

const isKey = (key: unknown): key is jose.JWK => {
  const { kty, n, e } = Object(key) as Partial<Record<string, unknown>>;
  return typeof kty === 'string' && (kty !== 'RSA' || (typeof n === 'string' && typeof e === 'string'));
};
