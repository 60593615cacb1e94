import type { Meaning } from './meaning.js';
import { meanings } from './refusals.js';

interface Case extends Meaning {
  readonly exception: string;
  readonly says: RegExp;
}

// Where one exception stands for many things, the message tells them apart. First fit.
const cases: readonly Case[] = [
  {
    exception: 'NotAuthorizedException',
    says: /required scopes/i,
    sentence: 'This sign-in may not change your account: it lacks the scope aws.cognito.signin.user.admin.',
    fault: 'forbidden',
  },
  {
    exception: 'NotAuthorizedException',
    says: /access token|user is disabled|user is not enabled/i,
    sentence: 'The user pool has ended this sign-in.',
    fault: 'not_signed_in',
  },
  {
    exception: 'NotAuthorizedException',
    says: /incorrect username or password/i,
    sentence: 'That is not your present password.',
    field: 'currentPassword',
  },
  {
    exception: 'NotAuthorizedException',
    says: /attempts? (?:limit )?exceeded/i,
    sentence: 'A wrong password was typed too often. Wait a while, and try again.',
    field: 'currentPassword',
  },
  {
    exception: 'NotAuthorizedException',
    says: /unauthorized attribute/i,
    sentence: 'This app may not change one of these. Ask the people who run this site.',
  },
  {
    exception: 'NotAuthorizedException',
    says: /password cannot be changed/i,
    sentence: 'Your password is kept by the account that you sign in with, and is changed there.',
  },
  {
    exception: 'InvalidParameterException',
    says: /verified software token/i,
    sentence: 'Set up an authenticator app first.',
  },
  {
    exception: 'InvalidParameterException',
    says: /delivery config/i,
    sentence: 'Codes need a verified address to go to. Add it to your profile, and confirm it.',
  },
  {
    exception: 'InvalidParameterException',
    says: /does not have \w+ enabled|mfa/i,
    sentence: 'This user pool does not offer that second factor.',
  },
  {
    exception: 'InvalidParameterException',
    says: /phone/i,
    sentence:
      'Type the number with its country code and nothing but digits after the plus sign: +4915112345678.',
    field: 'address',
  },
  {
    exception: 'InvalidParameterException',
    says: /email/i,
    sentence: 'The user pool does not take this as an email address.',
    field: 'address',
  },
  {
    exception: 'InvalidParameterException',
    says: /password.*length greater than/i,
    sentence: 'The new password is too short.',
    field: 'newPassword',
  },
  {
    exception: 'InvalidParameterException',
    says: /password/i,
    sentence: 'The user pool does not take this as a password. It must not begin or end with a blank.',
    field: 'newPassword',
  },
  {
    exception: 'InvalidParameterException',
    says: /code/i,
    sentence: 'A code has digits only. Type it as it stands in the message or in the app.',
    field: 'code',
  },
  {
    exception: 'InvalidPasswordException',
    says: /not long enough/i,
    sentence: 'The new password is too short.',
    field: 'newPassword',
  },
  {
    exception: 'InvalidPasswordException',
    says: /too long/i,
    sentence: 'The new password is too long: 256 characters are the most.',
    field: 'newPassword',
  },
  {
    exception: 'InvalidPasswordException',
    says: /lowercase/i,
    sentence: 'The new password needs a lower case letter.',
    field: 'newPassword',
  },
  {
    exception: 'InvalidPasswordException',
    says: /uppercase/i,
    sentence: 'The new password needs an upper case letter.',
    field: 'newPassword',
  },
  {
    exception: 'InvalidPasswordException',
    says: /numeric/i,
    sentence: 'The new password needs a digit.',
    field: 'newPassword',
  },
  {
    exception: 'InvalidPasswordException',
    says: /symbol/i,
    sentence: 'The new password needs a symbol, such as - or !.',
    field: 'newPassword',
  },
  {
    exception: 'InvalidPasswordException',
    says: /previously used|history/i,
    sentence: 'You have had this password before. Take one that you have not used yet.',
    field: 'newPassword',
  },
];

/** What an exception means, by its name and, where that stands for many things, its message. `undefined`: it is not known. */
export const meaningOf = (exception: string, message: string): Meaning | undefined => {
  if (!Object.hasOwn(meanings, exception)) return undefined;
  return (
    schemaMeaning(exception, message) ??
    cases.find((one) => one.exception === exception && one.says.test(message)) ??
    meanings[exception]
  );
};

// `Attributes did not conform to the schema: birthdate: …`
const schemaMeaning = (exception: string, message: string): Meaning | undefined => {
  const attribute = /did not conform to the schema: ([\w:]+):/.exec(message)?.[1];
  if (exception !== 'InvalidParameterException' || attribute === undefined) return undefined;
  return { sentence: sentenceOfSchema(message), field: attribute };
};

const sentenceOfSchema = (message: string): string => {
  if (/required/i.test(message)) return 'The user pool needs this: it cannot be left empty.';
  if (/longer than|shorter than|length/i.test(message))
    return 'This is longer or shorter than the user pool takes.';
  if (/YYYY-MM-DD/i.test(message)) return 'Type the date as year, month and day: 1815-12-10.';
  return 'The user pool does not take this value here.';
};
