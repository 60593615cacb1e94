import { invalidParameter } from '../../base/errors.js';
import type { SchemaAttribute, UserPool } from '../../base/model.js';
import { isStandardAttribute } from '../../people/attributes.js';
import { standardSchema } from './standard-schema.js';
import {
  optionalChoice,
  optionalFlag,
  optionalStructure,
  optionalStructures,
  optionalText,
  text,
  type Input,
} from '../protocol/input.js';

const attributeTypes = ['String', 'Number', 'DateTime', 'Boolean'] as const;

/** `Schema` of CreateUserPool, `CustomAttributes` of AddCustomAttributes. Standard attributes keep their names. */
export const schemaIn = (input: Input, name: string): readonly SchemaAttribute[] => {
  const given = optionalStructures(input, name) ?? [];
  return given.map((attribute) => attributeIn(attribute)).filter(({ name }) => name !== 'sub');
};

/** Names without the prefix, as `customAttributes` has them. */
export const customNames = (schema: readonly SchemaAttribute[]): readonly string[] =>
  schema.filter(({ name }) => name.startsWith('custom:')).map(({ name }) => name.slice(7));

/** `SchemaAttributes` of DescribeUserPool: the standard attributes as they were changed, then the custom ones. */
export const schemaType = ({ schema = [], customAttributes }: UserPool): object[] => {
  const custom = customAttributes.map(
    (name) => ({ name: `custom:${name}`, type: 'String', required: false, mutable: true }) as const,
  );
  const byName = new Map<string, SchemaAttribute>(
    [...standardSchema, ...custom].map((usual) => [usual.name, usual]),
  );
  for (const attribute of schema) {
    byName.set(attribute.name, { ...limitsOf(byName.get(attribute.name)), ...attribute });
  }
  return [...byName.values()].map((attribute) => attributeType(attribute));
};

const limitsOf = ({ min, max }: Partial<SchemaAttribute> = {}): Pick<SchemaAttribute, 'min' | 'max'> => ({
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
});

/** Only a standard attribute may be required; any may be fixed. */
const attributeIn = (attribute: Input): SchemaAttribute => {
  const bare = text(attribute, 'Name').replace(/^custom:/u, '');
  const isStandard = isStandardAttribute(bare);
  const type = optionalChoice(attribute, 'AttributeDataType', attributeTypes) ?? 'String';
  const required = optionalFlag(attribute, 'Required') ?? false;
  if (required && !isStandard) {
    throw invalidParameter('Required custom attributes are not supported currently.');
  }
  const constraints =
    type === 'Number'
      ? limitsIn(attribute, 'NumberAttributeConstraints', ['MinValue', 'MaxValue'])
      : limitsIn(attribute, 'StringAttributeConstraints', ['MinLength', 'MaxLength']);
  return {
    name: isStandard ? bare : `custom:${bare}`,
    type,
    required,
    mutable: optionalFlag(attribute, 'Mutable') ?? true,
    ...constraints,
  };
};

const limitsIn = (
  attribute: Input,
  member: string,
  [least, most]: readonly [string, string],
): { readonly min?: number; readonly max?: number } => {
  const constraints = optionalStructure(attribute, member) ?? {};
  const [min, max] = [least, most].map((name) => numberIn(optionalText(constraints, name), name));
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
};

/** Limits are numbers written as strings. */
const numberIn = (limit: string | undefined, name: string): number | undefined => {
  if (limit === undefined) return undefined;
  if (/^-?\d+$/u.test(limit)) return Number(limit);
  throw invalidParameter(`${name} must be a number.`);
};

const attributeType = ({ name, type, required, mutable, min, max }: SchemaAttribute): object => {
  const [least, most] = [min, max].map((limit) => (limit === undefined ? undefined : String(limit)));
  return {
    Name: name,
    AttributeDataType: type,
    DeveloperOnlyAttribute: false,
    Mutable: mutable,
    Required: required,
    ...(type === 'Number' ? { NumberAttributeConstraints: { MinValue: least, MaxValue: most } } : {}),
    ...(type === 'String' ? { StringAttributeConstraints: { MinLength: least, MaxLength: most } } : {}),
  };
};
