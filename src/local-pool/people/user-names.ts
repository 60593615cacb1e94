import { invalidParameter } from '../base/errors.js';
import type { Attributes, Person, UserPool } from '../base/model.js';
import type { People } from './people.js';

/** Where the address is the user name, the user name becomes the sub and the address an attribute. */
export const namedBy = (
  pool: UserPool,
  username: string,
): { readonly username?: string; readonly attributes: Attributes } => {
  if (pool.usernameAttributes.length === 0) {
    assertNoAddress(pool, username);
    return { username, attributes: {} };
  }
  if (pool.usernameAttributes.includes('email') && username.includes('@'))
    return { attributes: { email: username } };
  if (pool.usernameAttributes.includes('phone_number') && username.startsWith('+')) {
    return { attributes: { phone_number: username } };
  }
  const expected = pool.usernameAttributes.includes('email') ? 'an email' : 'a phone number';
  const reason = pool.usernameAttributes.includes('email') ? 'needsEmail' : 'needsPhone';
  throw invalidParameter(`Username should be ${expected}.`, reason);
};

/** Somebody else who signs in with this address. Whoever merely chose it as a user name does not count. */
export const ownerOfAlias = (people: People, person: Person, address: string): Person | undefined => {
  const owner = people.find(person.poolId, address);
  const isAlias = owner !== undefined && owner.username.toLowerCase() !== address.toLowerCase();
  return isAlias && owner.sub !== person.sub ? owner : undefined;
};

/** Where an address is an alias, nobody takes it for a name: whose sign-in would it be? */
const assertNoAddress = ({ aliasAttributes }: UserPool, username: string): void => {
  const format = [
    { alias: 'email', name: 'email', pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/u },
    { alias: 'phone_number', name: 'phone number', pattern: /^\+\d{4,15}$/u },
  ].find(({ alias, pattern }) => aliasAttributes.some((name) => name === alias) && pattern.test(username));
  if (format === undefined) return;
  throw invalidParameter(
    `Username cannot be of ${format.name} format, since user pool is configured for ${format.name} alias.`,
  );
};
