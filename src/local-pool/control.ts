import type { Attributes, Client, Person, PersonStatus, UserPool } from './model.js';
import type { Service } from './service.js';

export interface AddPersonOptions {
  email: string;
  password?: string;
  groups?: readonly string[];
  /** Besides the e-mail address, which counts as verified unless `email_verified` says otherwise. */
  attributes?: Attributes;
  /** Default CONFIRMED. */
  status?: PersonStatus;
  username?: string;
}

/** What a test may change of a client while the pool runs. */
export type ClientChanges = Partial<Omit<Client, 'id' | 'poolId' | 'createdAt' | 'updatedAt'>>;

/** Adds a person and the groups that do not exist yet. Throws as the directory does. */
export function addPerson(service: Service, pool: UserPool, options: AddPersonOptions): Person {
  const { email, password, groups = [], attributes = {}, status = 'CONFIRMED', username } = options;
  const person = service.people.add(pool, {
    attributes: { email, email_verified: 'true', ...attributes },
    status,
    ...(username === undefined ? {} : { username }),
  });
  if (password !== undefined) service.people.setPassword(person, password);
  setGroups(service, person, groups);
  return person;
}

export function setGroups(service: Service, person: Person, names: readonly string[]): void {
  for (const name of names) ensureGroup(service, person.poolId, name);
  person.groups = [...names];
}

function ensureGroup({ store, clock }: Service, poolId: string, name: string): void {
  const key = `${poolId}/${name}`;
  const now = clock.now();
  if (!store.groups.has(key)) store.groups.set(key, { name, poolId, createdAt: now, updatedAt: now });
}

/** Throws when nobody has this name or address: a test that misspells a person should hear of it. */
export function personNamed(service: Service, pool: UserPool, login: string): Person {
  const person = service.people.find(pool.id, login);
  if (person === undefined) throw new Error(`Nobody called ${login} is in ${pool.id}. Add the person first.`);
  return person;
}

export function updateClient(service: Service, id: string, changes: ClientChanges): void {
  const client = service.store.clients.get(id);
  if (client === undefined)
    throw new Error(`There is no app client ${id}. Use client.id or publicClient.id.`);
  Object.assign(client, changes, { updatedAt: service.clock.now() });
}
