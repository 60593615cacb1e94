import { invalidParameter, notAuthorized, PoolError } from '../base/errors.js';
import type { Address, Attributes, Person, UserPool } from '../base/model.js';
import type { Store } from '../base/store.js';
import { verifiedAddressOf } from './auto-verification.js';
import type { CodeDelivery, OneTimeCodes } from './one-time-codes.js';
import { assertPasswordPolicy } from './password-policy.js';
import type { Passwords } from './passwords.js';
import type { People } from './people.js';
import { namedBy, ownerOfAlias } from './user-names.js';

export interface SignUp {
  /** The e-mail address or phone number where the pool signs people in by them. */
  readonly username: string;
  readonly password: string;
  readonly attributes: Attributes;
}

/** People who make an account for themselves. Every refusal is a PoolError under the API's exception name. */
export interface SignUps {
  /** No delivery where an administrator has to confirm. */
  begin(
    pool: UserPool,
    signUp: SignUp,
  ): { readonly person: Person; readonly delivery: CodeDelivery | undefined };
  /** `takesAlias` moves the address over from somebody else who signs in with it. */
  confirm(person: Person, code: string, options?: { readonly takesAlias?: boolean }): void;
  /** Throws InvalidParameterException where no code confirms this person. */
  resendCode(person: Person): CodeDelivery;
}

export const createSignUps = ({
  store,
  people,
  passwords,
  oneTimeCodes,
}: {
  readonly store: Store;
  readonly people: People;
  readonly passwords: Passwords;
  readonly oneTimeCodes: OneTimeCodes;
}): SignUps => {
  const begin = (pool: UserPool, { username, password, attributes }: SignUp) => {
    if (!pool.selfSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
    assertPasswordPolicy(password, pool.passwordPolicy);
    const named = namedBy(pool, username);
    const person = people.add(pool, {
      ...named,
      attributes: { ...attributes, ...named.attributes },
      status: 'UNCONFIRMED',
    });
    passwords.set(person, password);
    const address = verifiedAddressOf(pool, person);
    const delivery = address === undefined ? undefined : oneTimeCodes.send(person, 'sign-up', address);
    return { person, delivery };
  };

  const confirm = (
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

  const resendCode = (person: Person): CodeDelivery => {
    if (person.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
    const address = verifiedAddressOf(store.pools.get(person.poolId), person);
    if (address !== undefined) return oneTimeCodes.send(person, 'sign-up', address);
    throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
  };

  return { begin, confirm, resendCode };
};
