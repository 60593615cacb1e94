import { readFileSync } from 'node:fs';
import { reasonOf } from './file-errors.js';

/** What a JSON file says, or why it says nothing; `flag` is what named it. */
export const readJson = (
  file: string,
  flag: string,
): { readonly value: unknown } | { readonly problem: string } => {
  let json: string;
  try {
    json = readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');
  } catch (error) {
    return { problem: `${flag} ${file} cannot be read: ${reasonOf(error)}` };
  }
  try {
    return { value: JSON.parse(json) as unknown };
  } catch (error) {
    return { problem: `${flag} ${file} is not JSON: ${reasonOf(error).replaceAll(/\s+/gu, ' ')}` };
  }
};
