/** Whether a range as package.json writes it under `engines` lets a version of Node in. */
export const admits = (range: string, version: string): boolean =>
  range.split('||').some((alternative) => {
    const comparators = [...alternative.matchAll(/(>=|<=|>|<|\^|~|=)?\s*v?([\dx*]+(?:\.[\dx*]+)*)/g)];
    return comparators.every(([, operator = '=', bound = '']) => holds(operator, bound, version));
  });

// `18`, `18.x` and `18.*` say nothing of what comes after.
const numbersOf = (version: string): readonly number[] =>
  version.split('.').map(Number).filter(Number.isInteger);

const holds = (operator: string, bound: string, version: string): boolean => {
  const [need, have] = [numbersOf(bound), numbersOf(version)];
  const at = need.findIndex((number, place) => number !== have[place]);
  const isEqual = at === -1;
  const isGreater = !isEqual && (have[at] ?? 0) > (need[at] ?? 0);
  switch (operator) {
    case '>=':
      return isEqual || isGreater;
    case '>':
      return isGreater;
    case '<':
      return !isEqual && !isGreater;
    case '<=':
      return isEqual || !isGreater;
    // What comes first must be the same: all of it, the first number, the first two.
    case '^':
      return isEqual || (isGreater && at >= 1);
    case '~':
      return isEqual || (isGreater && at >= 2);
    default:
      return isEqual;
  }
};
