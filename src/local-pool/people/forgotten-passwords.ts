import { invalidParameter, PoolError } from '../base/errors.js';
import type { Client, Person } from '../base/model.js';
import { pretendedDelivery, type CodeDelivery, type OneTimeCodes } from './one-time-codes.js';
import type { Passwords } from './passwords.js';

/** Whether a client hides who has an account. */
export type EnumerationSetting = Pick<Client, 'preventUserExistenceErrors'>;

/** A new password by a code, for people who are not signed in. Refusals are PoolErrors under the API's exception names. */
export interface ForgottenPasswords {
  /** To the verified address. Throws InvalidParameterException where there is none, and for somebody disabled. */
  sendCode(person: Person): CodeDelivery;
  /** The same for whoever a name belongs to: for nobody it looks sent, or throws UserNotFoundException, as the client says. */
  sendCodeTo(client: EnumerationSetting, person: Person | undefined, login: string): CodeDelivery;
  reset(person: Person | undefined, options: { readonly code: string; readonly password: string }): void;
}

export const createForgottenPasswords = ({
  passwords,
  oneTimeCodes,
}: {
  readonly passwords: Passwords;
  readonly oneTimeCodes: OneTimeCodes;
}): ForgottenPasswords => {
  const sendCode = (person: Person): CodeDelivery => {
    const attribute = ['email', 'phone_number'].find(
      (name) => person.attributes[`${name}_verified`] === 'true',
    );
    if (attribute !== undefined && person.enabled) {
      return oneTimeCodes.send(person, 'forgot-password', attribute);
    }
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
      'noAddress',
    );
  };

  return {
    sendCode,
    sendCodeTo: ({ preventUserExistenceErrors }, person, login) => {
      if (person !== undefined) return sendCode(person);
      if (preventUserExistenceErrors) return pretendedDelivery(login);
      throw new PoolError('UserNotFoundException', 'Username/client id combination not found.');
    },
    reset: (person, { code, password }) => {
      if (person === undefined) {
        throw new PoolError('CodeMismatchException', 'Invalid verification code provided, please try again.');
      }
      passwords.assertAllowed(person, password);
      const attribute = person.attributes['email_verified'] === 'true' ? 'email' : 'phone_number';
      oneTimeCodes.redeem(person, { purpose: 'forgot-password', code, attribute });
      passwords.set(person, password);
      if (person.status === 'RESET_REQUIRED' || person.status === 'FORCE_CHANGE_PASSWORD') {
        person.status = 'CONFIRMED';
      }
    },
  };
};
