import * as en from './words/en/index.js';
import { wordFor } from './words/word-for.js';
import type { Words } from './words/words.js';
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

/** What the pool says about a person, most telling first, by the names that its claims have. */
export const claimsOf = (user: User, poolIsCognito: boolean, words: Words = en): readonly ShownClaim[] => {
  const { verified, notVerified } = words.accountPage;
  const { labels } = words.claims;
  const claims: ShownClaim[] = [];
  const show = (claim: string, value: string | undefined, badge?: string): void => {
    if (value === undefined) return;
    const label = wordFor(claim, labels) ?? claim.replace(/^custom:/, '');
    claims.push(badge === undefined ? { label, claim, value } : { label, claim, value, badge });
  };
  show('name', user.name);
  show('email', user.email, user.isEmailVerified ? verified : notVerified);
  // Elsewhere the user name is `preferred_username`, which is among the attributes.
  if (poolIsCognito) show('cognito:username', user.username);
  show('identities', user.identityProvider);
  for (const [claim, value] of Object.entries(user.attributes)) show(claim, value);
  show('sub', user.id);
  show('iss', user.issuer);
  return claims;
};

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
