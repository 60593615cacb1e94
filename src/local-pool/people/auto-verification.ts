import type { Address, Person, UserPool } from '../base/model.js';

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
export const verifiedAddressOf = (pool: UserPool | undefined, { attributes }: Person): Address | undefined =>
  autoVerified(pool).find((address) => attributes[address] !== undefined);
