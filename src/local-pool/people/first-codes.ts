import type { Address, FirstFactor, Person, UserPool } from '../base/model.js';
import { autoVerified, verifiedAddressOf } from './auto-verification.js';

/** Where the code of a first factor goes. */
export const firstCodeAddresses = { EMAIL_OTP: 'email', SMS_OTP: 'phone_number' } as const;

/** A first factor that is a code. */
export type FirstCode = keyof typeof firstCodeAddresses;

export const isFirstCode = (factor: string | undefined): factor is FirstCode =>
  factor !== undefined && Object.hasOwn(firstCodeAddresses, factor);

/** The codes that a pool lets a sign-in begin with. */
export const firstCodesOf = ({ firstFactors = [] }: UserPool): readonly FirstCode[] =>
  firstFactors.filter((factor): factor is FirstFactor & FirstCode => isFirstCode(factor));

/** At a verified address; somebody new is at the one whose code confirms them. */
export const isReachable = (pool: UserPool, person: Person, address: Address): boolean =>
  person.attributes[`${address}_verified`] === 'true' ||
  (person.status === 'UNCONFIRMED' && verifiedAddressOf(pool, person) === address);

/** Whether somebody with these attributes can have an account without a password: a code comes to an address that the pool verifies. */
export const needsNoPassword = (pool: UserPool, attributes: Readonly<Record<string, string>>): boolean =>
  firstCodesOf(pool)
    .map((factor) => firstCodeAddresses[factor])
    .some((address) => attributes[address] !== undefined && autoVerified(pool).includes(address));
