import * as sdk from '@aws-sdk/client-cognito-identity-provider';

/** What an operation of the user pools API takes, as the SDK's own model says it. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'flag' }
  | { readonly kind: 'list'; readonly element: Shape }
  | { readonly kind: 'map'; readonly element: Shape }
  | Structure;
export interface Structure {
  readonly kind: 'structure';
  readonly members: ReadonlyMap<string, () => Shape>;
  readonly required: readonly string[];
}
/** What has names in it. */
export type Named = Extract<Shape, { readonly kind: 'map' | 'structure' }>;

export interface Operation {
  /** As in `CreateUserPool`. */
  readonly name: string;
  readonly input: Structure;
}

// The SDK writes its model in tuples. Of an operation: 9, namespace, name, traits, input, output. Of a structure:
// 3, namespace, name, traits, names of members, their schemas, how many of the first are required. Of a list and a map:
// 1 or 2, namespace, name, traits, and the element last. A number is a simple type, with 64 a list and with 128 a map of it.
const shapeOf = (schema: unknown): Shape => {
  if (typeof schema === 'function') return shapeOf((schema as () => unknown)());
  if (typeof schema === 'number') return simpleShape(schema);
  const tuple = schema as readonly unknown[];
  // A schema with traits of its own.
  if (typeof tuple[0] !== 'number') return shapeOf(tuple[0]);
  if (tuple[0] === 1) return { kind: 'list', element: shapeOf(tuple.at(-1)) };
  if (tuple[0] === 2) return { kind: 'map', element: shapeOf(tuple.at(-1)) };
  if (tuple[0] === 0) return shapeOf(tuple[4]);
  return structureOf(tuple);
};

const simpleShape = (code: number): Shape => {
  if (code >= 128) return { kind: 'map', element: simpleShape(code - 128) };
  if (code >= 64) return { kind: 'list', element: simpleShape(code - 64) };
  return { kind: code === 1 ? 'number' : code === 2 ? 'flag' : 'text' };
};

const structureOf = ([kind, , name, , names, schemas, required]: readonly unknown[]): Structure => {
  if (kind !== 3) throw new Error(`The SDK's model has changed: ${String(name)} is not a structure`);
  const list = names as readonly string[];
  return {
    kind: 'structure',
    members: new Map(list.map((name, at) => [name, () => shapeOf((schemas as readonly unknown[])[at])])),
    required: list.slice(0, Number(required ?? 0)),
  };
};

/** `AllowedOAuthFlows` is `allowed-o-auth-flows` and `CallbackURLs` is `callback-urls` on the command line. */
export const cliName = (name: string): string =>
  name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();

/** Every operation by the name that the CLI gives it. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries(sdk).flatMap(([exported, value]) => {
    if (!exported.endsWith('$') || !Array.isArray(value) || value[0] !== 9) return [];
    const name = exported.slice(0, -1);
    const input = shapeOf(value[4]);
    return input.kind === 'structure' ? [[cliName(name), { name, input }] as const] : [];
  }),
);
