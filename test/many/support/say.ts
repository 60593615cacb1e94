/** Whether the sizes of the promise are run (`npm run bench:races`) instead of the small ones of every day. */
const isFull = process.env['MANY'] === 'full';

/** The size to run: small every day, full when asked for. */
export const size = (usual: number, full: number): number => (isFull ? full : usual);

/** Prints what was measured, in full runs only. */
export const say = (what: string, measured: Readonly<Record<string, unknown>>): void => {
  if (isFull) process.stdout.write(`${what}: ${JSON.stringify(measured)}\n`);
};

/** How many of each: `{ 200: 199, 303: 1 }`. */
export const tally = (values: readonly (string | number)[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

/** The middle, the 99th of a hundred and the largest, as whole numbers. */
export const spread = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  return { median: at(0.5), p99: at(0.99), most: at(1) };
};
