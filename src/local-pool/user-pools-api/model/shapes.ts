// What each operation takes, as the service itself checks it before it looks at anything else: tables of names, numbers and
// patterns, how they are read, and the check. Nothing here knows what an operation does.

import { modelledStructures } from './modelled-structures.js';
import { modelledTypes } from './modelled-types.js';
import { newerStructures, newerTypes, seenTypes } from './newer.js';
import { toJavaScript } from './patterns.js';

export type Kind =
  'string' | 'integer' | 'boolean' | 'blob' | 'document' | 'enum' | 'list' | 'map' | 'structure';

/** A member of a structure. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
}

/** What is asked of a value. */
export interface Shape {
  readonly kind: Kind;
  readonly isSecret: boolean;
  readonly min?: number;
  readonly max?: number;
  /** As the service writes it, and what it comes to here. */
  readonly pattern?: { readonly source: string; readonly expression: RegExp };
  readonly values?: readonly string[];
  /** Of a list: what is in it. Of a map: its keys and its values. */
  readonly parts: readonly string[];
  readonly members: readonly Member[];
}

const plainKinds = ['string', 'integer', 'boolean', 'blob', 'document'] as const satisfies readonly Kind[];
const bare = { isSecret: false, parts: [], members: [] };

const linesOf = (table: string): readonly string[] => table.trim().split('\n');

const readStructure = (line: string): readonly [string, readonly Member[]] => {
  const [name = '', ...members] = line.split(' ');
  return [name, members.map(readMember)];
};

const readMember = (text: string): Member => {
  const [name = '', type = ''] = text.split(':');
  return { name: name.replace('!', ''), type, isRequired: name.endsWith('!') };
};

const readType = (line: string): readonly [string, Shape] => {
  const [rules = '', ...rest] = line.split(' /');
  const [name = '', kind = '', ...words] = rules.split(' ');
  if (kind === 'enum') return [name, { ...bare, kind, values: words }];
  const limits = words.find((word) => word.includes('..'));
  const [min = '', max = ''] = limits?.split('..') ?? [];
  const source = rest.length === 0 ? undefined : rest.join(' /');
  const shape: Shape = {
    kind: kind as Kind,
    isSecret: words.includes('secret'),
    parts: words.filter((word) => word !== limits && word !== 'secret'),
    members: [],
    ...(min !== '' && { min: Number(min) }),
    ...(max !== '' && { max: Number(max) }),
    ...(source !== undefined && { pattern: { source, expression: toJavaScript(source) } }),
  };
  return [name, shape];
};

const readTables = (): ReadonlyMap<string, Shape> => {
  const shapes = new Map<string, Shape>(plainKinds.map((kind) => [kind, { ...bare, kind }]));
  for (const line of [modelledTypes, newerTypes, seenTypes].flatMap(linesOf)) shapes.set(...readType(line));
  for (const line of [modelledStructures, newerStructures].flatMap(linesOf)) {
    const [name, members] = readStructure(line);
    const known = shapes.get(name)?.members ?? [];
    const byName = new Map([...known, ...members].map((member) => [member.name, member]));
    shapes.set(name, { ...bare, kind: 'structure', members: [...byName.values()] });
  }
  return shapes;
};

const shapes = readTables();

/** Throws for a name that no table has: a mistake in a table. */
export const shapeOf = (name: string): Shape => {
  const shape = shapes.get(name);
  if (shape === undefined) throw new Error(`No table of the user pools API has ${name}.`);
  return shape;
};

/** The structure that an operation takes; undefined where no table tells. */
export const inputOf = (operation: string): Shape | undefined => shapes.get(`${operation}Request`);

/** The names of all that the tables describe. */
export const shapeNames = (): readonly string[] => [...shapes.keys()];
