// Operations of people on themselves, with an access token of their own.

import { attributeList } from '../person/attributes.js';
import { factorsOf } from '../person/describe-person.js';
import { removePerson } from '../person/removal.js';
import type { OperationTable } from '../protocol/api.js';
import { withAccessToken } from '../protocol/lookups.js';

export const profileOperations: OperationTable = {
  GetUser: withAccessToken((_input, { person, client }) => ({
    Username: person.username,
    UserAttributes: attributeList(
      Object.fromEntries(
        Object.entries(person.attributes).filter(
          ([name]) => name === 'sub' || (client.readAttributes?.includes(name) ?? true),
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
