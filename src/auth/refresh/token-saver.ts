import type { Revoker } from '../pool/revoker.js';
import type { Session, SessionStore } from '../store.js';
import type { Waiting } from './waiting.js';

/** Writes refreshed tokens. Where the pool rotates, what is to be written holds the only good refresh token. */
export interface TokenSaver {
  /** Writes the tokens, unless others got there first, and says what the store has then. Throws when the store is away. */
  save(key: string, next: Unsaved): Promise<Session | undefined>;
  /** Tries once more to write what the store did not confirm, and throws when it is still away. */
  saveAgain(key: string): Promise<Session | undefined> | 'nothing to save';
  /** Keeps trying in the background, for half a minute. */
  keepTrying(key: string): void;
  /** Whether there are tokens that the store has not confirmed. */
  hasUnsaved(): boolean;
}

/** What saving is made of. */
export interface TokenSaverDeps {
  readonly store: SessionStore;
  readonly revoker: Revoker;
  readonly waiting: Waiting;
}

interface Unsaved {
  /** The version that was refreshed: only over that one it may be written. */
  readonly fromVersion: number;
  readonly session: Session;
}

const everyMs = 250;
const mostTries = 120;

/** Keeps in memory what the store has not confirmed, and tries every quarter of a second. */
export const createTokenSaver = ({ store, revoker, waiting }: TokenSaverDeps): TokenSaver => {
  const unsaved = new Map<string, Unsaved>();

  const save = async (key: string, next: Unsaved): Promise<Session | undefined> => {
    unsaved.set(key, next);
    const isWritten = await store.replaceTokens(key, { fromVersion: next.fromVersion, ...next.session });
    // While the store was slow, a later refresh may have left newer ones.
    if (unsaved.get(key) === next) unsaved.delete(key);
    if (isWritten) return next.session;
    const current = await store.readTokens(key);
    // Signed out while the pool was answering: the new refresh token must not live on unseen.
    if (current === undefined) revoker.discard(next.session.tokens);
    return current;
  };

  const tryUntilSaved = async (key: string): Promise<void> => {
    for (let tries = 0; tries < mostTries && unsaved.has(key); tries += 1) {
      await waiting.sleep(everyMs);
      const left = unsaved.get(key);
      // A store that is still away is what this is about.
      if (left !== undefined) await save(key, left).catch(() => undefined);
    }
    unsaved.delete(key);
  };

  return {
    save,
    saveAgain(key) {
      const left = unsaved.get(key);
      return left === undefined ? 'nothing to save' : save(key, left);
    },
    keepTrying(key) {
      if (unsaved.has(key)) void tryUntilSaved(key);
    },
    hasUnsaved: () => unsaved.size > 0,
  };
};
