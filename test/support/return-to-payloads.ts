import { readFileSync } from 'node:fs';

const shortened = (text: string): string =>
  text.length > 60 ? `${text.slice(0, 40)}… (${text.length})` : text;

/** `[payload as it stands in the file, payload, expected Location]` of `return-to.txt`. */
export const returnToPayloads: readonly (readonly [line: string, payload: string, location: string])[] =
  readFileSync(new URL('./return-to.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [escaped = '', location = ''] = line.split('\t');
      const payload: unknown = JSON.parse(`"${escaped}"`);
      return [shortened(escaped), String(payload), location] as const;
    });
