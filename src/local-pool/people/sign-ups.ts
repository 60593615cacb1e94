import { invalidParameter, notAuthorized, PoolError } from '../base/errors.js';
import type { Address, Attributes, Client, Person, UserPool } from '../base/model.js';
import { mask, type CodeDelivery, type OneTimeCodes } from './one-time-codes.js';
import { assertPasswordPolicy } from './password-hash.js';
import type { People } from './people.js';
import type { Store } from '../base/store.js';

export interface SignUp {
  /** The e-mail address or phone number where the pool signs people in by them. */
  readonly username: string;
  readonly password: string;
  readonly attributes: Attributes;
}

/** Whether a client hides who has an account. */
export type EnumerationSetting = Pick<Client, 'preventUserExistenceErrors'>;

/** Self-service of people who are not signed in. Every refusal is a PoolError under the API's exception name. */
export interface Accounts {
  /** No delivery where an administrator has to confirm. */
  signUp(
    pool: UserPool,
    signUp: SignUp,
  ): { readonly person: Person; readonly delivery: CodeDelivery | undefined };
  /** `takesAlias` moves the address over from somebody else who signs in with it. */
  confirmSignUp(person: Person, code: string, options?: { readonly takesAlias?: boolean }): void;
  /** Throws InvalidParameterException where no code confirms this person. */
  resendSignUpCode(person: Person): CodeDelivery;
  /** For an unknown person too, as if sent, when the client hides who exists. */
  forgotPassword(client: EnumerationSetting, person: Person | undefined, login: string): CodeDelivery;
  confirmForgotPassword(
    person: Person | undefined,
    options: { readonly code: string; readonly password: string },
  ): void;
}

export const createAccounts = ({
  store,
  people,
  oneTimeCodes,
}: {
  readonly store: Store;
  readonly people: People;
  readonly oneTimeCodes: OneTimeCodes;
}): Accounts => {
  const signUp = (pool: UserPool, { username, password, attributes }: SignUp) => {
    if (!pool.selfSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
    assertPasswordPolicy(password, pool.passwordPolicy);
    const named = namedBy(pool, username);
    const person = people.add(pool, {
      ...named,
      attributes: { ...attributes, ...named.attributes },
      status: 'UNCONFIRMED',
    });
    people.setPassword(person, password);
    const address = verifiedAddressOf(pool, person);
    const delivery = address === undefined ? undefined : oneTimeCodes.send(person, 'sign-up', address);
    return { person, delivery };
  };

  const confirmSignUp = (
    person: Person,
    code: string,
    { takesAlias = false }: { readonly takesAlias?: boolean } = {},
  ): void => {
    if (person.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${person.status}`, 'alreadyConfirmed');
    }
    const attribute = verifiedAddressOf(store.pools.get(person.poolId), person) ?? 'email';
    const given = { purpose: 'sign-up', code, attribute } as const;
    oneTimeCodes.check(person, given);
    freeAlias(person, attribute, takesAlias);
    oneTimeCodes.redeem(person, given);
    person.status = 'CONFIRMED';
    people.setAttributes(person, { [`${attribute}_verified`]: 'true' });
  };

  /** Throws AliasExistsException, after which the code is still good for another try. */
  const freeAlias = (person: Person, attribute: Address, takesAlias: boolean): void => {
    const owner = ownerOfAlias(people, person, person.attributes[attribute] ?? '');
    if (owner === undefined) return;
    if (!takesAlias) {
      throw new PoolError('AliasExistsException', `An account with the ${attribute} already exists.`);
    }
    people.setAttributes(owner, { [`${attribute}_verified`]: 'false' });
  };

  const resendSignUpCode = (person: Person): CodeDelivery => {
    if (person.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
    const address = verifiedAddressOf(store.pools.get(person.poolId), person);
    if (address !== undefined) return oneTimeCodes.send(person, 'sign-up', address);
    throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
  };

  const forgotPassword = (
    client: EnumerationSetting,
    person: Person | undefined,
    login: string,
  ): CodeDelivery => {
    if (person === undefined) {
      if (client.preventUserExistenceErrors) return pretendedDelivery(login);
      throw new PoolError('UserNotFoundException', 'Username/client id combination not found.');
    }
    const attribute = ['email', 'phone_number'].find(
      (name) => person.attributes[`${name}_verified`] === 'true',
    );
    if (attribute !== undefined && person.enabled)
      return oneTimeCodes.send(person, 'forgot-password', attribute);
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
      'noAddress',
    );
  };

  const confirmForgotPassword = (
    person: Person | undefined,
    { code, password }: { readonly code: string; readonly password: string },
  ): void => {
    if (person === undefined) {
      throw new PoolError('CodeMismatchException', 'Invalid verification code provided, please try again.');
    }
    people.assertPassword(person, password);
    const attribute = person.attributes['email_verified'] === 'true' ? 'email' : 'phone_number';
    oneTimeCodes.redeem(person, { purpose: 'forgot-password', code, attribute });
    people.setPassword(person, password);
    if (person.status === 'RESET_REQUIRED' || person.status === 'FORCE_CHANGE_PASSWORD')
      person.status = 'CONFIRMED';
  };

  return { signUp, confirmSignUp, resendSignUpCode, forgotPassword, confirmForgotPassword };
};

/** Where there are both, the code of a sign-up goes to the first. */
const preferredForCodes: readonly Address[] = ['phone_number', 'email'];

/** Whether a code confirms a sign-up: only where the pool verifies an address by itself. Elsewhere an administrator confirms. */
export const isConfirmedByCode = (pool: UserPool): boolean => autoVerified(pool).length > 0;

/** What a code goes to by itself, at a sign-up and when it changes. The phone number comes first. */
export const autoVerified = (pool: UserPool | undefined): readonly Address[] => {
  const names: unknown = pool?.otherSettings?.['AutoVerifiedAttributes'];
  return Array.isArray(names) ? preferredForCodes.filter((address) => names.includes(address)) : [];
};

/** Where the code of a sign-up goes. */
const verifiedAddressOf = (pool: UserPool | undefined, { attributes }: Person): Address | undefined =>
  autoVerified(pool).find((address) => attributes[address] !== undefined);

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

const pretendedDelivery = (login: string): CodeDelivery => {
  const isPhone = login.startsWith('+');
  const destination = mask(isPhone || login.includes('@') ? login : `${login.slice(0, 1)}@e`);
  return { attribute: isPhone ? 'phone_number' : 'email', medium: isPhone ? 'SMS' : 'EMAIL', destination };
};
