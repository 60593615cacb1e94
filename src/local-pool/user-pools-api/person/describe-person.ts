import type { Attributes, Person } from '../../base/model.js';
import { seconds } from '../protocol/seconds.js';
import { attributeList } from './attributes.js';

/** `UserType`, as lists and AdminCreateUser show a person. */
export const userType = (person: Person, attributesToGet?: readonly string[]): object => {
  const shown = Object.fromEntries(
    Object.entries(shownAttributes(person)).filter(([name]) => attributesToGet?.includes(name) ?? true),
  );
  return { Username: person.username, Attributes: attributeList(shown), ...stateOf(person) };
};

/** AdminGetUser's form: the attributes under another name, and the second factors. */
export const adminUser = (person: Person): object => ({
  Username: person.username,
  UserAttributes: attributeList(shownAttributes(person)),
  ...stateOf(person),
  ...factorsOf(person),
});

/** Links to other providers stand among the attributes, as JSON that is typed unlike the claim of that name. */
export const shownAttributes = ({ attributes, identities }: Person): Attributes => {
  if (identities.length === 0) return attributes;
  const shown = identities.map((identity) => ({
    ...identity,
    primary: identity.primary === 'true',
    dateCreated: Number(identity.dateCreated),
  }));
  return { ...attributes, identities: JSON.stringify(shown) };
};

export const factorsOf = ({ mfaMethods, preferredMfa }: Person): object => ({
  ...(mfaMethods.length === 0 ? {} : { UserMFASettingList: mfaMethods }),
  ...(preferredMfa === undefined ? {} : { PreferredMfaSetting: preferredMfa }),
});

const stateOf = (person: Person): object => ({
  UserCreateDate: seconds(person.createdAt),
  UserLastModifiedDate: seconds(person.updatedAt),
  Enabled: person.enabled,
  UserStatus: person.status,
});
