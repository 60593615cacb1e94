import type { User } from '../auth/index.js';

/** One claim of the ID token as the account page shows it. The value is text, whatever it looks like. */
export interface ShownClaim {
  readonly label: string;
  /** The name of the claim in the token. */
  readonly claim: string;
  readonly value: string;
  /** A word of judgement beside the value, such as `verified`. */
  readonly badge?: string;
}

const labels: Readonly<Record<string, string>> = {
  'given_name': 'Given name',
  'family_name': 'Family name',
  'middle_name': 'Middle name',
  'nickname': 'Nickname',
  'preferred_username': 'Preferred user name',
  'profile': 'Profile page',
  'picture': 'Picture',
  'website': 'Website',
  'gender': 'Gender',
  'birthdate': 'Birth date',
  'zoneinfo': 'Time zone',
  'locale': 'Language',
  'phone_number': 'Phone number',
  'cognito:preferred_role': 'Preferred role',
};

/** What the pool says about a person, most telling first, by the names that its claims have. */
export const claimsOf = (user: User, poolIsCognito: boolean): readonly ShownClaim[] => [
  ...shown('Name', 'name', user.name),
  ...(user.email === undefined ? [] : [emailOf(user.email, user.isEmailVerified)]),
  // Elsewhere the user name is `preferred_username`, which is among the attributes.
  ...(poolIsCognito ? shown('User name', 'cognito:username', user.username) : []),
  ...shown('Signed in through', 'identities', user.identityProvider),
  ...Object.entries(user.attributes).flatMap(([claim, value]) => shown(labelOf(claim), claim, value)),
  { label: 'Subject', claim: 'sub', value: user.id },
  { label: 'Issuer', claim: 'iss', value: user.issuer },
];

/** How to address a person: the most human name that the pool knows. */
export const displayName = (user: User): string => user.name ?? user.email ?? user.username ?? user.id;

/** The first one: `Ada` of `Ada Lovelace`, `ada` of `ada@example.com`. */
export const shortName = (user: User): string => {
  const given = user.attributes['given_name'] ?? displayName(user);
  return given.split(/[\s@]/, 1)[0] || given;
};

/** One or two letters that stand for a person. */
export const initialsOf = (user: User): string => {
  const words = displayName(user)
    .replace(/@.*$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => word?.match(/^./u)?.[0].toUpperCase() ?? '').join('') || '?';
};

const shown = (label: string, claim: string, value: string | undefined): ShownClaim[] =>
  value === undefined ? [] : [{ label, claim, value }];

const emailOf = (value: string, isVerified: boolean): ShownClaim => ({
  label: 'Email address',
  claim: 'email',
  value,
  badge: isVerified ? 'verified' : 'not verified',
});

// Custom attributes belong to whoever runs the pool, and so does the way they are written.
const labelOf = (claim: string): string => labels[claim] ?? claim.replace(/^custom:/, '');
