import { clientId, clientMembers } from '../base/client-shape.js';
import type { Group, IdentityProvider, UserPool } from '../base/model.js';
import {
  checkOf,
  email,
  flag,
  isObject,
  listOf,
  mapOf,
  object,
  oneOf,
  text,
  wholeNumber,
} from '../base/shape.js';
import { providerTypes } from '../base/provider-types.js';
import { reasonOf } from '../data-file/file-errors.js';
import { readJson } from '../data-file/json-file.js';
import { isStandardAttribute } from '../people/attributes.js';
import type { Service } from '../service.js';
import * as control from './changes.js';
import { contradictionsIn } from './seed-checks.js';
import { seedPassword } from './seed.js';

/** Who and what is in a pool at its first start, instead of Ada and Grace. */
export interface Seed {
  readonly pool?: control.PoolChanges;
  readonly groups?: readonly (Pick<Group, 'name'> & control.GroupChanges)[];
  readonly people?: readonly control.AddPersonOptions[];
  readonly resourceServers?: readonly { readonly identifier: string; readonly scopes: readonly string[] }[];
  readonly identityProviders?: readonly (Pick<IdentityProvider, 'name'> & Partial<IdentityProvider>)[];
  readonly clients?: readonly (control.ClientChanges & { readonly id: string; readonly secret?: string })[];
}

const textByName = mapOf(text);
const attributesShape = checkOf(textByName.schema, (value, path) => {
  const names = isObject(value) ? Object.keys(value) : [];
  return [
    ...textByName(value, path),
    ...names.filter((name) => !isAttribute(name)).map((name) => `${path}.${name} ${unlikeAttribute(name)}`),
  ];
});

const isAttribute = (name: string): boolean =>
  name !== 'sub' && (isStandardAttribute(name) || /^custom:./u.test(name));

const unlikeAttribute = (name: string): string =>
  name === 'sub'
    ? 'is given by the pool and cannot be chosen'
    : `is no attribute; expected a standard one such as given_name, or custom:${name}`;

export const personShape = object(
  {
    email,
    password: text,
    groups: listOf(text),
    attributes: attributesShape,
    status: oneOf('UNCONFIRMED', 'CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED'),
    username: text,
  },
  ['email'],
);

/** What a seed or a test in another language may say of the pool. */
export const poolShape = object({
  mfa: oneOf('OFF', 'OPTIONAL', 'ON'),
  selfSignUp: flag,
  customAttributes: listOf(text),
  sessionTracking: object({ isOn: flag, maxPerUser: wholeNumber({ from: 1, to: 100 }) }, [
    'isOn',
    'maxPerUser',
  ]),
  knowsLevels: flag,
  firstFactors: listOf(oneOf('PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN')),
  webAuthn: object(
    { relyingPartyId: text, userVerification: oneOf('preferred', 'required'), isMultiFactor: flag },
    ['userVerification', 'isMultiFactor'],
  ),
});

export const seedShape = object({
  pool: poolShape,
  groups: listOf(
    object(
      { name: text, description: text, precedence: wholeNumber({ from: 0, to: 2 ** 31 - 1 }), roleArn: text },
      ['name'],
    ),
  ),
  people: listOf(personShape),
  resourceServers: listOf(object({ identifier: text, scopes: listOf(text) }, ['identifier', 'scopes'])),
  identityProviders: listOf(
    object(
      {
        name: text,
        type: oneOf(...providerTypes),
        identifiers: listOf(text),
        details: mapOf(text),
        attributeMapping: mapOf(text),
        preSignUpError: text,
      },
      ['name'],
    ),
  ),
  clients: listOf(object({ ...clientMembers, id: clientId, secret: text }, ['id'])),
});

/** Every problem in what is to be a seed. */
export const seedProblems = (value: unknown): readonly string[] => [
  ...seedShape(value, ''),
  ...contradictionsIn(value),
];

/** A seed, or every problem in it, one line each. */
export const readSeedFile = (
  file: string,
): { readonly seed: Seed } | { readonly problems: readonly string[] } => {
  const read = readJson(file, '--seed');
  if ('problem' in read) return { problems: [read.problem] };
  const problems = seedProblems(read.value);
  return problems.length > 0
    ? { problems: problems.map((line) => `${file}: ${line}`) }
    : { seed: read.value as Seed };
};

/** Puts a seed into a pool. Throws what the directory refuses, with the place of the person that it refused. */
export const applySeed = (service: Service, pool: UserPool, seed: Seed): void => {
  Object.assign(pool, seed.pool);
  for (const group of seed.groups ?? []) control.updateGroup(service, pool, group);
  for (const [index, person] of (seed.people ?? []).entries()) {
    addPerson(service, pool, { person, place: `people[${index}]` });
  }
  for (const server of seed.resourceServers ?? []) control.addResourceServer(service, pool, server);
  for (const provider of seed.identityProviders ?? []) control.addIdentityProvider(service, pool, provider);
  for (const client of seed.clients ?? []) control.addClient(service, pool, client);
};

const addPerson = (
  service: Service,
  pool: UserPool,
  { person, place }: { readonly person: control.AddPersonOptions; readonly place: string },
): void => {
  try {
    control.addPerson(service, pool, { password: seedPassword, ...person });
  } catch (cause) {
    throw new Error(`The seed's ${place} (${person.email}): ${reasonOf(cause)}`, { cause });
  }
};
