import { invalidParameter, notAuthorized } from '../base/errors.js';
import type { Address, Client, UserPool } from '../base/model.js';

/** In the order in which Cognito lists them. */
export const standardNames = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
  'email_verified',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
  'phone_number_verified',
  'address',
  'updated_at',
] as const;

const standardAttributes: ReadonlySet<string> = new Set(standardNames);
const longestValue = 2048;

/** Names that a schema may make required, but that are not custom. */
export const isStandardAttribute = (name: string): boolean => name === 'sub' || standardAttributes.has(name);

/** The attributes that are addresses: codes go there. */
export const addressNames: readonly Address[] = ['email', 'phone_number'];

/** Throws NotAuthorizedException for what the client may not write; people never verify addresses by saying so. */
export const assertMayWrite = (client: Client, names: readonly string[]): void => {
  const isAllowed = (name: string): boolean =>
    !name.endsWith('_verified') && (client.writeAttributes?.includes(name) ?? true);
  if (!names.every((name) => isAllowed(name))) {
    throw notAuthorized('A client attempted to write unauthorized attribute');
  }
};

/** Throws InvalidParameterException for attributes that the pool does not have, and for the sub. */
export const checkedName = (name: string, pool: UserPool): string => {
  if (name === 'sub') throw invalidParameter('user.sub: Attribute cannot be updated.');
  const custom = /^(?:custom|dev):(?<bare>.+)$/u.exec(name)?.groups?.['bare'];
  const exists = custom === undefined ? standardAttributes.has(name) : pool.customAttributes.includes(custom);
  if (exists) return name;
  throw invalidParameter(
    `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`,
  );
};

/** Throws InvalidParameterException for a value that no attribute of this name can have. */
export const assertValue = (name: string, value: string): void => {
  if (value === '') return;
  if (value.length > longestValue) {
    throw invalidParameter(
      `Attributes did not conform to the schema: ${name}: String must not be longer than 2048`,
    );
  }
  if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value)) {
    throw invalidParameter('Invalid email address format.');
  }
  if (name === 'phone_number' && !/^\+\d{4,15}$/u.test(value)) {
    throw invalidParameter('Invalid phone number format.');
  }
  if (name === 'birthdate' && !/^\d{4}-\d{2}-\d{2}$/u.test(value)) {
    throw invalidParameter(
      'Attributes did not conform to the schema: birthdate: Expected the form YYYY-MM-DD',
    );
  }
};
