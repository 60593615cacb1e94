import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliName, operations, type Named, type Operation, type Shape, type Structure } from './shapes.js';
import { readShorthand, type Written } from './shorthand.js';

export type Input = Readonly<Record<string, unknown>>;

/** A command of `aws cognito-idp`, read. */
export interface Command {
  readonly operation: Operation;
  readonly input: Input;
  /** `UserPool.Id` of `--query UserPool.Id`. */
  readonly query: string | undefined;
}

/**
 * Reads the words after `aws cognito-idp` by the model of the SDK, as the CLI reads them by its own. Throws what the CLI
 * would refuse: a command, an option or a member that there is not, a required one that is missing, a value of another type.
 */
export const readCommand = (words: readonly string[], folder: string): Command => {
  const [verb = '', ...rest] = words;
  const operation = operations.get(verb);
  if (operation === undefined) throw new Error(`There is no command ${verb}`);
  const options = optionsIn(rest);
  const query = options.get('query')?.[0];
  const file = options.get('cli-input-json')?.[0];
  const input = {
    ...(file === undefined ? {} : inputOfFile(operation.input, file, folder)),
    ...inputOfOptions(operation.input, options),
  };
  const missing = operation.input.required.filter((name) => !(name in input));
  if (missing.length > 0) throw new Error(`${verb} needs ${missing.join(', ')}`);
  return { operation, input, query };
};

/** `--name a b --flag`: the words of each option. */
const optionsIn = (words: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const options = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const word of words) {
    if (word.startsWith('--')) {
      current = [];
      options.set(word.slice(2), current);
    } else if (current === undefined) throw new Error(`${word} belongs to no option`);
    else current.push(word);
  }
  return options;
};

const general = new Set(['query', 'output', 'region', 'cli-input-json']);

const inputOfFile = (structure: Structure, name: string, folder: string): Input => {
  const path = /^file:\/\/(.+)$/.exec(name)?.[1];
  if (path === undefined) throw new Error(`${name} is not a file`);
  const json: unknown = JSON.parse(readFileSync(join(folder, path), 'utf8'));
  assertFits(json, structure, path);
  return json as Input;
};

const assertFits = (value: unknown, shape: Shape, path: string): void => {
  const wrong = (): never => {
    throw new Error(`${path}: expected a ${shape.kind}`);
  };
  switch (shape.kind) {
    case 'list':
      if (!Array.isArray(value)) return wrong();
      return value.forEach((one: unknown, at) => assertFits(one, shape.element, `${path}[${at}]`));
    case 'structure':
    case 'map':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong();
      return Object.entries(value).forEach(([name, one]) =>
        assertFits(one, memberOf(shape, name, path), `${path}.${name}`),
      );
    case 'text':
    case 'number':
    case 'flag':
      if (typeof value !== { text: 'string', number: 'number', flag: 'boolean' }[shape.kind]) wrong();
  }
};

const memberOf = (shape: Named, name: string, path: string) => {
  if (shape.kind === 'map') return shape.element;
  const member = shape.members.get(name);
  if (member === undefined) throw new Error(`${path} has no member ${name}`);
  return member();
};

const inputOfOptions = (structure: Structure, options: ReadonlyMap<string, readonly string[]>): Input => {
  const members = new Map([...structure.members].map(([name, shape]) => [cliName(name), { name, shape }]));
  return Object.fromEntries(
    [...options]
      .filter(([option]) => !general.has(option))
      .map(([option, words]) => {
        const member = members.get(option) ?? members.get(option.replace(/^no-/, ''));
        if (member === undefined) throw new Error(`There is no option --${option}`);
        const shape = member.shape();
        if (shape.kind === 'flag') return [member.name, members.has(option)];
        return [member.name, valueOfWords(words, shape, `--${option}`)];
      }),
  );
};

const valueOfWords = (words: readonly string[], shape: Shape, path: string): unknown => {
  if (shape.kind === 'list') return words.map((word) => valueOfWords([word], shape.element, path));
  const [word = '', ...others] = words;
  if (words.length === 0 || others.length > 0) throw new Error(`${path}: expected one value`);
  return typed(shape.kind === 'text' || shape.kind === 'number' ? word : readShorthand(word), shape, path);
};

/** Gives shorthand its types. */
const typed = (written: Written, shape: Shape, path: string): unknown => {
  if (shape.kind === 'list' && Array.isArray(written))
    return (written as readonly Written[]).map((one) => typed(one, shape.element, path));
  if ((shape.kind === 'structure' || shape.kind === 'map') && typeof written === 'object')
    return Object.fromEntries(
      Object.entries(written).map(([name, one]) => [
        name,
        typed(one, memberOf(shape, name, path), `${path} ${name}`),
      ]),
    );
  if (typeof written === 'string') {
    if (shape.kind === 'text') return written;
    if (shape.kind === 'number' && /^\d+$/.test(written)) return Number(written);
    if (shape.kind === 'flag' && /^(?:true|false)$/.test(written)) return written === 'true';
  }
  throw new Error(`${path}: expected a ${shape.kind}`);
};
