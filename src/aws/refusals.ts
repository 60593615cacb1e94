import type { Meaning } from './meaning.js';

/**
 * Every exception that the calls of `user-pools-api.ts` declare. A test holds it against the SDK's own declarations. Words of the pool itself are never shown: some carry what was sent.
 */
export const meanings: Readonly<Record<string, Meaning>> = {
  AliasExistsException: {
    sentence:
      'Another account signs in with this address already. Use another one, or sign in to that account.',
    field: 'address',
  },
  CodeDeliveryFailureException: {
    sentence:
      'The code could not be sent there. See that the address is right and can receive messages, and try again.',
    field: 'address',
  },
  CodeMismatchException: {
    sentence: 'That is not the code. Use the newest one that you have, and type it as it stands there.',
    field: 'code',
  },
  ConcurrentModificationException: {
    sentence: 'Something else was changing your account at the same moment. Try again.',
  },
  EnableSoftwareTokenMFAException: {
    sentence:
      'That is not the code that the app should show now. Wait for the next one, and see that the clock of your device is right.',
    field: 'code',
  },
  ExpiredCodeException: {
    sentence: 'That code is too old, or was used already. Have another one sent.',
    field: 'code',
  },
  ForbiddenException: {
    sentence:
      'The firewall of the user pool did not let this through. Try again later or from another network; if it stays so, tell the people who run this site.',
    isPoolsFault: true,
  },
  InternalErrorException: {
    sentence: 'The user pool met a problem of its own. Try again in a moment.',
    fault: 'pool_unreachable',
  },
  InvalidEmailRoleAccessPolicyException: {
    sentence: 'The user pool may not send email just now. The people who run this site have to mend that.',
    isPoolsFault: true,
  },
  InvalidLambdaResponseException: {
    sentence:
      'A step that was added to this user pool gave no usable answer. The people who run this site have to mend that.',
    isPoolsFault: true,
  },
  InvalidParameterException: {
    sentence: 'The user pool does not take one of these values. Look at them again.',
  },
  InvalidPasswordException: {
    sentence: 'The new password does not keep to the rules of this user pool.',
    field: 'newPassword',
  },
  InvalidSmsRoleAccessPolicyException: {
    sentence:
      'The user pool may not send text messages just now. The people who run this site have to mend that.',
    isPoolsFault: true,
  },
  InvalidSmsRoleTrustRelationshipException: {
    sentence:
      'The user pool may not send text messages just now. The people who run this site have to mend that.',
    isPoolsFault: true,
  },
  InvalidUserPoolConfigurationException: {
    sentence: 'The user pool is not set up for this. The people who run this site have to mend that.',
    isPoolsFault: true,
  },
  LimitExceededException: {
    sentence: 'That was tried too often. Wait an hour, and try again.',
  },
  NotAuthorizedException: {
    sentence: 'The user pool does not allow this for your account.',
  },
  OperationNotEnabledException: {
    sentence: 'This is turned off in the user pool.',
  },
  PasswordHistoryPolicyViolationException: {
    sentence: 'You have had this password before. Take one that you have not used yet.',
    field: 'newPassword',
  },
  PasswordResetRequiredException: {
    sentence:
      'Your password has to be reset before anything else. Sign out, and choose “Forgot your password?” on the sign-in page.',
  },
  ResourceNotFoundException: {
    sentence: 'It is not there any more.',
  },
  SoftwareTokenMFANotFoundException: {
    sentence: 'This user pool does not take authenticator apps.',
  },
  TooManyRequestsException: {
    sentence: 'The user pool has too much to do just now. Try again in a moment.',
    fault: 'pool_unreachable',
  },
  UnexpectedLambdaException: {
    sentence:
      'A step that was added to this user pool failed. The people who run this site have to mend that.',
    isPoolsFault: true,
  },
  UserLambdaValidationException: {
    sentence: 'A check that was added to this user pool refused it. Ask the people who run this site.',
  },
  UserNotConfirmedException: {
    sentence:
      'Your account has not been confirmed yet. Sign out and in again: the sign-in page asks for the code.',
  },
  UserNotFoundException: {
    sentence: 'Your account is not there any more.',
    fault: 'not_signed_in',
  },
  WebAuthnConfigurationMissingException: {
    sentence: 'This user pool is not ready for passkeys. The people who run this site have to mend that.',
    isPoolsFault: true,
  },
  WebAuthnNotEnabledException: {
    sentence: 'This user pool has no passkeys.',
  },
};
