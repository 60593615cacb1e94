import { randomUUID } from 'node:crypto';
import { notAuthorized, PoolError } from '../base/errors.js';
import type { Clock } from '../base/clock.js';
import type { Attributes, Group, Person, PersonStatus, UserPool } from '../base/model.js';
import {
  assertPasswordPolicy,
  assertUnusedPassword,
  hashPassword,
  latestPasswords,
  passwordMatches,
} from './password-hash.js';
import { srpGroup, srpRecord } from './srp.js';
import type { Store } from '../base/store.js';

const lockAfterFailures = 5;
const longestLockMs = 15 * 60_000;

export interface NewPerson {
  /** Chosen by the person where the pool has user names; the sub otherwise. */
  readonly username?: string;
  readonly attributes: Attributes;
  readonly status: PersonStatus;
}

/** The directory of a user pool: hosted UI, user pools API and tests all go through it. */
export interface People {
  /** Throws UsernameExistsException or AliasExistsException. */
  add(pool: UserPool, person: NewPerson): Person;
  /** By user name, or by e-mail or phone number where the pool signs people in by them. */
  find(poolId: string, login: string): Person | undefined;
  setAttributes(person: Person, changes: Attributes): void;
  /** Throws InvalidPasswordException or PasswordHistoryPolicyViolationException when the pool's policy does not allow it. */
  assertPassword(person: Person, password: string): void;
  /** Throws as assertPassword does. A temporary password must be changed at the first sign-in. */
  setPassword(person: Person, password: string, options?: { readonly temporaryUntil?: number }): void;
  /** Throws NotAuthorizedException: wrong password, too many attempts, disabled. Counts failures. */
  checkPassword(person: Person | undefined, password: string): Promise<Person>;
  /** The same for any other proof that somebody knows the password, such as SRP's. */
  checkProof(person: Person | undefined, proves: () => boolean | Promise<boolean>): Promise<Person>;
  remove(person: Person): void;
  /** The group, made when there is none of this name. */
  ensureGroup(poolId: string, name: string): Group;
}

export interface PeopleOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** scrypt N. */
  readonly passwordCost: number;
}

export const createPeople = ({ store, clock, passwordCost }: PeopleOptions): People => {
  const index = (person: Person): void => {
    for (const login of loginsOf(store, person)) {
      if (!store.logins.has(login)) store.logins.set(login, person.sub);
    }
  };

  const unindex = (person: Person): void => {
    for (const login of loginsOf(store, person)) {
      if (store.logins.get(login) === person.sub) store.logins.delete(login);
    }
  };

  const add = (pool: UserPool, { username, attributes, status }: NewPerson): Person => {
    const now = clock.now();
    const sub = randomUUID();
    const person: Person = {
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
    assertFree(store, pool, person);
    store.people.set(sub, person);
    index(person);
    return person;
  };

  const setAttributes = (person: Person, changes: Attributes): void => {
    unindex(person);
    const attributes = { ...person.attributes, ...changes, sub: person.sub };
    person.attributes = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
    person.updatedAt = clock.now();
    index(person);
  };

  const assertPassword = (person: Person, password: string): void => {
    const policy = store.pools.get(person.poolId)?.passwordPolicy;
    if (policy === undefined) return;
    assertPasswordPolicy(password, policy);
    assertUnusedPassword(password, latestPasswords(person, policy.historySize));
  };

  const setPassword = (
    person: Person,
    password: string,
    { temporaryUntil }: { readonly temporaryUntil?: number } = {},
  ): void => {
    assertPassword(person, password);
    remember(person);
    const srp = srpRecord({ group: srpGroup(person.poolId), name: person.username }, password);
    const record = { ...hashPassword(password, passwordCost), srp };
    person.password = temporaryUntil === undefined ? record : { ...record, temporaryUntil };
    person.failedAttempts = 0;
    person.lockedUntil = 0;
    person.updatedAt = clock.now();
  };

  /** Keeps what is still needed of the present password, for a pool that lets nobody use it again. */
  const remember = (person: Person): void => {
    const { historySize } = store.pools.get(person.poolId)?.passwordPolicy ?? {};
    const kept = latestPasswords(person, historySize).map(({ salt, hash, cost }) => ({ salt, hash, cost }));
    if (kept.length > 0) person.previousPasswords = kept;
    else delete person.previousPasswords;
  };

  const checkPassword = (person: Person | undefined, password: string): Promise<Person> =>
    checkProof(person, () => passwordMatches(password, person?.password, passwordCost));

  const checkProof = async (
    person: Person | undefined,
    proves: () => boolean | Promise<boolean>,
  ): Promise<Person> => {
    const now = clock.now();
    if (person !== undefined && person.lockedUntil > now)
      throw notAuthorized('Password attempts exceeded', 'locked');
    const matches = await proves();
    if (person === undefined) throw notAuthorized('Incorrect username or password.', 'wrongPassword');
    if (!matches) {
      recordFailure(person, now);
      throw notAuthorized('Incorrect username or password.', 'wrongPassword');
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

  const ensureGroup = (poolId: string, name: string): Group => {
    const now = clock.now();
    const group = store.groups.get(`${poolId}/${name}`) ?? { name, poolId, createdAt: now, updatedAt: now };
    store.groups.set(`${poolId}/${name}`, group);
    return group;
  };

  return {
    add,
    ensureGroup,
    find: (poolId, login) => {
      const sub = store.logins.get(loginKey(poolId, login));
      return sub === undefined ? undefined : store.people.get(sub);
    },
    setAttributes,
    assertPassword,
    setPassword,
    checkPassword,
    checkProof,
    remove: (person) => {
      unindex(person);
      store.people.delete(person.sub);
    },
  };
};

/** After five failures each further one doubles the wait, from one second to a quarter of an hour. */
const recordFailure = (person: Person, now: number): void => {
  person.failedAttempts += 1;
  const beyond = person.failedAttempts - lockAfterFailures;
  if (beyond >= 0) person.lockedUntil = now + Math.min(1000 * 2 ** beyond, longestLockMs);
};

const loginKey = (poolId: string, login: string): string => `${poolId}/${login.toLowerCase()}`;

/** People of another provider sign in there: their address may be somebody's user name here. */
const loginsOf = (store: Store, person: Person): string[] => {
  if (person.status === 'EXTERNAL_PROVIDER') return [loginKey(person.poolId, person.username)];
  const pool = store.pools.get(person.poolId);
  const aliases = [
    ...(pool?.usernameAttributes ?? []),
    ...(pool?.aliasAttributes ?? []).filter((alias) => isGoodAlias(person, alias)),
  ];
  const values = aliases.map((name) => person.attributes[name]).filter((value) => value !== undefined);
  return [person.username, ...values].map((login) => loginKey(person.poolId, login));
};

/** An address is an alias once it is verified; several people may wait for the same one. */
const isGoodAlias = ({ attributes }: Person, alias: string): boolean =>
  alias === 'preferred_username' || attributes[`${alias}_verified`] === 'true';

const assertFree = (store: Store, pool: UserPool, person: Person): void => {
  if (!loginsOf(store, person).some((login) => store.logins.has(login))) return;
  const alias = pool.usernameAttributes[0]?.replace('_', ' ');
  throw new PoolError(
    'UsernameExistsException',
    alias === undefined ? 'User already exists' : `An account with the given ${alias} already exists.`,
  );
};
