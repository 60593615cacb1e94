// Operations of people on themselves, with an access token of their own.

import { attributeList } from '../person/attributes.js';
import { factorsOf, shownAttributes } from '../person/describe-person.js';
import { removePerson } from '../person/removal.js';
import type { OperationTable } from '../protocol/api.js';
import { withAccessToken } from '../protocol/lookups.js';

// Whatever the app client may read.
const alwaysShown = new Set(['sub', 'identities']);

export const profileOperations: OperationTable = {
  GetUser: withAccessToken((_input, { person, client }) => ({
    Username: person.username,
    UserAttributes: attributeList(
      Object.fromEntries(
        Object.entries(shownAttributes(person)).filter(
          ([name]) => alwaysShown.has(name) || (client.readAttributes?.includes(name) ?? true),
        ),
      ),
    ),
    ...factorsOf(person),
  })),
  DeleteUser: withAccessToken((_input, { person }, api) => {
    removePerson(api, person);
    return {};
  }),
};
