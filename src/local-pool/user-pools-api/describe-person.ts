import type { Person } from '../model.js';
import { attributeList } from './attributes.js';
import { seconds } from './seconds.js';

/** `UserType`, as lists and AdminCreateUser show a person. */
export function userType(person: Person, attributesToGet?: readonly string[]): object {
  const shown = Object.fromEntries(
    Object.entries(person.attributes).filter(([name]) => attributesToGet?.includes(name) ?? true),
  );
  return { Username: person.username, Attributes: attributeList(shown), ...stateOf(person) };
}

/** AdminGetUser's form: the attributes under another name, and the second factors. */
export function adminUser(person: Person): object {
  return {
    Username: person.username,
    UserAttributes: attributeList(person.attributes),
    ...stateOf(person),
    ...factorsOf(person),
  };
}

export function factorsOf({ mfaMethods, preferredMfa }: Person): object {
  return {
    ...(mfaMethods.length === 0 ? {} : { UserMFASettingList: mfaMethods }),
    ...(preferredMfa === undefined ? {} : { PreferredMfaSetting: preferredMfa }),
  };
}

function stateOf(person: Person): object {
  return {
    UserCreateDate: seconds(person.createdAt),
    UserLastModifiedDate: seconds(person.updatedAt),
    Enabled: person.enabled,
    UserStatus: person.status,
  };
}
