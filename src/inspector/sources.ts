import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filesNamed } from './catalogue.js';

/** The files that do what the inspector shows, for reading beside it. */
export interface Sources {
  /** A page with this file, at the line of this name. `undefined` where the program came without its sources. */
  hrefOf(file: string, name: string): string | undefined;
  /** The lines of a file that a step names; of any other `undefined`. */
  linesOf(file: string): readonly string[] | undefined;
}

const folder = fileURLToPath(new URL('../../src/auth/', import.meta.url));

/** Reads a file once it is asked for, and only those that the catalogue names: a path from an address leads nowhere else. */
export const createSources = (basePath: string): Sources => {
  const read = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] | undefined => {
    if (!filesNamed.has(file) || !existsSync(`${folder}${file}`)) return undefined;
    const lines = read.get(file) ?? readFileSync(`${folder}${file}`, 'utf8').trimEnd().split('\n');
    read.set(file, lines);
    return lines;
  };
  return {
    linesOf,
    hrefOf(file, name) {
      const lines = linesOf(file);
      return lines && `${basePath}/inspector/source/${file}#L${lineOf(lines, name)}`;
    },
  };
};

/** Where a name is declared: a constant or a function, or else a method of an object. */
export const lineOf = (lines: readonly string[], name: string): number => {
  const declared = lines.findIndex((line) => new RegExp(`\\b(?:const|function) ${name}\\b`).test(line));
  const method = lines.findIndex((line) =>
    new RegExp(`^\\s+(?:async )?${name}(?:\\(|: (?:async )?\\()`).test(line),
  );
  return Math.max(declared >= 0 ? declared : method, 0) + 1;
};
