import { PoolError } from '../base/errors.js';
import type { Person, UserPool } from '../base/model.js';
import type { Store } from '../base/store.js';

/** The names that people sign in with. Whoever changes a name or an address releases the old ones first. */
export interface Logins {
  /** By user name, or by e-mail or phone number where the pool signs people in by them. */
  find(poolId: string, login: string): Person | undefined;
  /** Throws UsernameExistsException when one of the person's names is somebody's already. */
  assertFree(pool: UserPool, person: Person): void;
  /** Names that nobody has become the person's. */
  take(person: Person): void;
  release(person: Person): void;
}

export const createLogins = (store: Store): Logins => ({
  find: (poolId, login) => {
    const sub = store.logins.get(keyIn(store.pools.get(poolId), login));
    return sub === undefined ? undefined : store.people.get(sub);
  },
  assertFree: (pool, person) => {
    if (!loginsOf(store, person).some((login) => store.logins.has(login))) return;
    const alias = pool.usernameAttributes[0]?.replace('_', ' ');
    throw new PoolError(
      'UsernameExistsException',
      alias === undefined ? 'User already exists' : `An account with the given ${alias} already exists.`,
    );
  },
  take: (person) => {
    for (const login of loginsOf(store, person)) {
      if (!store.logins.has(login)) store.logins.set(login, person.sub);
    }
  },
  release: (person) => {
    for (const login of loginsOf(store, person)) {
      if (store.logins.get(login) === person.sub) store.logins.delete(login);
    }
  },
});

const keyIn = (pool: UserPool | undefined, login: string): string =>
  `${pool?.id}/${pool?.caseSensitive === true ? login : login.toLowerCase()}`;

/** People of another provider sign in there: their address may be somebody's user name here. */
const loginsOf = (store: Store, person: Person): string[] => {
  const pool = store.pools.get(person.poolId);
  if (person.status === 'EXTERNAL_PROVIDER') return [keyIn(pool, person.username)];
  const aliases = [
    ...(pool?.usernameAttributes ?? []),
    ...(pool?.aliasAttributes ?? []).filter((alias) => isGoodAlias(person, alias)),
  ];
  const values = aliases.map((name) => person.attributes[name]).filter((value) => value !== undefined);
  return [person.username, ...values].map((login) => keyIn(pool, login));
};

/** An address is an alias once it is verified; several people may wait for the same one. */
const isGoodAlias = ({ attributes }: Person, alias: string): boolean =>
  alias === 'preferred_username' || attributes[`${alias}_verified`] === 'true';
