import { assertClient, assertClientId } from '../base/client-shape.js';
import type {
  Attributes,
  Client,
  Group,
  IdentityProvider,
  Person,
  PersonStatus,
  UserPool,
} from '../base/model.js';
import { ensureGroup } from '../people/groups.js';
import { newTotpSecret } from '../people/totp.js';
import { providerTypeOf } from '../base/provider-types.js';
import type { Service } from '../service.js';
import { newClient } from './seed.js';

export interface AddPersonOptions {
  readonly email: string;
  readonly password?: string;
  readonly groups?: readonly string[];
  /** Besides the e-mail address, which counts as verified unless `email_verified` says otherwise. */
  readonly attributes?: Attributes;
  /** Default CONFIRMED. */
  readonly status?: PersonStatus;
  readonly username?: string;
}

/** What a test may change of the user pool while it runs. */
export type PoolChanges = Partial<
  Pick<
    UserPool,
    | 'mfa'
    | 'mfaMethods'
    | 'firstFactors'
    | 'selfSignUp'
    | 'passwordPolicy'
    | 'customAttributes'
    | 'schema'
    | 'usernameAttributes'
    | 'issuer'
    | 'sessionTracking'
    | 'knowsLevels'
    | 'webAuthn'
    | 'levelNames'
  >
>;

export type GroupChanges = Partial<Pick<Group, 'description' | 'precedence' | 'roleArn'>>;

/** What a test may change of a client while the pool runs. */
export type ClientChanges = Partial<Omit<Client, 'id' | 'poolId' | 'createdAt' | 'updatedAt'>>;

/** Adds a person and the groups that do not exist yet. Throws as the directory does. */
export const addPerson = (service: Service, pool: UserPool, options: AddPersonOptions): Person => {
  const { email, password, groups = [], attributes = {}, status = 'CONFIRMED', username } = options;
  const person = service.people.add(pool, {
    attributes: { email, email_verified: 'true', ...attributes },
    status,
    ...(username === undefined ? {} : { username }),
  });
  if (password !== undefined) service.passwords.set(person, password);
  setGroups(service, person, groups);
  return person;
};

export const setGroups = (service: Service, person: Person, names: readonly string[]): void => {
  for (const name of names) ensureGroup(service, person.poolId, name);
  person.groups = [...names];
};

/** Throws when nobody has this name or address: a test that misspells a person should hear of it. */
export const personNamed = (service: Service, pool: UserPool, login: string): Person => {
  const person = service.people.find(pool.id, login);
  if (person === undefined) throw new Error(`Nobody called ${login} is in ${pool.id}. Add the person first.`);
  return person;
};

/** An app client like the seeded ones unless said otherwise; changes the one that has this id already. */
export const addClient = (
  service: Service,
  pool: UserPool,
  { id, secret, ...changes }: ClientChanges & { readonly id: string; readonly secret?: string },
): Client => {
  assertClientId(id);
  const known = service.store.clients.get(id);
  assertClient(changes, known);
  const secrets = secret === undefined ? (known?.secrets ?? []) : [secret];
  const basics = { id, poolId: pool.id, name: id, secrets };
  const client = { ...(known ?? newClient(basics, service.clock.now())), secrets, ...changes };
  service.store.clients.set(id, client);
  return client;
};

/** Custom scopes, `identifier/name`, which clients may then be allowed. */
export const addResourceServer = (
  { store }: Service,
  pool: UserPool,
  { identifier, scopes }: { readonly identifier: string; readonly scopes: readonly string[] },
): void => {
  store.resourceServers.set(`${pool.id}/${identifier}`, {
    poolId: pool.id,
    identifier,
    name: identifier,
    scopes: scopes.map((name) => ({ name, description: name })),
  });
};

/** Role and precedence of a group, for `cognito:roles` and `cognito:preferred_role`. */
export const updateGroup = (
  service: Service,
  pool: UserPool,
  { name, ...changes }: Pick<Group, 'name'> & GroupChanges,
): void => {
  Object.assign(ensureGroup(service, pool.id, name), changes, { updatedAt: service.clock.now() });
};

/** A provider; simulated, unless it is an OpenID provider of this machine. Clients name it in `identityProviders`. */
export const addIdentityProvider = (
  { store }: Service,
  pool: UserPool,
  provider: Pick<IdentityProvider, 'name'> & Partial<IdentityProvider>,
): void => {
  const key = `${pool.id}/${provider.name}`;
  store.identityProviders.set(key, {
    type: providerTypeOf(provider.name),
    identifiers: [],
    ...provider,
    poolId: pool.id,
  });
};

/** Turns an authenticator app on for somebody; answers its secret, for `totpCode`. */
export const enableTotp = (person: Person): string => {
  const secret = newTotpSecret();
  Object.assign(person, { totpSecret: secret, mfaMethods: ['SOFTWARE_TOKEN_MFA'] });
  return secret;
};

export const updateClient = (service: Service, id: string, changes: ClientChanges): void => {
  const client = service.store.clients.get(id);
  if (client === undefined)
    throw new Error(`There is no app client ${id}. Use client.id or publicClient.id.`);
  assertClient(changes, client);
  Object.assign(client, changes, { updatedAt: service.clock.now() });
};
