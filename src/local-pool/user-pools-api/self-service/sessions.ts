import { invalidParameter } from '../../base/errors.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { listSessions, revokeSession } from '../person/sessions.js';
import type { OperationTable } from '../protocol/api.js';
import { optionalText } from '../protocol/input.js';
import { withAccessToken, type SelfService } from '../protocol/lookups.js';

/** Never the session that asks: whoever wants to end that one has RevokeToken. */
const revokeUserSession: SelfService = (input, { person, family }, api) => {
  if (family.session !== undefined && optionalText(input, 'SessionId') === family.session.id) {
    throw invalidParameter(unconfirmed.revokingOwnSession);
  }
  return revokeSession(input, person, api);
};

export const sessionOperations: OperationTable = {
  ListUserSessions: withAccessToken((input, { person, family }, api) =>
    listSessions(input, person, { api, current: family }),
  ),
  RevokeUserSession: withAccessToken(revokeUserSession),
};
