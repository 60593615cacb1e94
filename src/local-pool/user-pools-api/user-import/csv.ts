import type { UserPool } from '../../base/model.js';
import { standardNames } from '../../people/attributes.js';

/** The columns that are no attributes. */
export const usernameColumn = 'cognito:username';
export const mfaColumn = 'cognito:mfa_enabled';

/** `CSVHeader`: every attribute of the pool, then who it is about. */
export const csvHeader = ({ customAttributes }: UserPool): readonly string[] => [
  ...standardNames,
  ...customAttributes.map((name) => `custom:${name}`),
  mfaColumn,
  usernameColumn,
];

/** One line of the file, by column. */
export interface Row {
  /** As an editor counts them: the header is the first. */
  readonly line: number;
  /** Undefined where there are more cells or fewer than columns. */
  readonly cells: Readonly<Record<string, string>> | undefined;
}

/** The lines of a file below its header. Throws, with what is wrong, for a header that does not fit the pool. */
export const readRows = (csv: string, pool: UserPool): readonly Row[] => {
  const [first = '', ...lines] = csv.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const columns = cellsOf(first);
  assertHeader(columns, pool);
  return lines
    .map((text, index) => ({ text, line: index + 2 }))
    .filter(({ text }) => text !== '')
    .map(({ text, line }) => ({ line, cells: byColumn(columns, cellsOf(text)) }));
};

const assertHeader = (columns: readonly string[], pool: UserPool): void => {
  const known = csvHeader(pool);
  const unknown = columns.filter((column) => !known.includes(column));
  if (unknown.length > 0)
    throw new Error(`The header has columns that the user pool does not know: ${unknown.join(', ')}.`);
  const missing = known.filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw new Error(`The header lacks ${missing.join(', ')}: GetCSVHeader tells the whole of it.`);
  if (new Set(columns).size < columns.length) throw new Error('The header has a column twice.');
};

const byColumn = (columns: readonly string[], cells: readonly string[]): Row['cells'] =>
  cells.length === columns.length
    ? Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
    : undefined;

/** A comma within a cell has a backslash before it, as Cognito has it, or its cell has quotes, as spreadsheets write it. */
const cellsOf = (line: string): readonly string[] => {
  const cells: string[] = [''];
  let isQuoted = false;
  for (const [token] of line.matchAll(/\\,|""|"|,|[^\\",]+|\\/gu)) {
    const last = cells.length - 1;
    const cell = cells[last] ?? '';
    if (token === ',' && !isQuoted) cells.push('');
    else if (token === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (token === '""') cells[last] = isQuoted ? `${cell}"` : cell;
    else cells[last] = cell + (token === '\\,' ? ',' : token);
  }
  return cells;
};
