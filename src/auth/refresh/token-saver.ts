import type { Sleep } from './lease.js';
import type { Revocable, Session, SessionStore } from '../store.js';

/** Writes refreshed tokens. Where the pool rotates, what is to be written holds the only good refresh token. */
export interface TokenSaver {
  /** Writes the tokens, unless others got there first, and says what the store has then. Throws when the store is away. */
  save(key: string, next: Unsaved): Promise<Session | undefined>;
  /** Tries again to write what the store did not confirm. `nothing` when there is nothing left to write. */
  catchUp(key: string): Promise<Session | undefined> | 'nothing';
  /** Keeps trying in the background, for half a minute. */
  keepTrying(key: string): void;
  /** Whether there are tokens that the store has not confirmed. */
  hasUnsaved(): boolean;
}

interface Unsaved {
  readonly fromVersion: number;
  readonly session: Session;
}

const everyMs = 250;
const triesMost = 120;

/** Keeps in memory what the store has not confirmed, and tries every quarter of a second. */
export const createTokenSaver = ({
  store,
  discard,
  sleep,
}: {
  readonly store: SessionStore;
  readonly discard: (tokens: Revocable) => void;
  readonly sleep: Sleep;
}): TokenSaver => {
  const unsaved = new Map<string, Unsaved>();

  const save = async (key: string, next: Unsaved): Promise<Session | undefined> => {
    unsaved.set(key, next);
    const isWritten = await store.replaceTokens(key, { fromVersion: next.fromVersion, ...next.session });
    // While the store was slow, a later refresh may have left newer ones.
    if (unsaved.get(key) === next) unsaved.delete(key);
    if (isWritten) return next.session;
    const current = await store.readTokens(key);
    // Signed out while the pool was answering: the new refresh token must not live on unseen.
    if (current === undefined) discard(next.session.tokens);
    return current;
  };

  const tryUntilSaved = async (key: string): Promise<void> => {
    for (let tries = 0; tries < triesMost && unsaved.has(key); tries += 1) {
      await sleep(everyMs);
      const left = unsaved.get(key);
      // A store that is still away is what this is about.
      if (left !== undefined) await save(key, left).catch(() => undefined);
    }
    unsaved.delete(key);
  };

  return {
    save,
    catchUp(key) {
      const left = unsaved.get(key);
      return left === undefined ? 'nothing' : save(key, left);
    },
    keepTrying(key) {
      if (unsaved.has(key)) void tryUntilSaved(key);
    },
    hasUnsaved: () => unsaved.size > 0,
  };
};
