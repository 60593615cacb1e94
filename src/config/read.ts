import type { Setting } from './setting.js';
import { settings, type Values } from './settings.js';

/** One line for the operator: which setting, and what it must be. Never what it is. */
export interface Problem {
  readonly setting: string;
  readonly message: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a small text file; throws when it cannot. */
export type ReadFile = (path: string) => string;

export const problem = (setting: string, message: string): Problem => ({ setting, message });

/** Reads every setting of the table by itself. What has a problem is missing from the values. */
export const readValues = (
  env: Environment,
  readFile: ReadFile,
): { readonly values: Partial<Values>; readonly problems: readonly Problem[] } => {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, setting] of Object.entries<Setting<unknown>>(settings)) {
    const outcome = readOne(name, setting, env, readFile);
    if ('problem' in outcome) problems.push(outcome.problem);
    else values[name] = outcome.value;
  }
  return { values, problems };
};

type Outcome = { readonly value: unknown } | { readonly problem: Problem };

const readOne = (name: string, setting: Setting<unknown>, env: Environment, readFile: ReadFile): Outcome => {
  const source = setting.isSecret === true ? textOfSecret(name, env, readFile) : { text: env[name] };
  if ('problem' in source) return source;
  // An empty value means "not given": that is how container platforms unset a variable.
  const text = source.text?.trim() || setting.default;
  if (text === undefined) {
    return setting.isRequired === true
      ? { problem: problem(name, `must be given: ${gist(setting)}`) }
      : { value: undefined };
  }
  const reading = setting.read(text);
  return 'value' in reading ? reading : { problem: problem(name, `must be ${reading.expected}`) };
};

type Text = { readonly text: string | undefined } | { readonly problem: Problem };

const textOfSecret = (name: string, env: Environment, readFile: ReadFile): Text => {
  const fileName = `${name}_FILE`;
  const path = env[fileName]?.trim();
  if (path === undefined || path === '') return { text: env[name] };
  if (env[name] !== undefined && env[name].trim() !== '') {
    return { problem: problem(name, `must be given once: it is set, and so is ${fileName}`) };
  }
  try {
    return { text: readFile(path) };
  } catch {
    return { problem: problem(fileName, 'must be the path of a file that this process may read') };
  }
};

const gist = ({ meaning }: Setting<unknown>): string => {
  const [sentence = meaning] = meaning.replaceAll('`', '').split(/\.(?:\s|$)/);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
};
