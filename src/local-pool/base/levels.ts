import type { AuthenticationMethod, Client, UserPool } from './model.js';

/** The Lite plan knows none, and says so in the API only. */
export const hasLevels = ({ knowsLevels, otherSettings }: UserPool): boolean =>
  knowsLevels === true && otherSettings?.['UserPoolTier'] !== 'LITE';

/** From the weakest to the strongest. */
export type Level = 1 | 2 | 3 | 4;

const everyLevel: readonly Level[] = [1, 2, 3, 4];
const longestName = 64;

const codes: ReadonlySet<AuthenticationMethod> = new Set(['sms', 'email_otp']);

/**
 * What each level takes (Cognito, authentication levels with ACR and AMR claims): a password; one mailed code; a
 * passkey, or a password with a mailed code; a password with a code of an authenticator app. Nothing at all is none,
 * and what a provider says without words for it is the lowest.
 */
export const levelOf = (methods: readonly AuthenticationMethod[]): Level | 0 => {
  const has = (method: AuthenticationMethod): boolean => methods.includes(method);
  const hasCode = methods.some((method) => codes.has(method));
  if ((has('pwd') && has('otp')) || has('fed:4')) return 4;
  if (has('swk') || has('hwk') || (has('pwd') && hasCode) || has('fed:3')) return 3;
  if (hasCode || has('fed:2')) return 2;
  return has('pwd') || has('fed') ? 1 : 0;
};

/** An account at a provider, whatever it is worth. */
export const isFederated = (method: AuthenticationMethod): boolean => method.startsWith('fed');

/** The `amr` claim: `mfa` comes last where two methods or more were used. */
export const amrOf = (methods: readonly AuthenticationMethod[]): readonly string[] => {
  const names = methods.map((method) => (isFederated(method) ? 'fed' : method));
  return names.length > 1 ? [...names, 'mfa'] : names;
};

/** The methods without repetition, in the order in which they were used. */
export const withMethod = (
  methods: readonly AuthenticationMethod[],
  method: AuthenticationMethod,
): readonly AuthenticationMethod[] => [...new Set([...methods, method])];

/** The name of each level in this pool. */
export const namesOf = ({
  levelNames = {},
}: Pick<UserPool, 'levelNames'>): Readonly<Record<Level, string>> => ({
  1: levelNames[1] ?? 'urn:cognito:loa:1',
  2: levelNames[2] ?? 'urn:cognito:loa:2',
  3: levelNames[3] ?? 'urn:cognito:loa:3',
  4: levelNames[4] ?? 'urn:cognito:loa:4',
});

/** What is wrong with names of one's own: 1 to 64 characters, no space, quote or backslash, no two alike. */
export const problemWithNames = (levelNames: UserPool['levelNames']): string | undefined => {
  const names = Object.values(namesOf({ ...(levelNames && { levelNames }) }));
  const isBad = (name: string): boolean =>
    name.length === 0 || name.length > longestName || /[\s"\\]/u.test(name);
  const bad = names.find(isBad);
  if (bad !== undefined)
    return `AcrValue '${bad}' must be 1 to ${longestName} characters without spaces, quotes or backslashes.`;
  return new Set(names).size === names.length ? undefined : 'Each AcrValue must be unique across all levels.';
};

/** The levels behind a list of names, in its order; names that mean nothing here are left out. */
export const levelsIn = (pool: UserPool, list: string): readonly Level[] => {
  const names = namesOf(pool);
  return list.split(' ').flatMap((name) => everyLevel.filter((level) => names[level] === name));
};

const methodNames: readonly AuthenticationMethod[] = [
  ...(['pwd', 'otp', 'sms', 'email_otp', 'swk', 'hwk'] as const),
  ...(['fed', 'fed:2', 'fed:3', 'fed:4'] as const),
];

/** Methods as a sign-in under way keeps them: one text. */
export const methodsFrom = (text = ''): readonly AuthenticationMethod[] =>
  text.split(' ').flatMap((name) => methodNames.filter((method) => method === name));

/** Levels, likewise. */
export const levelsFrom = (text = ''): readonly Level[] =>
  text.split(' ').flatMap((name) => everyLevel.filter((level) => String(level) === name));

/** How a sign-in may begin: with a password or a passkey, or, where a client allows a choice, with a mailed code too. */
export type Entry = 'plain' | 'choice';

export const entryOf = ({ explicitAuthFlows }: Client): Entry =>
  explicitAuthFlows.includes('ALLOW_USER_AUTH') ? 'choice' : 'plain';
