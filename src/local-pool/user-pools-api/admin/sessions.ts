import { listSessions, revokeSession } from '../person/sessions.js';
import type { OperationTable } from '../protocol/api.js';
import { withPerson } from '../protocol/lookups.js';

export const adminSessionOperations: OperationTable = {
  AdminListUserSessions: withPerson((input, person, api) => listSessions(input, person, { api })),
  AdminRevokeUserSession: withPerson(revokeSession),
};
