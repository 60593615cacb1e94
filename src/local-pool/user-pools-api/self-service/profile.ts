import type { OperationTable } from '../api.js';
import { attributeList } from '../attributes.js';
import { factorsOf } from '../describe-person.js';
import { withAccessToken } from '../lookups.js';
import { removePerson } from '../removal.js';

export const PROFILE: OperationTable = {
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
