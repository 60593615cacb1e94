import { invalidParameter } from '../../base/errors.js';
import type { PendingChallenge } from '../../base/model.js';
import { assertMayWrite, assertValue } from '../../people/attributes.js';
import { methodsOnOffer } from '../../people/second-factor.js';
import { assertAddressFree } from '../person/change-attributes.js';
import { having, issueTokens, type Attempt } from './attempt.js';
import { askForSentCode, assertSentCode, turnOn } from './second-factor.js';

/**
 * MFA_SETUP answered with `EMAIL`, as Amplify does it: EMAIL_OTP, whose code goes to that address. Throws
 * InvalidParameterException where the pool has no such factor, and for anybody who has another address already:
 * a password alone must not move a verified one.
 */
export const askForMailSetUp = async (attempt: Attempt, given: string): Promise<object> => {
  const { api, client, pool, person } = attempt;
  if (!methodsOnOffer(pool).includes('EMAIL_OTP')) {
    throw invalidParameter('User pool does not have EMAIL_OTP enabled.');
  }
  if (given === '') throw invalidParameter('Missing required parameter EMAIL');
  assertValue('email', given);
  const { email, email_verified: isVerified } = person.attributes;
  const address = email?.toLowerCase() === given.toLowerCase() ? email : given;
  if (isVerified === 'true' && email !== address) {
    throw invalidParameter('EMAIL is not the verified email of the user.');
  }
  if (email !== address) assertMayWrite(client, ['email']);
  assertAddressFree(api, person, 'email', address);
  return askForSentCode(withAddress(attempt, address), {
    name: 'EMAIL_OTP',
    address: 'email',
    data: { addressToProve: address },
  });
};

/** The address of a set-up by mail; undefined for any other code. */
export const addressToProve = ({ data }: PendingChallenge): string | undefined => data['addressToProve'];

/** The right code verifies the address, and makes it the person's second factor. */
export const finishMailSetUp = (
  attempt: Attempt,
  { address, code }: { readonly address: string; readonly code: string },
): Promise<object> => {
  const { api, person } = attempt;
  assertSentCode(withAddress(attempt, address), code, 'email');
  assertAddressFree(api, person, 'email', address);
  api.service.people.setAttributes(person, { email: address, email_verified: 'true' });
  turnOn(person, 'EMAIL_OTP');
  return issueTokens(having(attempt, 'email_otp'));
};

/** The attempt, as if the address were the person's already. */
const withAddress = (attempt: Attempt, email: string): Attempt => ({
  ...attempt,
  person: { ...attempt.person, attributes: { ...attempt.person.attributes, email } },
});
