import type { Clock } from '../base/clock.js';
import type { MfaMethod, PendingChallenge, Person, UserPool } from '../base/model.js';
import { randomToken, sha256 } from '../base/random.js';
import type { Store } from '../base/store.js';

/** What stands between a right password and a finished sign-in, besides a second factor. */
export type PasswordChallenge = 'NEW_PASSWORD_REQUIRED';
export type MfaChallenge = MfaMethod | 'MFA_SETUP';

export const passwordChallenge = (person: Person): PasswordChallenge | undefined =>
  person.status === 'FORCE_CHANGE_PASSWORD' ? 'NEW_PASSWORD_REQUIRED' : undefined;

const allMethods: readonly MfaMethod[] = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'];

export const methodsOnOffer = (pool: UserPool): readonly MfaMethod[] => pool.mfaMethods ?? allMethods;

/** The second factors of a person that their pool still offers, the preferred one first. */
export const secondFactors = (pool: UserPool, { mfaMethods, preferredMfa }: Person): readonly MfaMethod[] => {
  const own = mfaMethods.filter((method) => methodsOnOffer(pool).includes(method));
  return own.toSorted((a, b) => Number(b === preferredMfa) - Number(a === preferredMfa));
};

/** The second factor to ask for: the preferred one, else the first. With MFA required and none set up, the set-up. */
export const mfaChallenge = (pool: UserPool, person: Person): MfaChallenge | undefined => {
  if (pool.mfa === 'OFF') return undefined;
  const [method] = secondFactors(pool, person);
  return method ?? (pool.mfa === 'ON' ? 'MFA_SETUP' : undefined);
};

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
