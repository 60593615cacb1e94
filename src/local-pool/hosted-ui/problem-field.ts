import type { PoolError, PoolErrorReason } from '../base/errors.js';
import { BadAttribute } from './problems.js';

/** The field that a refusal is about, by its name in the form: there the page says it, and puts the cursor. */
export const problemField = (error: PoolError, form: URLSearchParams): string | undefined => {
  const field =
    error instanceof BadAttribute
      ? error.attribute
      : ((error.reason && fieldOfReason[error.reason]) ?? fieldOfCode[error.code]);
  return field !== undefined && form.has(field) ? field : undefined;
};

const fieldOfReason: Readonly<Partial<Record<PoolErrorReason, string>>> = {
  wrongPassword: 'password',
  passwordsDiffer: 'passwordConfirmation',
  needsEmail: 'email',
  needsPhone: 'phone_number',
  usedCode: 'code',
  disabled: 'username',
};

const fieldOfCode: Readonly<Partial<Record<string, string>>> = {
  UserNotFoundException: 'username',
  UsernameExistsException: 'username',
  AliasExistsException: 'username',
  CodeMismatchException: 'code',
  ExpiredCodeException: 'code',
  InvalidPasswordException: 'password',
  PasswordHistoryPolicyViolationException: 'password',
};
