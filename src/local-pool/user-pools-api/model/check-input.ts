import { invalidParameter } from '../../base/errors.js';
import { isStructure, memberName, wrongType, type Input } from '../protocol/input.js';
import { brokenRules, rulesOf } from './rules.js';
import { inputOf, shapeOf, type Kind, type Shape } from './shapes.js';

/** A value on its way through the check. `path` is what the service calls it: `userAttributes.1.member.name`. */
interface Place {
  readonly value: unknown;
  readonly path: string;
}

/**
 * Checks the input of an operation against all that the service says of it, before the operation sees it. Throws
 * SerializationException for a value of another type, InvalidParameterException with every broken constraint at once
 * otherwise. A member that no table has is let through, as the service does.
 */
export const checkInput = (operation: string, input: Input): void => {
  const shape = inputOf(operation);
  if (shape === undefined) return;
  const problems = checkStructure(shape, { value: input, path: '' });
  if (problems.length === 0) return;
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  throw invalidParameter(`${count} detected: ${problems.join('; ')}`);
};

const checkStructure = (shape: Shape, { value, path }: Place): readonly string[] => {
  if (!isStructure(value)) throw wrongType(value, path, 'Structure');
  return shape.members.flatMap(({ name, type, isRequired }) => {
    const place = {
      value: value[name] ?? null,
      path: path === '' ? memberName(name) : `${path}.${memberName(name)}`,
    };
    if (place.value !== null) return checkValue(shapeOf(type), place);
    return isRequired ? [problem(shapeOf(type), place, 'Member must not be null')] : [];
  });
};

const checkValue = (shape: Shape, place: Place): readonly string[] => {
  if (shape.kind === 'structure') return checkStructure(shape, place);
  if (shape.kind === 'list') return checkList(shape, place);
  if (shape.kind === 'map') return checkMap(shape, place);
  return brokenRules(shape, simpleValue(shape.kind, place)).map((rule) => problem(shape, place, rule));
};

/** Structures in a list are looked at one by one; of simple values it is said what all of them must be. */
const checkList = (shape: Shape, place: Place): readonly string[] => {
  const { value, path } = place;
  if (!Array.isArray(value)) throw wrongType(value, path, 'List');
  const items: readonly unknown[] = value;
  const own = brokenRules(shape, items.length).map((rule) => problem(shape, place, rule));
  const item = shapeOf(shape.parts[0] ?? '');
  if (item.kind === 'structure') {
    return [
      ...own,
      ...items.flatMap((value, index) =>
        checkStructure(item, { value, path: `${path}.${index + 1}.member` }),
      ),
    ];
  }
  return [...own, ...(breaksAny(item, items, path) ? [ofParts(shape, place, ['Member', item])] : [])];
};

const checkMap = (shape: Shape, place: Place): readonly string[] => {
  const { value, path } = place;
  if (!isStructure(value)) throw wrongType(value, path, 'Map');
  const [key, member] = shape.parts.map(shapeOf);
  const entries = Object.entries(value).filter(([, member]) => member !== null);
  const values = entries.map(([, member]) => member);
  const own = brokenRules(shape, entries.length).map((rule) => problem(shape, place, rule));
  if (key === undefined || member === undefined) return own;
  if (member.kind === 'structure') {
    return [
      ...own,
      ...entries.flatMap(([name, value]) =>
        checkStructure(member, { value, path: `${path}.${name}.member` }),
      ),
    ];
  }
  return [
    ...own,
    ...(breaksAny(key, Object.keys(value), path) ? [ofParts(shape, place, ['Map keys', key])] : []),
    ...(breaksAny(member, values, path) ? [ofParts(shape, place, ['Map value', member])] : []),
  ];
};

const breaksAny = (shape: Shape, values: readonly unknown[], path: string): boolean =>
  values.some((value) => brokenRules(shape, simpleValue(shape.kind, { value, path })).length > 0);

const ofParts = (shape: Shape, place: Place, [what, part]: readonly [string, Shape]): string =>
  problem(
    shape.isSecret || part.isSecret ? { ...shape, isSecret: true } : shape,
    place,
    `${what} must satisfy constraint: [${rulesOf(part).join(', ')}]`,
  );

const javaNames: Readonly<Partial<Record<Kind, string>>> = { integer: 'Integer', boolean: 'Boolean' };

const simpleValue = (kind: Kind, { value, path }: Place): unknown => {
  if (kind === 'document') return value;
  const isFit =
    kind === 'integer'
      ? Number.isInteger(value)
      : typeof value === (kind === 'boolean' ? 'boolean' : 'string');
  if (isFit) return value;
  throw wrongType(value, path, javaNames[kind] ?? 'String');
};

/** A secret is never shown, not even that there is none. */
const problem = ({ isSecret }: Shape, { value, path }: Place, rule: string): string => {
  const shown = isSecret ? 'Value' : value === null ? 'Value null' : `Value '${inJava(value)}'`;
  return `${shown} at '${path}' failed to satisfy constraint: ${rule}`;
};

/** Deeper than any input of the service. */
const deepest = 8;

/** As Java writes lists and maps. */
const inJava = (value: unknown, depth = 0): string => {
  if (depth > deepest) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => inJava(item, depth + 1)).join(', ')}]`;
  if (!isStructure(value)) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${inJava(member, depth + 1)}`);
  return `{${members.join(', ')}}`;
};
