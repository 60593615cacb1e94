import { PoolError } from '../base/errors.js';
import type { PasswordPolicy } from '../base/model.js';

export const defaultPasswordPolicy: PasswordPolicy = {
  minimumLength: 8,
  lowercase: true,
  uppercase: true,
  numbers: true,
  symbols: true,
};

/** Throws InvalidPasswordException, worded as Cognito words it, at the first rule that is broken. */
export const assertPasswordPolicy = (password: string, policy: PasswordPolicy): void => {
  const broken = [
    [password.length < policy.minimumLength, 'Password not long enough'],
    [password.length > 256, 'Password is too long'],
    [policy.lowercase && !/[a-z]/u.test(password), 'Password must have lowercase characters'],
    [policy.uppercase && !/[A-Z]/u.test(password), 'Password must have uppercase characters'],
    [policy.numbers && !/\d/u.test(password), 'Password must have numeric characters'],
    [policy.symbols && !/[^A-Za-z0-9\s]/u.test(password), 'Password must have symbol characters'],
  ].find(([isBroken]) => isBroken === true);
  if (broken === undefined) return;
  throw new PoolError(
    'InvalidPasswordException',
    `Password did not conform with policy: ${String(broken[1])}`,
  );
};

/** What a password must have, for whoever writes one into a file. */
export const policyInWords = (policy: PasswordPolicy): string => {
  const kinds = [
    policy.lowercase ? 'lower case letters' : '',
    policy.uppercase ? 'upper case letters' : '',
    policy.numbers ? 'numbers' : '',
    policy.symbols ? 'symbols' : '',
  ].filter((kind) => kind !== '');
  const length = `at least ${policy.minimumLength} characters`;
  return kinds.length === 0 ? length : `${length}, with ${new Intl.ListFormat('en').format(kinds)}`;
};
