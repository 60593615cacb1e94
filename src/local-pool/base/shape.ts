import { nearestTo } from './did-you-mean.js';

/** JSON Schema (2020-12) of what a check lets through. Where it cannot say all of it, it lets through more. */
export type Schema = Readonly<Record<string, unknown>>;

/** Says what is wrong with a value that came from outside, one line each; no line means that it fits. */
export interface Check {
  (value: unknown, path: string): readonly string[];
  readonly schema: Schema;
}

export const checkOf = (schema: Schema, find: (value: unknown, path: string) => readonly string[]): Check =>
  Object.assign((value: unknown, path: string) => find(value, path), { schema });

const must = (schema: Schema, fits: (value: unknown) => boolean, expected: string): Check =>
  checkOf(schema, (value, path) => (fits(value) ? [] : [`${path} must be ${expected}`]));

export const text = must(
  { type: 'string', minLength: 1 },
  (value) => typeof value === 'string' && value !== '',
  'a text that is not empty',
);
export const flag = must({ type: 'boolean' }, (value) => typeof value === 'boolean', 'true or false');
export const email = must(
  { type: 'string', pattern: '^[^\\s@]+@[^\\s@]+$' },
  (value) => typeof value === 'string' && /^[^\s@]+@[^\s@]+$/u.test(value),
  'an e-mail address',
);

export const wholeNumber = ({ from, to }: { readonly from: number; readonly to: number }): Check =>
  must(
    { type: 'integer', minimum: from, maximum: to },
    (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
    `a whole number from ${from} to ${to}`,
  );

export const oneOf = (...values: readonly string[]): Check =>
  must(
    { enum: values },
    (value) => typeof value === 'string' && values.includes(value),
    `one of ${values.join(', ')}`,
  );

export const callbackUrl = must(
  { type: 'string', maxLength: 1024, pattern: '^[A-Za-z][A-Za-z0-9+.\\-]*:[^#]*$' },
  (value) => typeof value === 'string' && isCallbackUrl(value),
  'a URL that Cognito would take: https, http on localhost, 127.0.0.1 or [::1], or an app scheme; no fragment',
);

/** Absolute, without a fragment; https, http on a loopback host, or a scheme of an app. */
export const isCallbackUrl = (value: string): boolean => {
  if (value.length > 1024 || !URL.canParse(value) || value.includes('#')) return false;
  const { protocol, hostname } = new URL(value);
  if (protocol === 'javascript:' || protocol === 'data:') return false;
  return protocol !== 'http:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};

export const listOf = (check: Check): Check =>
  checkOf({ type: 'array', items: check.schema }, (value, path) => {
    if (!Array.isArray(value)) return [`${path} must be a list`];
    return value.flatMap((item: unknown, index) => check(item, `${path}[${index}]`));
  });

export const mapOf = (check: Check): Check =>
  checkOf({ type: 'object', additionalProperties: check.schema }, (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, member]) => check(member, `${path}.${name}`))
      : [`${path} must be an object`],
  );

/** An object of known members. A member that is not known is a misspelling until shown otherwise. */
export const object = (members: Readonly<Record<string, Check>>, required: readonly string[] = []): Check => {
  const properties = Object.entries(members).map(([name, { schema }]) => [name, schema] as const);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return checkOf(schema, (value, path) => {
    if (!isObject(value)) return [`${path || 'it'} must be an object`];
    const within = (name: string): string => (path === '' ? name : `${path}.${name}`);
    return [
      ...required.filter((name) => value[name] === undefined).map((name) => `${within(name)} is missing`),
      ...Object.entries(value).flatMap(([name, member]) => {
        const check = Object.hasOwn(members, name) ? members[name] : undefined;
        return check === undefined
          ? [`${within(name)} is not known here; ${expectedInPlaceOf(name, Object.keys(members))}`]
          : check(member, within(name));
      }),
    ];
  });
};

const expectedInPlaceOf = (name: string, known: readonly string[]): string => {
  const nearest = nearestTo(name, known);
  return nearest === undefined ? `expected ${known.join(', ')}` : `did you mean ${nearest}?`;
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
