import { PoolError } from '../../base/errors.js';
import type { Person } from '../../base/model.js';
import { needsNewPassword } from '../../people/challenges.js';
import { missingAttributes } from '../../people/schema.js';
import { challenge, issueTokens, type Attempt } from './attempt.js';
import { sparesSecondFactor } from './devices.js';
import { challengeForSecondFactor } from './second-factor.js';

/** What follows a right password: a challenge, or the tokens. Throws for people who may not go on. */
export const answerAfterPassword = async (attempt: Attempt): Promise<object> => {
  const { person } = attempt;
  assertMayGoOn(person);
  if (!needsNewPassword(person)) return answerWithSecondFactor(attempt);
  return askForNewPassword(attempt);
};

/** `data` is what the sign-in keeps until the answer. */
export const askForNewPassword = (attempt: Attempt, data: Record<string, string> = {}): object => {
  const { sub: _sub, ...attributes } = attempt.person.attributes;
  const missing = missingAttributes(attempt.pool, attributes).map((name) => `userAttributes.${name}`);
  return challenge(attempt, {
    name: 'NEW_PASSWORD_REQUIRED',
    parameters: {
      requiredAttributes: JSON.stringify(missing),
      userAttributes: JSON.stringify(attributes),
    },
    data,
  });
};

/** A mailed code or a passkey is the whole sign-in: where a second factor is asked for, neither was offered. */
export const answerAfterOnlyFactor = async (attempt: Attempt): Promise<object> => {
  assertMayGoOn(attempt.person);
  return issueTokens(attempt);
};

const assertMayGoOn = (person: Person): void => {
  if (person.status === 'UNCONFIRMED') {
    throw new PoolError('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (person.status === 'RESET_REQUIRED') {
    throw new PoolError('PasswordResetRequiredException', 'Password reset required for the user');
  }
};

/** The second factor, where there is one to ask for. */
export const answerWithSecondFactor = async (attempt: Attempt): Promise<object> => {
  if (attempt.pool.mfa !== 'OFF' && sparesSecondFactor(attempt)) {
    return challenge(attempt, {
      name: 'DEVICE_SRP_AUTH',
      parameters: { DEVICE_KEY: attempt.deviceKey ?? '' },
    });
  }
  return challengeForSecondFactor(attempt);
};
