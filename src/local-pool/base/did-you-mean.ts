const mostSlips = 2;

/** ` Did you mean X?` for a name that is nearly one of those known, and nothing for one that is not. */
export const didYouMean = (name: string, known: readonly string[]): string => {
  const nearest = nearestTo(name, known);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
};

/** The known name that takes the fewest slips; capitals, hyphens and underscores are none. */
export const nearestTo = (name: string, known: readonly string[]): string | undefined => {
  const allowed = Math.min(mostSlips, Math.floor(plain(name).length / 3));
  const [nearest] = known
    // What differs that much in length takes as many slips: the comparison, which is slow, is spared.
    .filter((candidate) => Math.abs(plain(candidate).length - plain(name).length) <= allowed)
    .map((candidate) => ({ candidate, slips: slipsBetween(plain(name), plain(candidate)) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips);
  return nearest?.candidate;
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/gu, '');

/** How many letters were added, left out, mistaken, or swapped with the next one (optimal string alignment). */
const slipsBetween = (a: string, b: string): number => {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
};

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
