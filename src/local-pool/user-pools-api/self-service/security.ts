import { notAuthorized } from '../../base/errors.js';
import type { OperationTable } from '../protocol/api.js';
import { optionalText, text } from '../protocol/input.js';
import { withAccessToken, type SelfService } from '../protocol/lookups.js';

const changesPerHour = 5;

/** The previous password may be left out only by people who have none. Other sign-ins stay, as in Cognito. */
const changePassword: SelfService = async (input, { person }, api) => {
  const proposed = text(input, 'ProposedPassword');
  const previous = optionalText(input, 'PreviousPassword');
  api.attempts.count('ChangePassword', person.sub, changesPerHour);
  if (person.status === 'EXTERNAL_PROVIDER') {
    throw notAuthorized('User password cannot be changed: it is kept by the identity provider.');
  }
  if (person.password === undefined ? previous !== undefined : previous === undefined) {
    throw notAuthorized('Incorrect username or password.');
  }
  if (previous !== undefined) await api.service.proofs.checkPassword(person, previous);
  api.service.passwords.set(person, proposed);
  return {};
};

export const securityOperations: OperationTable = {
  ChangePassword: withAccessToken(changePassword),
  GlobalSignOut: withAccessToken((_input, { person }, api) => {
    api.service.families.endAllOf(person.sub);
    return {};
  }),
};
