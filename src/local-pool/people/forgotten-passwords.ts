import { invalidParameter, PoolError } from '../base/errors.js';
import type { Client, Person } from '../base/model.js';
import type { Store } from '../base/store.js';
import type { Calling } from '../triggers/events.js';
import type { Triggers } from '../triggers/triggers.js';
import { addressNames } from './attributes.js';
import { runPostConfirmation } from './confirmation.js';
import {
  pretendedDelivery,
  type CodeDelivery,
  type CodeRequest,
  type OneTimeCodes,
} from './one-time-codes.js';
import type { Passwords } from './passwords.js';

/** The client says whether it hides who has an account. */
export type CallingClient = Calling & { readonly client: Client };

export interface Reset extends Calling {
  readonly code: string;
  readonly password: string;
}

/** A new password by a code, for people who are not signed in. Refusals are PoolErrors under the API's exception names. */
export interface ForgottenPasswords {
  /** To the verified address. Throws InvalidParameterException where there is none, and for somebody disabled. */
  sendCode(person: Person, calling: Calling & Pick<CodeRequest, 'source'>): Promise<CodeDelivery>;
  /** The same for whoever a name belongs to: for nobody it looks sent, or throws UserNotFoundException, as the client says. */
  sendCodeTo(person: Person | undefined, login: string, calling: CallingClient): Promise<CodeDelivery>;
  /** What the trigger after it fails with is thrown once the password is the new one. */
  reset(person: Person | undefined, options: Reset): Promise<void>;
}

export const createForgottenPasswords = ({
  store,
  passwords,
  oneTimeCodes,
  triggers,
}: {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly oneTimeCodes: OneTimeCodes;
  readonly triggers: Triggers;
}): ForgottenPasswords => {
  const sendCode: ForgottenPasswords['sendCode'] = async (person, calling) => {
    const attribute = addressNames.find((name) => person.attributes[`${name}_verified`] === 'true');
    if (attribute !== undefined && person.enabled) {
      return oneTimeCodes.send(person, { ...calling, purpose: 'forgot-password', attribute });
    }
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
      'noAddress',
    );
  };

  return {
    sendCode,
    sendCodeTo: async (person, login, calling) => {
      if (person !== undefined) return sendCode(person, calling);
      if (calling.client.preventUserExistenceErrors) return pretendedDelivery(login);
      throw new PoolError('UserNotFoundException', 'Username/client id combination not found.');
    },
    reset: async (person, { code, password, ...calling }) => {
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
      await runPostConfirmation({ store, triggers }, person, { ...calling, source: 'ConfirmForgotPassword' });
    },
  };
};
