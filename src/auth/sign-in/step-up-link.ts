import { isSendable } from '../levels.js';
import type { SignInHints } from '../pool/hint-parameters.js';

/** What is asked for beyond a sign-in: a proof of just now, or a level. */
export type StepUp = Pick<SignInHints, 'maxAgeSeconds' | 'level'>;

/**
 * What a link to where sign-ins start says of it, in OpenID Connect's words (Core 3.1.2.1): for a script, which can do no more
 * than lead its person there. There is no word for methods: who needs one is to prove anew who they are.
 */
export const linkParameters = ({ maxAgeSeconds, level }: StepUp): Record<string, string> => {
  const seconds = level?.allMethods === undefined ? (level?.withinSeconds ?? maxAgeSeconds) : 0;
  return {
    ...(level?.anyLevel !== undefined && { acr_values: asManyAsFit(level.anyLevel) }),
    ...(seconds !== undefined && { max_age: String(Math.min(Math.floor(seconds), mostSeconds)) }),
  };
};

/**
 * Reads it back from the query of a link, which may be anybody's. It cannot weaken anything: it only asks the pool for more than
 * a plain sign-in does, and the guard looks for itself when the person comes back. What is not written as it should be is as if
 * it were not there.
 */
export const stepUpIn = (query: Readonly<Record<string, unknown>>): StepUp => {
  const maxAgeSeconds = secondsIn(query['max_age']);
  const anyLevel = levelsIn(query['acr_values']);
  if (anyLevel === undefined) return { maxAgeSeconds };
  return { level: { anyLevel, ...(maxAgeSeconds !== undefined && { withinSeconds: maxAgeSeconds }) } };
};

// Thirty years. Some providers refuse more.
const mostSeconds = 999_999_999;
const mostLevels = 8;
const longest = 256;

const secondsIn = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : undefined;

const levelsIn = (value: unknown): readonly string[] | undefined => {
  if (typeof value !== 'string' || value.length > longest) return undefined;
  const words = value.split(' ');
  return words.length <= mostLevels && words.every(isSendable) ? words : undefined;
};

// Those that are liked best stand first. One alone always fits: a guard takes no longer one.
const asManyAsFit = (words: readonly string[]): string => {
  const fits = (count: number): boolean => words.slice(0, count).join(' ').length <= longest;
  let count = Math.min(words.length, mostLevels);
  while (count > 1 && !fits(count)) count -= 1;
  return words.slice(0, count).join(' ');
};
