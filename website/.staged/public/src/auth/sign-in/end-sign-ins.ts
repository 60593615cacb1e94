import { AuthError, usualRetryAfterSeconds } from '../errors.js';
import type { Events } from '../events.js';
import type { Settings } from '../options.js';
import type { Revoker } from '../pool/revoker.js';
import type { EndReason } from '../reasons.js';
import { underLease } from '../refresh/lease.js';
import { foreignIn, isWholeSession } from '../sessions/stored-session.js';
import type { Waiting } from '../waiting.js';
import type { Person, SessionStore } from '../store.js';
import type { EndedSignIns } from './ended-sign-ins.js';

/** Ends many sign-ins, each by its session and its refresh token, in pieces that keep nobody else waiting. */
export interface EndSignIns {
  /**
   * Ends those of one person, but for the session `except`, and leaves the mark. One at a time for each person: a second
   * caller waits for the first. Gives how many there were; throws `AuthError` when one of them could not be ended.
   */
  ofPerson(person: Person, how?: { readonly except?: string; readonly reason?: EndReason }): Promise<number>;
  /** Ends those of everybody, and leaves the mark. */
  ofEverybody(reason: EndReason): Promise<number>;
  /** Ends the oldest of a person who has more than they may. Does not fail: the next sign-in tries again. */
  beyondCap(person: Person): Promise<void>;
}

/** What ending is made of. */
export interface EndSignInsDeps {
  readonly settings: Pick<Settings, 'sessionsPerPerson' | 'issuer' | 'clientId'>;
  readonly store: SessionStore;
  readonly revoker: Pick<Revoker, 'endSession'>;
  readonly endedSignIns: Pick<EndedSignIns, 'mark'>;
  readonly events: Events;
  readonly waiting: Waiting;
}

// The pool takes few calls at a time.
const endedAtOnce = 8;
// A sign-in adds one session, so this is more than enough to come down from any heap.
const mostBeyondCap = 20;
const patienceMs = 10_000;
const lookEveryMs = 50;

/** Ends sessions first, so that whatever the pool does, nobody is told that they are signed out who is not. */
export const createEndSignIns = (deps: EndSignInsDeps): EndSignIns => {
  const { settings, store, revoker, endedSignIns, events, waiting } = deps;

  const end = async (key: string, reason: EndReason | undefined) => {
    const stored = await store.read(key);
    // A list may name sessions of other issuers and app clients that are kept in the same store: those stay as they are.
    if (isWholeSession(stored) && foreignIn(stored.signIn, settings) !== undefined) return undefined;
    const ended = await revoker.endSession(key);
    if (ended !== undefined && reason !== undefined)
      events.emitFor({ key, signIn: ended.signIn }, { type: 'session_ended', reason });
    return ended;
  };

  const endAndRevoke = async (key: string, reason: EndReason | undefined): Promise<boolean> => {
    const ended = await end(key, reason);
    await ended?.revoked;
    return ended !== undefined;
  };

  // As far as the store lets it, before it throws what went wrong with one of them.
  const endAll = async (keys: readonly string[], reason: EndReason | undefined): Promise<number> => {
    const results: PromiseSettledResult<boolean>[] = [];
    for (let from = 0; from < keys.length; from += endedAtOnce) {
      const some = keys.slice(from, from + endedAtOnce);
      results.push(...(await Promise.allSettled(some.map((key) => endAndRevoke(key, reason)))));
    }
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return results.filter((result) => result.status === 'fulfilled' && result.value).length;
  };

  const oneAtATime = async <Value>({ issuer, id }: Person, work: () => Promise<Value>): Promise<Value> => {
    const startedAtMs = waiting.uptimeMs();
    while (waiting.uptimeMs() - startedAtMs < patienceMs) {
      const done = await underLease(store.leases, `end:${JSON.stringify([issuer, id])}`, { work });
      if (done !== undefined) return done.value;
      await waiting.sleep(lookEveryMs);
    }
    throw new AuthError('too_many_requests', {
      reason: 'ending_elsewhere',
      retryAfterSeconds: usualRetryAfterSeconds,
    });
  };

  return {
    async ofPerson(person, { except, reason } = {}) {
      await endedSignIns.mark(person);
      return oneAtATime(person, async () => {
        const keys = await store.keysOf(person);
        return endAll(
          keys.filter((key) => key !== except),
          reason,
        );
      });
    },

    async ofEverybody(reason) {
      await endedSignIns.mark('everybody');
      let ended = 0;
      for await (const keys of store.everyKey()) ended += await endAll(keys, reason);
      return ended;
    },

    async beyondCap(person) {
      try {
        const most = mostBeyondCap;
        for (const key of await store.keysOf(person, { skip: settings.sessionsPerPerson, most })) {
          // The person who has just signed in need not wait for the pool once more.
          await end(key, 'too_many');
        }
      } catch (error) {
        if (!(error instanceof AuthError)) throw error;
      }
    },
  };
};
