/** A signed-in person, as the ID token describes them. */
export interface User {
  /** `sub`: unique within the issuer, never reused. The e-mail address is not an identity (OpenID Connect Core 5.7). */
  readonly id: string;
  readonly issuer: string;
  /** Cognito's user name; for a federated user `Provider_id`. */
  readonly username: string | undefined;
  readonly email: string | undefined;
  /** True only when the pool says so; Cognito writes it as a boolean or as a string. */
  readonly isEmailVerified: boolean;
  readonly name: string | undefined;
  /** `cognito:groups`, in the order of the token. */
  readonly groups: readonly string[];
  /** Name of the identity provider that the person came from, when it is not the pool itself. */
  readonly identityProvider: string | undefined;
  /** The other claims that are plain text, capped: standard profile claims and `custom:*` attributes. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Claims of a token whose signature has been verified. */
export type Claims = Readonly<Record<string, unknown>>;

/** Standard claims about a person beside name and e-mail address (OpenID Connect Core 5.1): texts to show, which decide nothing. */
export const profileClaims: readonly string[] = [
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
];

const attributeClaims = new Set([...profileClaims, 'cognito:preferred_role']);

const longestText = 2048;
const mostAttributes = 64;
// Cognito's own quotas: a person is in at most 100 groups, a group's name has at most 128 characters.
const mostGroups = 100;
const longestGroup = 128;

/**
 * Takes from an ID token what a session remembers. Claims of a wrong type are left out, so that nothing
 * but text, and not too much of it, can reach a page or the session store.
 */
export const userFromClaims = (claims: Claims & { readonly sub: string; readonly iss: string }): User => ({
  id: claims.sub,
  issuer: claims.iss,
  username: text(claims['cognito:username']) ?? text(claims['preferred_username']),
  email: text(claims['email']),
  isEmailVerified: claims['email_verified'] === true || claims['email_verified'] === 'true',
  name: text(claims['name']),
  groups: groupsIn(claims),
  identityProvider: identityProviderIn(claims),
  attributes: attributesIn(claims),
});

/** The same person after a refresh: what a new ID token leaves out stays as it was said before; groups do not. */
export const userWithNews = (before: User, news: User): User => ({
  ...news,
  username: news.username ?? before.username,
  name: news.name ?? before.name,
  ...(news.email === undefined && { email: before.email, isEmailVerified: before.isEmailVerified }),
  attributes: { ...before.attributes, ...news.attributes },
});

/** `cognito:groups` of a token, or nothing where it is missing or not a list. */
export const groupsIn = (claims: Claims): readonly string[] => {
  const groups = claims['cognito:groups'];
  if (!Array.isArray(groups)) return [];
  return groups
    .filter((group): group is string => typeof group === 'string' && group.length <= longestGroup)
    .slice(0, mostGroups);
};

const text = (claim: unknown): string | undefined =>
  typeof claim === 'string' && claim !== '' && claim.length <= longestText ? claim : undefined;

const attributesIn = (claims: Claims): Record<string, string> => {
  const wanted = Object.keys(claims).filter(
    (name) => attributeClaims.has(name) || name.startsWith('custom:'),
  );
  const entries = wanted.flatMap((name): [string, string][] => {
    const value = text(claims[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries.slice(0, mostAttributes));
};

// Cognito lists the linked identities of a federated user; the first one is the one they came with.
const identityProviderIn = (claims: Claims): string | undefined => {
  const identities = claims['identities'];
  const first: unknown = Array.isArray(identities) ? identities[0] : undefined;
  if (typeof first !== 'object' || first === null || !('providerName' in first)) return undefined;
  return text(first.providerName);
};
