import { notAuthorized } from '../../base/errors.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import type { OperationTable } from '../protocol/api.js';
import { optionalFlag, text } from '../protocol/input.js';
import { metadataIn } from '../protocol/metadata.js';
import { poolOf, withPerson, type PersonOperation } from '../protocol/lookups.js';
import { temporaryUntil } from './temporary-password.js';

/** A permanent password confirms the person; a temporary one must be changed at the next sign-in. */
const setPassword: PersonOperation = (input, person, api) => {
  const password = text(input, 'Password');
  if (optionalFlag(input, 'Permanent') === true) {
    api.service.passwords.set(person, password);
    person.status = 'CONFIRMED';
    return {};
  }
  api.service.passwords.set(person, password, {
    temporaryUntil: temporaryUntil(poolOf(api, person), api),
  });
  person.status = 'FORCE_CHANGE_PASSWORD';
  return {};
};

/** Sends a code; until it came back with a new password, nobody signs in. */
const resetPassword: PersonOperation = async (input, person, api) => {
  if (person.status !== 'CONFIRMED' && person.status !== 'RESET_REQUIRED') {
    throw notAuthorized('User password cannot be reset in the current state.');
  }
  const source = unconfirmed.messageOfAdminReset;
  await api.service.forgottenPasswords.sendCode(person, { clientMetadata: metadataIn(input), source });
  person.status = 'RESET_REQUIRED';
  return {};
};

export const passwordOperations: OperationTable = {
  AdminSetUserPassword: withPerson(setPassword),
  AdminResetUserPassword: withPerson(resetPassword),
};
