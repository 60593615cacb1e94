import type { Shape } from './shapes.js';

/** Beyond this no pattern is tried: it could take longer than anybody waits. Whatever is so long is too long anyway. */
const longestMatched = 20_000;

/** What is asked of a value of this shape, in the service's words. */
export const rulesOf = (shape: Shape): readonly string[] => {
  const { max, min, pattern, values } = shape;
  return [
    ...(max === undefined ? [] : [limit(shape, `less than or equal to ${max}`)]),
    ...(min === undefined ? [] : [limit(shape, `greater than or equal to ${min}`)]),
    ...(pattern === undefined ? [] : [`Member must satisfy regular expression pattern: ${pattern.source}`]),
    ...(values === undefined ? [] : [`Member must satisfy enum value set: [${values.join(', ')}]`]),
  ];
};

/** Those of the rules that a simple value breaks; of a list or a map, the value is how many are in it. */
export const brokenRules = (shape: Shape, value: unknown): readonly string[] => {
  const { kind, max = Infinity, min = -Infinity, pattern, values } = shape;
  const size = typeof value === 'string' ? sizeOf(kind, value) : Number(value);
  const hasPattern = pattern !== undefined && typeof value === 'string' && size <= longestMatched;
  return [
    ...(size > max ? [limit(shape, `less than or equal to ${max}`)] : []),
    ...(size < min ? [limit(shape, `greater than or equal to ${min}`)] : []),
    ...(hasPattern && !pattern.expression.test(value)
      ? [`Member must satisfy regular expression pattern: ${pattern.source}`]
      : []),
    ...(values !== undefined && !values.some((known) => known === value)
      ? [`Member must satisfy enum value set: [${values.join(', ')}]`]
      : []),
  ];
};

const sizeOf = (kind: Shape['kind'], value: string): number =>
  kind === 'blob' ? Buffer.from(value, 'base64').length : value.length;

const limit = ({ kind }: Shape, range: string): string =>
  `Member must have ${kind === 'integer' ? 'value' : 'length'} ${range}`;
