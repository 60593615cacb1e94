import { randomUUID } from 'node:crypto';
import { PoolError } from '../../base/errors.js';
import type { Attributes, Person, UserPool } from '../../base/model.js';
import { randomAlphanumeric, randomDigits } from '../../base/random.js';
import { addressNames } from '../../people/attributes.js';
import { runPreSignUp } from '../../people/pre-sign-up.js';
import { namedBy } from '../../people/user-names.js';
import type { Metadata } from '../../triggers/events.js';
import { attributesIn } from '../person/attributes.js';
import { userType } from '../person/describe-person.js';
import type { Api } from '../protocol/api.js';
import { optionalChoice, optionalFlag, optionalText, text, type Input } from '../protocol/input.js';
import { findPerson, userNotFound } from '../protocol/lookups.js';
import { metadataIn, validationDataIn } from '../protocol/metadata.js';
import { temporaryUntil } from './temporary-password.js';

/** Somebody who must choose a password at the first sign-in. The invitation goes to the outbox, if there is an address and nobody suppressed it. */
export const adminCreateUser = async (input: Input, pool: UserPool, api: Api): Promise<object> => {
  const action = optionalChoice(input, 'MessageAction', ['RESEND', 'SUPPRESS']);
  const password = optionalText(input, 'TemporaryPassword') ?? makeTemporaryPassword(pool);
  const person =
    action === 'RESEND' ? personToInvite(input, pool, api) : await addPerson(input, pool, api, password);
  api.service.passwords.set(person, password, { temporaryUntil: temporaryUntil(pool, api) });
  if (action !== 'SUPPRESS') await invite(api, person, { password, clientMetadata: metadataIn(input) });
  return { User: userType(person) };
};

const addPerson = async (input: Input, pool: UserPool, api: Api, password: string): Promise<Person> => {
  const { people, passwords, triggers } = api.service;
  const given = attributesIn(input, 'UserAttributes', pool);
  const named = namedBy(pool, text(input, 'Username'));
  const attributes: Attributes = { ...given, ...named.attributes };
  assertAddressesFree(api, pool, attributes);
  const sub = randomUUID();
  await runPreSignUp(triggers, pool, {
    source: 'AdminCreateUser',
    userName: named.username ?? sub,
    attributes,
    validationData: validationDataIn(input),
    clientMetadata: metadataIn(input),
  });
  freeAliases(input, pool, api, attributes);
  if (people.find(pool.id, text(input, 'Username')) !== undefined) throw isThere();
  const person = people.add(pool, { ...named, sub, attributes, status: 'FORCE_CHANGE_PASSWORD' });
  try {
    passwords.assertAllowed(person, password);
    return person;
  } catch (error) {
    people.remove(person);
    throw error;
  }
};

const assertAddressesFree = ({ service }: Api, pool: UserPool, attributes: Attributes): void => {
  const taken = pool.usernameAttributes.some((name) => {
    const address = attributes[name];
    return address !== undefined && service.people.find(pool.id, address) !== undefined;
  });
  if (taken) throw isThere();
};

/** In other words than to somebody who signs up. */
const isThere = (): PoolError => new PoolError('UsernameExistsException', 'User account already exists');

/** An alias that the administrator vouches for is taken over from its owner, if `ForceAliasCreation` says so. */
const freeAliases = (input: Input, pool: UserPool, { service }: Api, attributes: Attributes): void => {
  for (const alias of addressNames.filter((address) => pool.aliasAttributes.includes(address))) {
    const isVouchedFor = attributes[`${alias}_verified`] === 'true';
    const owner = isVouchedFor ? service.people.find(pool.id, attributes[alias] ?? '') : undefined;
    if (owner === undefined) continue;
    if (optionalFlag(input, 'ForceAliasCreation') !== true) {
      throw new PoolError('AliasExistsException', `An account with the ${alias} already exists.`);
    }
    service.people.setAttributes(owner, { [`${alias}_verified`]: 'false' });
  }
};

const personToInvite = (input: Input, pool: UserPool, api: Api): Person => {
  const person = findPerson(api, pool.id, text(input, 'Username'));
  if (person === undefined) throw userNotFound();
  if (person.status === 'FORCE_CHANGE_PASSWORD') return person;
  throw new PoolError(
    'UnsupportedUserStateException',
    `Resend not possible. User status is not FORCE_CHANGE_PASSWORD but ${person.status}`,
  );
};

const invite = async (
  { service }: Api,
  person: Person,
  { password, clientMetadata }: { readonly password: string; readonly clientMetadata: Metadata | undefined },
): Promise<void> => {
  const attribute = addressNames.find((address) => person.attributes[address] !== undefined);
  if (attribute === undefined) return;
  await service.messages.send(person, {
    source: 'AdminCreateUser',
    attribute,
    to: person.attributes[attribute] ?? '',
    purpose: 'invitation',
    code: password,
    clientMetadata,
  });
};

/** Passes whatever password policy the pool has. */
const makeTemporaryPassword = ({ passwordPolicy }: UserPool): string =>
  `Tp-${randomDigits(4)}-${randomAlphanumeric(Math.max(12, passwordPolicy.minimumLength))}`;
