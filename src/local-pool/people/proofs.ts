import type { Clock } from '../base/clock.js';
import { PoolError, notAuthorized } from '../base/errors.js';
import type { Person } from '../base/model.js';
import { passwordMatches } from './password-hash.js';

const lockAfterFailures = 5;
const longestLockMs = 15 * 60_000;

/** How people show that they know their password. Wrong ones are counted, and lock somebody out for a while. */
export interface Proofs {
  /** Throws NotAuthorizedException: wrong password, too many attempts, disabled, a temporary password that is too old. */
  checkPassword(person: Person | undefined, password: string): Promise<Person>;
  /** The same for any other proof that somebody knows the password, such as SRP's. */
  check(person: Person | undefined, proves: () => boolean | Promise<boolean>): Promise<Person>;
}

export interface ProofsOptions {
  readonly clock: Clock;
  /** scrypt N, spent on nobody's password too. */
  readonly passwordCost: number;
}

export const createProofs = ({ clock, passwordCost }: ProofsOptions): Proofs => {
  const check: Proofs['check'] = async (person, proves) => {
    const now = clock.now();
    if (person !== undefined && person.lockedUntil > now) {
      throw notAuthorized('Password attempts exceeded', 'locked');
    }
    const matches = await proves();
    if (person === undefined) throw wrongPassword();
    if (isWithoutPassword(person)) {
      throw new PoolError('PasswordResetRequiredException', 'Password reset required for the user');
    }
    if (!matches) {
      recordFailure(person, now);
      throw wrongPassword();
    }
    if (!person.enabled) throw notAuthorized('User is disabled.', 'disabled');
    if ((person.password?.temporaryUntil ?? Infinity) <= now) {
      throw notAuthorized(
        'Temporary password has expired and must be reset by an administrator.',
        'passwordExpired',
      );
    }
    person.failedAttempts = 0;
    return person;
  };

  return {
    check,
    checkPassword: (person, password) =>
      check(person, () => passwordMatches(password, person?.password, passwordCost)),
  };
};

/** Whoever came by a file chooses a password before the first sign-in, whatever they type. */
const isWithoutPassword = ({ password, status }: Person): boolean =>
  password === undefined && status === 'RESET_REQUIRED';

const wrongPassword = () => notAuthorized('Incorrect username or password.', 'wrongPassword');

/** After five failures each further one doubles the wait, from one second to a quarter of an hour. */
const recordFailure = (person: Person, now: number): void => {
  person.failedAttempts += 1;
  const beyond = person.failedAttempts - lockAfterFailures;
  if (beyond >= 0) person.lockedUntil = now + Math.min(1000 * 2 ** beyond, longestLockMs);
};
