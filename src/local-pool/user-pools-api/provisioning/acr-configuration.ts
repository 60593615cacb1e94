import { invalidParameter } from '../../base/errors.js';
import { namesOf, problemWithNames } from '../../base/levels.js';
import type { UserPool } from '../../base/model.js';
import { optionalStructure, text, type Input } from '../protocol/input.js';
import { assertInTier } from '../protocol/tiers.js';

const members = ['Level1', 'Level2', 'Level3', 'Level4'] as const;

/**
 * `AcrConfiguration`: names of one's own for some levels. Pools that do not know levels take it and keep nothing, as was
 * seen at AWS while it was still being brought to its Regions.
 */
export const levelNamesIn = (
  input: Input,
  pool: Pick<UserPool, 'knowsLevels' | 'otherSettings'>,
): UserPool['levelNames'] => {
  const given = optionalStructure(input, 'AcrConfiguration');
  if (given === undefined || pool.knowsLevels !== true) return undefined;
  assertInTier(pool, 'Custom ACR level names');
  const unknown = Object.keys(given).find((name) => !members.some((member) => member === name));
  if (unknown !== undefined)
    throw invalidParameter(`AcrConfiguration has ${members.join(', ')}, and no ${unknown}.`);
  const levelNames = Object.fromEntries(
    members.flatMap((member, index) => {
      const level = optionalStructure(given, member);
      return level === undefined ? [] : [[index + 1, text(level, 'AcrValue')]];
    }),
  );
  const problem = problemWithNames(levelNames);
  if (problem !== undefined) throw invalidParameter(problem);
  return levelNames;
};

/** With the default names of the others, once the pool knows levels. */
export const acrConfiguration = (pool: UserPool): object | undefined => {
  if (pool.knowsLevels !== true) return undefined;
  const names = namesOf(pool);
  return Object.fromEntries(
    ([1, 2, 3, 4] as const).map((level) => [`Level${level}`, { AcrValue: names[level] }]),
  );
};
