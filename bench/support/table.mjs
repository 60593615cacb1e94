import { tableOf } from '../capacity/table.mjs';

const ratioOf = (value, base) => (value === undefined || base === undefined ? '' : (value / base).toFixed(2));

const shown = (value) => {
  if (value === undefined) return '';
  if (Number.isInteger(value) || value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
};

/** A case as Markdown: its figures and, where a column says so, the ratio to the row that it is held against. */
export const describeCase = ({ name, what, columns, baseline, rows }) => {
  const figuresOf = (wanted) => rows.find((row) => row.name === wanted)?.figures;
  const isCompared = (column) => column.isCompared && baseline !== undefined;
  const head = columns.flatMap((column) => [column.title, ...(isCompared(column) ? [`of ${baseline}`] : [])]);
  const body = rows.map((row) => {
    const base = figuresOf(row.base ?? baseline);
    return [
      row.name,
      ...columns.flatMap((column) => {
        const value = row.figures[column.key];
        return [shown(value), ...(isCompared(column) ? [ratioOf(value, base?.[column.key])] : [])];
      }),
    ];
  });
  return `## ${name}\n\n${what}\n\n${tableOf(['', ...head], body)}\n`;
};
