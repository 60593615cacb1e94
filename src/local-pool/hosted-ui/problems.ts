import { invalidParameter, notAuthorized, PoolError } from '../base/errors.js';
import type { Address } from '../base/model.js';

/** What only the forms find wrong. */
export const passwordsDiffer = (): PoolError =>
  invalidParameter('The two passwords are not the same.', 'passwordsDiffer');

/** After a sign-up too, which has worked: the page shows an error all the same, as managed login does. */
export const confirmedByAdministrator = (): PoolError =>
  new PoolError('UserNotConfirmedException', 'User is not confirmed.', 'confirmedByAdministrator');

/** Without it nobody could confirm the sign-up. */
export const needsAddress = (address: Address): PoolError =>
  address === 'email'
    ? invalidParameter('Enter an email address.', 'needsEmail')
    : invalidParameter('Enter a phone number.', 'needsPhone');

export const startOver = (): PoolError => notAuthorized('Something went wrong. Sign in again.', 'startOver');

/** A refusal of the user pools API, for which other languages have one sentence, and the field that it is about if it is one. */
export class BadAttribute extends PoolError {
  readonly attribute: string | undefined;

  constructor({ code, message }: PoolError, attribute?: string) {
    super(code, message, 'badAttribute');
    this.attribute = attribute;
  }
}
