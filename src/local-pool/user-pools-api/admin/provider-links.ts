import { PoolError, invalidParameter } from '../../base/errors.js';
import type { IdentityProvider, Person, UserPool } from '../../base/model.js';
import {
  addLink,
  countLinks,
  holderOf,
  removeLink,
  subjectAttribute,
  type ProviderAccount,
} from '../../people/linked-identities.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { mustNotBeNull, optionalStructure, optionalText, text, type Input } from '../protocol/input.js';
import { findPerson, notFound, userNotFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';

const mostLinks = 5;
/** The name of the pool itself, beside those of its providers. */
const nativeProvider = 'Cognito';
const socialTypes: ReadonlySet<string> = new Set([
  'Facebook',
  'Google',
  'LoginWithAmazon',
  'SignInWithApple',
]);

/** From now on an account at a provider, which has no profile of its own yet, signs in as the destination. */
const linkProvider: PoolOperation = (input, pool, api) => {
  const source = accountIn(input, 'SourceUser');
  const person = personOf(accountIn(input, 'DestinationUser'), pool, api);
  const provider = providerOf(source, pool, api);
  assertNew(source, pool, api);
  if (countLinks(person) >= mostLinks) {
    throw new PoolError('LimitExceededException', `A user has ${mostLinks} linked identities at most.`);
  }
  addLink(person, { ...source, dateCreated: String(api.service.clock.now()) }, provider);
  return {};
};

/** Removes a link; takes a local user's password away, and keeps somebody federated out. */
const disableProvider: PoolOperation = (input, pool, api) => {
  const account = accountIn(input, 'User');
  const { store, families, clock } = api.service;
  if (account.providerName === nativeProvider) {
    delete personOf(account, pool, api).password;
    return {};
  }
  providerOf(account, pool, api);
  const person = holderOf(store, pool.id, account);
  if (person === undefined) throw userNotFound();
  const isOwn = person.username === `${account.providerName}_${account.value}`;
  if (!isOwn) removeLink(person, account);
  else {
    person.enabled = false;
    families.endAllOf(person.sub);
  }
  person.updatedAt = clock.now();
  return {};
};

export const providerLinkOperations: OperationTable = {
  AdminLinkProviderForUser: withUserPool(linkProvider),
  AdminDisableProviderForUser: withUserPool(disableProvider),
};

/** `ProviderUserIdentifierType`. */
const accountIn = (input: Input, name: string): ProviderAccount => {
  const user = optionalStructure(input, name);
  if (user === undefined) throw mustNotBeNull(name);
  return {
    providerName: text(user, 'ProviderName'),
    attribute: optionalText(user, 'ProviderAttributeName') ?? subjectAttribute,
    value: text(user, 'ProviderAttributeValue'),
  };
};

/** A local user by name, somebody federated by the id at the provider. */
const personOf = ({ providerName, value }: ProviderAccount, pool: UserPool, api: Api): Person => {
  const username = providerName === nativeProvider ? value : `${providerName}_${value}`;
  const person = findPerson(api, pool.id, username);
  if (person === undefined) throw userNotFound();
  return person;
};

const providerOf = (
  { providerName, attribute }: ProviderAccount,
  pool: UserPool,
  api: Api,
): IdentityProvider => {
  if (providerName === nativeProvider) {
    throw invalidParameter(
      'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
    );
  }
  const provider = api.service.store.identityProviders.get(`${pool.id}/${providerName}`);
  if (provider === undefined) return notFound(`Identity provider ${providerName} does not exist.`);
  if (attribute === subjectAttribute || !socialTypes.has(provider.type)) return provider;
  throw invalidParameter(
    `The ProviderAttributeName of a user of ${providerName} must be ${subjectAttribute}.`,
  );
};

/** Whoever has signed in through the provider has a profile already, and no two become one. */
const assertNew = (source: ProviderAccount, { id }: UserPool, { service }: Api): void => {
  const holder = holderOf(service.store, id, source);
  if (holder === undefined) return;
  throw invalidParameter(
    holder.username === `${source.providerName}_${source.value}`
      ? 'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link'
      : 'SourceUser is already linked to DestinationUser',
  );
};
