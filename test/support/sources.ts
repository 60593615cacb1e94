import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** A source file and what it imports. */
export interface Source {
  /** From the project's root, such as `src/auth/pool.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** The path of one of our files, or the name of a package. */
  readonly target: string;
  readonly isOurs: boolean;
  readonly isTypeOnly: boolean;
}

/** Every TypeScript file below a folder. */
export const sourcesIn = (folder: string): readonly Source[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => sourceAt(join(folder, file)))
    .sort((one, other) => one.path.localeCompare(other.path));

const sourceAt = (path: string): Source => {
  const text = readFileSync(path, 'utf8');
  return { path: relative('.', path), text, imports: importsIn(text, path) };
};

const importStatement =
  /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

const importsIn = (text: string, path: string): readonly Import[] =>
  [...text.matchAll(importStatement)].map(([, type, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? '';
    const isOurs = name.startsWith('.');
    return {
      target: isOurs ? fileNamed(name, path) : packageOf(name),
      isOurs,
      isTypeOnly: type !== undefined,
    };
  });

const fileNamed = (name: string, from: string): string =>
  normalize(join(dirname(from), name)).replace(/\.js$/, '.ts');

const packageOf = (name: string): string => {
  if (name.startsWith('node:')) return name;
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
};

/** The room of a file below `src`: its folder, or its own name at the top. */
export const roomOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? '';

/** The first circle of imports, as a list of files that ends where it begins. */
export const findCycle = (sources: readonly Source[]): readonly string[] | undefined => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const finished = new Set<string>();

  const walk = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return undefined;
    for (const { target, isOurs } of byPath.get(path)?.imports ?? []) {
      const cycle = isOurs ? walk(target, [...trail, path]) : undefined;
      if (cycle !== undefined) return cycle;
    }
    finished.add(path);
    return undefined;
  };

  for (const { path } of sources) {
    const cycle = walk(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
};
