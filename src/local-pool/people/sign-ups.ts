import { randomUUID } from 'node:crypto';
import { invalidParameter, notAuthorized, PoolError } from '../base/errors.js';
import type { Address, Attributes, Person, UserPool } from '../base/model.js';
import type { Store } from '../base/store.js';
import type { Calling, Metadata } from '../triggers/events.js';
import type { Triggers } from '../triggers/triggers.js';
import { addressNames } from './attributes.js';
import { verifiedAddressOf } from './auto-verification.js';
import { runPostConfirmation } from './confirmation.js';
import { needsNoPassword } from './first-codes.js';
import type { CodeDelivery, OneTimeCodes } from './one-time-codes.js';
import { assertPasswordPolicy } from './password-policy.js';
import { runPreSignUp } from './pre-sign-up.js';
import type { Passwords } from './passwords.js';
import type { People } from './people.js';
import { namedBy, ownerOfAlias } from './user-names.js';

export interface SignUp extends Calling {
  /** The e-mail address or phone number where the pool signs people in by them. */
  readonly username: string;
  /** undefined where a mailed code will do; throws InvalidPasswordException where it will not. */
  readonly password: string | undefined;
  readonly attributes: Attributes;
  /** For the trigger before the sign-up alone. */
  readonly validationData?: Metadata | undefined;
}

export interface Confirmation extends Calling {
  readonly code: string;
  /** Moves the address over from somebody else who signs in with it. */
  readonly takesAlias?: boolean;
}

/** People who make an account for themselves. Every refusal is a PoolError under the API's exception name. */
export interface SignUps {
  /** No delivery where an administrator has to confirm, and where a trigger has done it already: see the status. */
  begin(
    pool: UserPool,
    signUp: SignUp,
  ): Promise<{ readonly person: Person; readonly delivery: CodeDelivery | undefined }>;
  /** What the trigger after it fails with is thrown once the person is confirmed. */
  confirm(person: Person, confirmation: Confirmation): Promise<void>;
  /** The same by an administrator, who needs no code. */
  confirmByAdministrator(person: Person, calling: Calling): Promise<void>;
  /** The same for somebody new whose first code was right; nothing for anybody else. Throws AliasExistsException. */
  confirmByFirstCode(person: Person, confirmation: Calling & { readonly address: Address }): Promise<void>;
  /** Throws InvalidParameterException where no code confirms this person. */
  resendCode(person: Person, calling: Calling): Promise<CodeDelivery>;
}

export const createSignUps = ({
  store,
  people,
  passwords,
  oneTimeCodes,
  triggers,
}: {
  readonly store: Store;
  readonly people: People;
  readonly passwords: Passwords;
  readonly oneTimeCodes: OneTimeCodes;
  readonly triggers: Triggers;
}): SignUps => {
  const begin: SignUps['begin'] = async (pool, signUp) => {
    if (!pool.selfSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
    const { username, password, attributes: given, validationData, ...calling } = signUp;
    const named = namedBy(pool, username);
    const attributes = { ...given, ...named.attributes };
    if (password !== undefined || !needsNoPassword(pool, attributes)) {
      assertPasswordPolicy(password ?? '', pool.passwordPolicy);
    }
    const sub = randomUUID();
    const userName = named.username ?? sub;
    const newcomer = { ...calling, source: 'SignUp', userName, attributes, validationData } as const;
    const { confirms, verified } = await runPreSignUp(triggers, pool, newcomer);
    const person = people.add(pool, { ...named, sub, attributes, status: 'UNCONFIRMED' });
    if (password !== undefined) passwords.set(person, password);
    vouchFor(person, verified);
    if (confirms) {
      person.status = 'CONFIRMED';
      await runPostConfirmation({ store, triggers }, person, { ...calling, source: 'ConfirmSignUp' });
      return { person, delivery: undefined };
    }
    const address = verifiedAddressOf(pool, person);
    if (address === undefined) return { person, delivery: undefined };
    const code = { ...calling, purpose: 'sign-up', attribute: address } as const;
    return { person, delivery: await oneTimeCodes.send(person, code) };
  };

  /** An address that a trigger vouches for leaves whoever signed in with it before, and is unverified there. */
  const vouchFor = (person: Person, verified: Attributes): void => {
    if (Object.keys(verified).length === 0) return;
    for (const address of addressNames.filter((name) => verified[`${name}_verified`] === 'true')) {
      const owner = ownerOfAlias(people, person, person.attributes[address] ?? '');
      if (owner !== undefined) people.setAttributes(owner, { [`${address}_verified`]: 'false' });
    }
    people.setAttributes(person, verified);
  };

  const confirm: SignUps['confirm'] = async (person, { code, takesAlias = false, ...calling }) => {
    assertUnconfirmed(person);
    const attribute = verifiedAddressOf(store.pools.get(person.poolId), person) ?? 'email';
    const given = { purpose: 'sign-up', code, attribute } as const;
    oneTimeCodes.check(person, given);
    freeAlias(person, attribute, takesAlias);
    oneTimeCodes.redeem(person, given);
    await confirmAt(person, attribute, calling);
  };

  const confirmAt = async (person: Person, address: Address, calling: Calling): Promise<void> => {
    person.status = 'CONFIRMED';
    people.setAttributes(person, { [`${address}_verified`]: 'true' });
    await runPostConfirmation({ store, triggers }, person, { ...calling, source: 'ConfirmSignUp' });
  };

  const confirmByFirstCode: SignUps['confirmByFirstCode'] = async (person, { address, ...calling }) => {
    if (person.status !== 'UNCONFIRMED') return;
    freeAlias(person, address, false);
    await confirmAt(person, address, calling);
  };

  const confirmByAdministrator: SignUps['confirmByAdministrator'] = async (person, calling) => {
    assertUnconfirmed(person);
    person.status = 'CONFIRMED';
    await runPostConfirmation({ store, triggers }, person, { ...calling, source: 'ConfirmSignUp' });
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

  const resendCode: SignUps['resendCode'] = async (person, calling) => {
    if (person.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
    const address = verifiedAddressOf(store.pools.get(person.poolId), person);
    if (address !== undefined) {
      const source = 'ResendCode';
      return oneTimeCodes.send(person, { ...calling, purpose: 'sign-up', attribute: address, source });
    }
    throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
  };

  return { begin, confirm, confirmByAdministrator, confirmByFirstCode, resendCode };
};

const assertUnconfirmed = ({ status }: Person): void => {
  if (status === 'UNCONFIRMED') return;
  throw notAuthorized(`User cannot be confirmed. Current status is ${status}`, 'alreadyConfirmed');
};
