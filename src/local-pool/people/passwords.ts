import type { Clock } from '../base/clock.js';
import { PoolError } from '../base/errors.js';
import type { PasswordPolicy, PasswordRecord, Person } from '../base/model.js';
import type { Store } from '../base/store.js';
import { hashPassword, isAmongPasswords } from './password-hash.js';
import { assertPasswordPolicy } from './password-policy.js';
import { srpGroup, srpRecord } from './srp.js';

/** New passwords of people, by the rules of their pool. */
export interface Passwords {
  /** Throws InvalidPasswordException or PasswordHistoryPolicyViolationException when the pool's policy does not allow it. */
  assertAllowed(person: Person, password: string): void;
  /** Throws as assertAllowed does, and ends a lock. A temporary password (ms since 1970) must be changed at the first sign-in. */
  set(person: Person, password: string, options?: SetPassword): void;
}

export interface SetPassword {
  readonly temporaryUntil?: number;
  /** No policy is asked: another directory has vouched for it. */
  readonly isTrusted?: boolean;
}

export interface PasswordsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** scrypt N. */
  readonly passwordCost: number;
}

export const createPasswords = ({ store, clock, passwordCost }: PasswordsOptions): Passwords => {
  const policyOf = ({ poolId }: Person): PasswordPolicy | undefined =>
    store.pools.get(poolId)?.passwordPolicy;

  const assertAllowed = (person: Person, password: string): void => {
    const policy = policyOf(person);
    if (policy === undefined) return;
    assertPasswordPolicy(password, policy);
    if (!isAmongPasswords(password, latestPasswords(person, policy.historySize))) return;
    throw new PoolError('PasswordHistoryPolicyViolationException', 'Password has previously been used.');
  };

  return {
    assertAllowed,
    set: (person, password, { temporaryUntil, isTrusted = false } = {}) => {
      if (!isTrusted) assertAllowed(person, password);
      rememberPassword(person, policyOf(person)?.historySize);
      const srp = srpRecord({ group: srpGroup(person.poolId), name: person.username }, password);
      const record = { ...hashPassword(password, passwordCost), srp };
      person.password = temporaryUntil === undefined ? record : { ...record, temporaryUntil };
      person.failedAttempts = 0;
      person.lockedUntil = 0;
      person.updatedAt = clock.now();
    },
  };
};

/** The last passwords of somebody, the present one among them. */
const latestPasswords = ({ password, previousPasswords = [] }: Person, count = 0): PasswordRecord[] =>
  [...(password === undefined ? [] : [password]), ...previousPasswords].slice(0, count);

/** Keeps what is still needed of the present password, for a pool that lets nobody use it again. */
const rememberPassword = (person: Person, historySize: number | undefined): void => {
  const kept = latestPasswords(person, historySize).map(({ salt, hash, cost }) => ({ salt, hash, cost }));
  if (kept.length > 0) person.previousPasswords = kept;
  else delete person.previousPasswords;
};
