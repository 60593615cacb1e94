import type { FederatedSignIn, Identity, IdentityProvider, Person, ProviderLink } from '../base/model.js';
import type { Store } from '../base/store.js';

/** Stands for the account's id at the provider, where any other name is that of an attribute. */
export const subjectAttribute = 'Cognito_Subject';

/** What tells an account at a provider: its id there, or an attribute that the provider hands over. */
export type ProviderAccount = Omit<ProviderLink, 'dateCreated'>;

/** Whom an administrator linked a sign-in to. A link by an attribute becomes one by id the first time. */
export const linkedPerson = (store: Store, signIn: FederatedSignIn, userId: string): Person | undefined => {
  const { poolId, providerName, attributes } = signIn;
  const account = { providerName, attribute: subjectAttribute, value: userId };
  const byId = holderOf(store, poolId, account);
  const provider = store.identityProviders.get(`${poolId}/${providerName}`);
  if (byId !== undefined || provider === undefined) return byId;
  for (const [attribute, value] of Object.entries(attributes)) {
    const person = holderOf(store, poolId, { providerName, attribute, value });
    const link = person?.links?.find((known) => isSame(known, { providerName, attribute, value }));
    if (person === undefined || link === undefined) continue;
    removeLink(person, link);
    addLink(person, { ...account, dateCreated: link.dateCreated }, provider);
    return person;
  }
  return undefined;
};

/** The person who has this account, as a link or as the one that made the profile. */
export const holderOf = ({ people }: Store, poolId: string, account: ProviderAccount): Person | undefined => {
  for (const person of people.values()) {
    if (person.poolId === poolId && accountsOf(person).some((known) => isSame(known, account))) return person;
  }
  return undefined;
};

/** How many links a person has, beside the account that made the profile. */
export const countLinks = ({ identities, links = [] }: Person): number =>
  identities.filter(({ primary }) => primary === 'false').length + links.length;

/** Primary is the account that made the profile, never a link. */
export const addLink = (person: Person, link: ProviderLink, provider: IdentityProvider): void => {
  if (link.attribute !== subjectAttribute) {
    person.links = [...(person.links ?? []), link];
    return;
  }
  const { value: userId, dateCreated } = link;
  const { name: providerName, type: providerType } = provider;
  const identity = {
    userId,
    providerName,
    providerType,
    issuer: issuerIn(provider),
    primary: 'false',
    dateCreated,
  } as const;
  person.identities = [...person.identities, identity];
};

/** As the `identities` claim has it: SAML providers have a name of their own in their metadata. */
export const issuerIn = ({ type, details }: IdentityProvider): string | null => {
  if (type !== 'SAML') return null;
  return /\bentityID\s*=\s*["']([^"']+)["']/u.exec(details?.['MetadataFile'] ?? '')?.[1] ?? null;
};

export const removeLink = (person: Person, account: ProviderAccount): void => {
  person.links = (person.links ?? []).filter((known) => !isSame(known, account));
  person.identities = person.identities.filter((known) => !isSame(accountOf(known), account));
};

const accountsOf = ({ identities, links = [] }: Person): readonly ProviderAccount[] => [
  ...identities.map((identity) => accountOf(identity)),
  ...links,
];

const accountOf = ({ providerName, userId }: Identity): ProviderAccount => ({
  providerName,
  attribute: subjectAttribute,
  value: userId,
});

const isSame = (one: ProviderAccount, other: ProviderAccount): boolean =>
  one.providerName === other.providerName && one.attribute === other.attribute && one.value === other.value;
