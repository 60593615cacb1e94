import { invalidParameter } from '../../base/errors.js';
import type { Person } from '../../base/model.js';

/** `email = "ada@example.com"`, `given_name ^= "A"`; the quotes of the value may be escaped inside. */
const filterSyntax = /^\s*"?(?<name>[\w:]+)"?\s*(?<operator>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*$/u;

const filterableValue: Readonly<Record<string, (person: Person) => string | undefined>> = {
  'username': (person) => person.username,
  'sub': (person) => person.sub,
  'cognito:user_status': (person) => person.status,
  'status': (person) => (person.enabled ? 'Enabled' : 'Disabled'),
  'email': (person) => person.attributes['email'],
  'phone_number': (person) => person.attributes['phone_number'],
  'name': (person) => person.attributes['name'],
  'given_name': (person) => person.attributes['given_name'],
  'family_name': (person) => person.attributes['family_name'],
  'preferred_username': (person) => person.attributes['preferred_username'],
};

/** ListUsers' `Filter`: equal, or beginning with. Throws InvalidParameterException for what cannot be searched. */
export const personFilter = (filter: string | undefined): ((person: Person) => boolean) => {
  if (filter === undefined || filter.trim() === '') return () => true;
  const { name = '', operator, value = '' } = filterSyntax.exec(filter)?.groups ?? {};
  if (operator === undefined) {
    throw invalidParameter(
      `Error while parsing filter. Expected: attribute = "value" or attribute ^= "value"`,
    );
  }
  const valueOf = Object.hasOwn(filterableValue, name) ? filterableValue[name] : undefined;
  if (valueOf === undefined) throw invalidParameter(`Invalid search attribute: ${name}`);
  const wanted = value.replaceAll(/\\(.)/gu, '$1').toLowerCase();
  return (person) => {
    const actual = valueOf(person)?.toLowerCase();
    return operator === '=' ? actual === wanted : actual?.startsWith(wanted) === true;
  };
};
