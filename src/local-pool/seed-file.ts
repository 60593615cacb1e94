import { readFileSync } from 'node:fs';
import * as control from './control.js';
import { clientMembers } from './client-shape.js';
import type { Group, IdentityProvider, UserPool } from './model.js';
import { SEED_PASSWORD } from './seed.js';
import type { Service } from './service.js';
import { email, flag, isObject, listOf, mapOf, object, oneOf, text, wholeNumber } from './shape.js';

/** Who and what is in a pool at its first start, instead of Ada and Grace. */
export interface Seed {
  pool?: control.PoolChanges;
  groups?: readonly (Pick<Group, 'name'> & control.GroupChanges)[];
  people?: readonly control.AddPersonOptions[];
  resourceServers?: readonly { identifier: string; scopes: readonly string[] }[];
  identityProviders?: readonly (Pick<IdentityProvider, 'name'> & Partial<IdentityProvider>)[];
  clients?: readonly (control.ClientChanges & { id: string; secret?: string })[];
}

export const personShape = object(
  {
    email,
    password: text,
    groups: listOf(text),
    attributes: mapOf(text),
    status: oneOf('UNCONFIRMED', 'CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED'),
    username: text,
  },
  ['email'],
);

const seedShape = object({
  pool: object({ mfa: oneOf('OFF', 'OPTIONAL', 'ON'), selfSignUp: flag, customAttributes: listOf(text) }),
  groups: listOf(
    object(
      { name: text, description: text, precedence: wholeNumber({ from: 0, to: 2 ** 31 - 1 }), roleArn: text },
      ['name'],
    ),
  ),
  people: listOf(personShape),
  resourceServers: listOf(object({ identifier: text, scopes: listOf(text) }, ['identifier', 'scopes'])),
  identityProviders: listOf(
    object({ name: text, type: text, identifiers: listOf(text), preSignUpError: text }, ['name']),
  ),
  clients: listOf(object({ ...clientMembers, id: text, secret: text }, ['id'])),
});

/** A seed, or every problem in it, one line each. */
export function readSeedFile(file: string): { seed: Seed } | { problems: readonly string[] } {
  let seed: unknown;
  try {
    seed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { problems: [`--seed ${file} cannot be read as JSON: ${String(error)}`] };
  }
  const problems = [...seedShape(seed, ''), ...repeatedPeople(seed)];
  return problems.length > 0
    ? { problems: problems.map((line) => `${file}: ${line}`) }
    : { seed: seed as Seed };
}

function repeatedPeople(seed: unknown): string[] {
  const people: unknown = isObject(seed) ? seed['people'] : undefined;
  if (!Array.isArray(people)) return [];
  const addresses = people.map((person) => (isObject(person) ? String(person['email']).toLowerCase() : ''));
  return addresses.flatMap((address, index) => {
    const first = addresses.indexOf(address);
    return first < index ? [`people[${index}].email is people[${first}].email again`] : [];
  });
}

/** Puts a seed into a pool. Throws when a person's password does not fit the policy. */
export function applySeed(service: Service, pool: UserPool, seed: Seed): void {
  Object.assign(pool, seed.pool);
  for (const group of seed.groups ?? []) control.updateGroup(service, pool, group);
  for (const person of seed.people ?? []) {
    control.addPerson(service, pool, { password: SEED_PASSWORD, ...person });
  }
  for (const server of seed.resourceServers ?? []) control.addResourceServer(service, pool, server);
  for (const provider of seed.identityProviders ?? []) control.addIdentityProvider(service, pool, provider);
  for (const client of seed.clients ?? []) control.addClient(service, pool, client);
}
