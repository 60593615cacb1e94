import { invalidParameter } from '../base/errors.js';
import type { Attributes, SchemaAttribute, UserPool } from '../base/model.js';

/** Cognito names these by their SCIM names when they are missing. */
const scimNames: Readonly<Record<string, string>> = {
  email: 'emails',
  phone_number: 'phoneNumbers',
  name: 'name.formatted',
  given_name: 'name.givenName',
  family_name: 'name.familyName',
  middle_name: 'name.middleName',
};

/** The required attributes that are not among these. */
export const missingAttributes = ({ schema = [] }: UserPool, attributes: Attributes): readonly string[] => {
  const required = schema.filter((attribute) => attribute.required).map(({ name }) => name);
  return required.filter((name) => (attributes[name] ?? '') === '');
};

/** For SignUp. The address that people sign in with must be said once more where the schema requires it. */
export const assertComplete = (pool: UserPool, attributes: Attributes): void => {
  const missing = missingAttributes(pool, attributes).map((name) => scimNames[name] ?? name);
  if (missing.length > 0) {
    throw nonconforming(missing.map((name) => `${name}: The attribute ${name} is required`).join(', '));
  }
};

/** What somebody was created with stays: throws InvalidParameterException, even where there is no value yet. */
export const assertMutable = ({ schema = [] }: UserPool, names: readonly string[]): void => {
  const fixed = schema.find(({ name, mutable }) => !mutable && names.includes(name));
  if (fixed !== undefined) throw invalidParameter(`user.${fixed.name}: Attribute cannot be updated.`);
};

/** Throws InvalidParameterException when a required attribute would go. */
export const assertKeepsRequired = ({ schema = [] }: UserPool, changes: Attributes): void => {
  const gone = schema.find(({ name, required }) => required && changes[name] === '');
  if (gone !== undefined) throw nonconforming(`${gone.name}: The attribute is required`);
};

/** Length of a string, size of a number. The empty value deletes, and has neither. */
export const assertWithinSchema = ({ schema = [] }: UserPool, name: string, value: string): void => {
  const attribute = schema.find((candidate) => candidate.name === name);
  if (attribute === undefined || value === '') return;
  if (attribute.type === 'Number') assertNumber(attribute, value);
  if (attribute.type === 'String') assertLength(attribute, value);
};

const assertLength = ({ name, min = 0, max = Infinity }: SchemaAttribute, value: string): void => {
  if (value.length < min) throw nonconforming(`${name}: String must be longer than ${min}`);
  if (value.length > max) throw nonconforming(`${name}: String must not be longer than ${max}`);
};

const assertNumber = ({ name, min = -Infinity, max = Infinity }: SchemaAttribute, value: string): void => {
  const number = /^-?\d+$/u.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return;
  throw nonconforming(`${name}: Number must be from ${min} to ${max}`);
};

const nonconforming = (detail: string): Error =>
  invalidParameter(`Attributes did not conform to the schema: ${detail}`);
