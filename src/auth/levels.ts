import type { Claims } from './user.js';

/**
 * How somebody has to have proved who they are, by the claims that a token has of it: `acr` for the level, `amr` for the methods,
 * `auth_time` for when (OpenID Connect Core 2). Nothing that is not in the token counts.
 */
export interface LevelRequirements {
  /** At least one of these levels, the one that is liked best first: it is asked for in this order. Cognito's: `urn:cognito:loa:1` to `4`. */
  readonly anyLevel?: readonly string[];
  /** Every one of these methods, such as `mfa`, `otp`, `hwk`. There is no way to ask for a method; it can only be looked at. */
  readonly allMethods?: readonly string[];
  /** Proved within so many seconds. */
  readonly withinSeconds?: number;
}

/** What a token says of how somebody proved who they are. */
export interface Proof {
  readonly level: string | undefined;
  readonly methods: readonly string[];
  readonly authenticatedAtMs: number | undefined;
}

/** Why a proof is not enough. */
export type Shortfall = 'level_not_said' | 'level_is_another' | 'method_is_missing' | 'sign_in_is_not_recent';

/** The level and the methods in a token; what is of another type is not there. */
export const levelIn = (claims: Claims): Pick<Proof, 'level' | 'methods'> => {
  const { acr, amr } = claims;
  return {
    level: typeof acr === 'string' && acr !== '' && acr.length <= longestWord ? acr : undefined,
    methods: Array.isArray(amr) ? amr.filter(isMethod).slice(0, mostMethods) : [],
  };
};

/** What a proof lacks, if anything. `notBeforeMs`: the earliest that would be within the time that is asked for. */
export const shortfallOf = (
  { level, methods, authenticatedAtMs }: Proof,
  { anyLevel = [], allMethods = [], withinSeconds }: LevelRequirements,
  notBeforeMs: number,
): Shortfall | undefined => {
  if (anyLevel.length > 0 && level === undefined) return 'level_not_said';
  if (level !== undefined && anyLevel.length > 0 && !anyLevel.includes(level)) return 'level_is_another';
  if (!allMethods.every((method) => methods.includes(method))) return 'method_is_missing';
  const isRecent = authenticatedAtMs !== undefined && authenticatedAtMs >= notBeforeMs;
  return withinSeconds === undefined || isRecent ? undefined : 'sign_in_is_not_recent';
};

/** The earliest moment that counts now. */
export const earliestFor = ({ withinSeconds = 0 }: LevelRequirements, nowMs: number): number =>
  nowMs - withinSeconds * 1000;

/** Throws `TypeError` for requirements that ask for nothing, or could not be asked for. `of`: whose they are. */
export const checkLevelRequirements = (of: string, requirements: LevelRequirements): void => {
  const { anyLevel, allMethods, withinSeconds } = requirements;
  const words = [...(anyLevel ?? []), ...(allMethods ?? [])];
  if (anyLevel?.length === 0 || allMethods?.length === 0 || !words.every(isSendable))
    throw new TypeError(`${of} needs names of levels and methods, each without blanks and quotation marks`);
  if (withinSeconds !== undefined && (!Number.isFinite(withinSeconds) || withinSeconds < 0))
    throw new TypeError(`${of} needs withinSeconds to be a number of seconds`);
};

/** Whether anything is asked for. */
export const asksForLevel = ({ anyLevel, allMethods, withinSeconds }: LevelRequirements): boolean =>
  anyLevel !== undefined || allMethods !== undefined || withinSeconds !== undefined;

/** Whether it may be asked for: in a list that blanks separate (`acr_values`), and in a quoted text of a header. */
export const isSendable = (word: string): boolean => /^[!#-[\]-~]{1,256}$/.test(word);

const longestWord = 256;
const mostMethods = 16;

const isMethod = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= longestWord;
