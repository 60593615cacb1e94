import type { Clock } from '../base/clock.js';
import type { PendingChallenge, Person } from '../base/model.js';
import { randomToken, sha256 } from '../base/random.js';
import type { Store } from '../base/store.js';

/** Whether a right password must be followed by a new one. */
export const needsNewPassword = ({ status }: Person): boolean => status === 'FORCE_CHANGE_PASSWORD';

const mostGuesses = 5;

/** Counts a wrong code against a sign-in; whether another one may follow. */
export const mayGuessAgain = (pending: PendingChallenge): boolean => {
  const guesses = Number(pending.data['guesses'] ?? '0') + 1;
  pending.data['guesses'] = String(guesses);
  return guesses < mostGuesses;
};

export interface Challenges {
  /** Remembers a sign-in in progress; the answer is its bearer handle. */
  begin(pending: Omit<PendingChallenge, 'expiresAt'>, lifetimeMs: number): string;
  /** The sign-in behind a handle, while it lasts. */
  find(handle: string): PendingChallenge | undefined;
  end(handle: string): void;
}

/** Sign-ins in progress, of the hosted UI (a cookie) and of the user pools API (`Session`). */
export const createChallenges = (store: Store, clock: Clock): Challenges => ({
  begin: (pending, lifetimeMs) => {
    const handle = randomToken(48);
    store.challenges.set(sha256(handle), { ...pending, expiresAt: clock.now() + lifetimeMs });
    return handle;
  },
  find: (handle) => {
    const pending = store.challenges.get(sha256(handle));
    return pending !== undefined && pending.expiresAt > clock.now() ? pending : undefined;
  },
  end: (handle) => {
    store.challenges.delete(sha256(handle));
  },
});
