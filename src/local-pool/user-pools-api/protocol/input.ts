import { invalidParameter, PoolError } from '../../base/errors.js';

/** The JSON of a request, or a structure in it. */
export type Input = Readonly<Record<string, unknown>>;

/** `undefined` when the member is absent or null. Throws SerializationException for another type. */
export const optionalText = (input: Input, name: string): string | undefined => {
  const value = input[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(value, name, 'String');
};

/** Throws InvalidParameterException when the member is absent or empty. */
export const text = (input: Input, name: string): string => {
  const value = optionalText(input, name);
  if (value === undefined) throw mustNotBeNull(name);
  if (value === '') {
    throw invalid(name, { value: '', constraint: 'Member must have length greater than or equal to 1' });
  }
  return value;
};

export const optionalFlag = (input: Input, name: string): boolean | undefined => {
  const value = input[name] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrongType(value, name, 'Boolean');
};

/** Throws InvalidParameterException outside of the limits. */
export const optionalInteger = (
  input: Input,
  name: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { readonly min?: number; readonly max?: number } = {},
): number | undefined => {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(value, name, 'Integer');
  if (value < min)
    throw invalid(name, { value, constraint: `Member must have value greater than or equal to ${min}` });
  if (value > max)
    throw invalid(name, { value, constraint: `Member must have value less than or equal to ${max}` });
  return value;
};

/** One of the values, under the name that the API gives it. */
export const optionalChoice = <T extends string>(
  input: Input,
  name: string,
  values: readonly T[],
): T | undefined => {
  const value = optionalText(input, name);
  if (value === undefined) return undefined;
  const chosen = values.find((candidate) => candidate === value);
  if (chosen !== undefined) return chosen;
  throw invalid(name, { value, constraint: `Member must satisfy enum value set: [${values.join(', ')}]` });
};

export const choice = <T extends string>(input: Input, name: string, values: readonly T[]): T => {
  const chosen = optionalChoice(input, name, values);
  if (chosen === undefined) throw mustNotBeNull(name);
  return chosen;
};

export const optionalStructure = (input: Input, name: string): Input | undefined => {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!isStructure(value)) throw wrongType(value, name, 'Structure');
  return value;
};

export const optionalTexts = (input: Input, name: string): readonly string[] | undefined =>
  optionalList(input, name)?.map((value) => {
    if (typeof value === 'string') return value;
    throw wrongType(value, name, 'String');
  });

export const optionalStructures = (input: Input, name: string): readonly Input[] | undefined =>
  optionalList(input, name)?.map((value) => {
    if (isStructure(value)) return value;
    throw wrongType(value, name, 'Structure');
  });

/** A map of strings, such as `AuthParameters`. Empty when absent; null members are left out. */
export const textMap = (input: Input, name: string): Readonly<Record<string, string>> => {
  const map = optionalStructure(input, name) ?? {};
  const entries = Object.keys(map).map((key) => [key, optionalText(map, key)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
};

export const isStructure = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `1 validation error detected: …`, as Cognito words a broken constraint. */
const invalid = (
  name: string,
  { value, constraint }: { readonly value: string | number; readonly constraint: string },
): PoolError => {
  const shown = value === '' ? 'Value' : `Value '${value}'`;
  return validationError(`${shown} at '${memberName(name)}' failed to satisfy constraint: ${constraint}`);
};

export const mustNotBeNull = (name: string): PoolError =>
  validationError(
    `Value null at '${memberName(name)}' failed to satisfy constraint: Member must not be null`,
  );

const optionalList = (input: Input, name: string): readonly unknown[] | undefined => {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrongType(value, name, 'List');
  return value;
};

const validationError = (detail: string): PoolError =>
  invalidParameter(`1 validation error detected: ${detail}`);

/** `NUMBER_VALUE can not be converted to a String`, as Cognito's reader of JSON says it. */
export const wrongType = (value: unknown, name: string, expected: string): PoolError =>
  new PoolError(
    'SerializationException',
    `${kindOf(value)} can not be converted to a ${expected} (member ${name})`,
  );

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'object') return 'START_OBJECT';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE';
};

/** `ClientId` is `clientId` in messages. */
export const memberName = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);
