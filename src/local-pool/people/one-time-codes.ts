import type { Clock } from '../base/clock.js';
import { invalidParameter, PoolError } from '../base/errors.js';
import type { Address, CodePurpose, Person } from '../base/model.js';
import { randomDigits, sameSecret } from '../base/random.js';
import type { Store } from '../base/store.js';
import type { Calling } from '../triggers/events.js';
import type { Messages, MessageSource } from './messages.js';

const hourMs = 3_600_000;
const attempts = 5;
/** How long a code is good for. */
export const codeLifetimeMs: Readonly<Record<CodePurpose, number>> = {
  'sign-up': 24 * hourMs,
  'forgot-password': hourMs,
  'verify-attribute': 24 * hourMs,
  'mfa': 3 * 60_000,
};

/** `CodeDeliveryDetails` in the API: where a code went, masked. */
export interface CodeDelivery {
  readonly attribute: string;
  readonly medium: 'EMAIL' | 'SMS';
  readonly destination: string;
}

/** What a code is for, and on whose behalf it is sent. */
export interface CodeRequest extends Calling {
  readonly purpose: CodePurpose;
  /** Default `email`. */
  readonly attribute?: Address;
  /** As triggers call the message; by the purpose when absent. */
  readonly source?: MessageSource;
}

const usualSource: Readonly<Record<CodePurpose, MessageSource>> = {
  'sign-up': 'SignUp',
  'forgot-password': 'ForgotPassword',
  'verify-attribute': 'VerifyUserAttribute',
  'mfa': 'Authentication',
};

/** Six-digit codes by mail and SMS. A new one for the same purpose replaces the old one. */
export interface OneTimeCodes {
  /** Throws InvalidParameterException when the person has no such address, and what a trigger for messages fails with. */
  send(person: Person, request: CodeRequest): Promise<CodeDelivery>;
  /** Throws CodeMismatchException, ExpiredCodeException or LimitExceededException; a right code stays good. */
  check(person: Person, given: GivenCode): void;
  /** The same, and uses the code up. */
  redeem(person: Person, given: GivenCode): void;
}

export interface GivenCode {
  readonly purpose: CodePurpose;
  readonly code: string;
  /** Default `email`. The code must have gone to the address that the person has there. */
  readonly attribute?: string;
}

export const createOneTimeCodes = (parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly messages: Messages;
}): OneTimeCodes => {
  const { store, clock, messages } = parts;

  const send = async (person: Person, request: CodeRequest): Promise<CodeDelivery> => {
    const { purpose, attribute = 'email', source = usualSource[purpose], ...calling } = request;
    const to = person.attributes[attribute];
    if (to === undefined) {
      throw invalidParameter(
        `Cannot send a code: the user has no ${attribute.replace('_', ' ')}.`,
        'noAddress',
      );
    }
    const code = randomDigits(6);
    const expiresAt = clock.now() + codeLifetimeMs[purpose];
    store.oneTimeCodes.set(keyOf(person, purpose, attribute), {
      code,
      attribute,
      to,
      attemptsLeft: attempts,
      expiresAt,
    });
    await messages.send(person, { ...calling, source, attribute, to, purpose, code });
    return { attribute, medium: attribute === 'phone_number' ? 'SMS' : 'EMAIL', destination: mask(to) };
  };

  const check = (person: Person, { purpose, code, attribute = 'email' }: GivenCode): void => {
    const sent = store.oneTimeCodes.get(keyOf(person, purpose, attribute));
    if (sent === undefined || sent.expiresAt <= clock.now() || sent.to !== person.attributes[attribute]) {
      throw expiredCode();
    }
    if (sent.attemptsLeft <= 0) {
      throw tooManyGuesses();
    }
    if (!sameSecret(sent.code, code)) {
      sent.attemptsLeft -= 1;
      throw wrongCode();
    }
  };

  return {
    send,
    check,
    redeem: (person, given) => {
      check(person, given);
      store.oneTimeCodes.delete(keyOf(person, given.purpose, given.attribute ?? 'email'));
    },
  };
};

export const expiredCode = (): PoolError =>
  new PoolError('ExpiredCodeException', 'Invalid code provided, please request a code again.');

export const tooManyGuesses = (): PoolError =>
  new PoolError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

export const wrongCode = (): PoolError =>
  new PoolError('CodeMismatchException', 'Invalid verification code provided, please try again.');

const keyOf = (person: Person, purpose: CodePurpose, attribute: string): string =>
  `${purpose}/${person.sub}/${attribute}`;

/** `a***@e***` and `+*******0123`, as Cognito masks them. */
const mask = (destination: string): string => {
  const [local = '', host] = destination.split('@');
  if (host !== undefined) return `${local.slice(0, 1)}***@${host.slice(0, 1)}***`;
  return `+${'*'.repeat(Math.max(destination.length - 5, 0))}${destination.slice(-4)}`;
};

/** Where a code for nobody would have gone, so that an answer does not tell nobody from somebody. */
export const pretendedDelivery = (login: string): CodeDelivery => {
  const isPhone = login.startsWith('+');
  const destination = mask(isPhone || login.includes('@') ? login : `${login.slice(0, 1)}@e`);
  return { attribute: isPhone ? 'phone_number' : 'email', medium: isPhone ? 'SMS' : 'EMAIL', destination };
};
