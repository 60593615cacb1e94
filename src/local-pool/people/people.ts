// Who is in a pool, and how they prove it: the directory and the names in it, attributes and the pool's schema,
// passwords, SRP, authenticator apps, codes by mail and SMS, accounts at other providers, and what a sign-in still asks
// for. Pages and the user pools API both come here; how a refusal is shown is their affair.

import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.js';
import type { Attributes, Person, PersonStatus, UserPool } from '../base/model.js';
import type { Store } from '../base/store.js';
import { createLogins } from './logins.js';

export interface NewPerson {
  /** Made up when absent. */
  readonly sub?: string;
  /** Chosen by the person where the pool has user names; the sub otherwise. */
  readonly username?: string;
  readonly attributes: Attributes;
  readonly status: PersonStatus;
}

/** The directory of a user pool: hosted UI, user pools API and tests all go through it. */
export interface People {
  /** Throws UsernameExistsException. */
  add(pool: UserPool, person: NewPerson): Person;
  /** By user name, or by e-mail or phone number where the pool signs people in by them. */
  find(poolId: string, login: string): Person | undefined;
  /** The empty value deletes. */
  setAttributes(person: Person, changes: Attributes): void;
  remove(person: Person): void;
}

export const createPeople = ({ store, clock }: { readonly store: Store; readonly clock: Clock }): People => {
  const logins = createLogins(store);
  return {
    find: (poolId, login) => logins.find(poolId, login),
    add: (pool, newcomer) => {
      const person = personFrom(pool, newcomer, clock.now());
      logins.assertFree(pool, person);
      store.people.set(person.sub, person);
      logins.take(person);
      return person;
    },
    setAttributes: (person, changes) => {
      logins.release(person);
      const attributes = { ...person.attributes, ...changes, sub: person.sub };
      person.attributes = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
      person.updatedAt = clock.now();
      logins.take(person);
    },
    remove: (person) => {
      logins.release(person);
      store.people.delete(person.sub);
    },
  };
};

const personFrom = (pool: UserPool, newcomer: NewPerson, now: number): Person => {
  const { sub = randomUUID(), username, attributes, status } = newcomer;
  return {
    poolId: pool.id,
    sub,
    username: username ?? sub,
    status,
    enabled: true,
    attributes: { ...attributes, sub },
    groups: [],
    mfaMethods: [],
    identities: [],
    failedAttempts: 0,
    lockedUntil: 0,
    createdAt: now,
    updatedAt: now,
  };
};
