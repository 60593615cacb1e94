// What a seed or a test may change that Cognito does not offer: people without a sign-up, clients and groups, faults,
// the clock. In code it is LocalPool, over HTTP the control API, at the first start a seed.

import type { Client, IdentityProvider, Person, UserPool } from '../base/model.js';
import type { Service } from '../service.js';
import * as changes from './changes.js';
import type { AddPersonOptions, ClientChanges, GroupChanges, PoolChanges } from './changes.js';

/** What a test may change of a user pool while it runs. */
export interface Controls {
  /** Adds a person, and the groups that do not exist yet. Throws as the directory does. */
  addPerson(options: AddPersonOptions): Person;
  /** Groups that do not exist yet are made. */
  setGroups(email: string, groups: readonly string[]): void;
  /** From now on nobody signs in as this person, and no sign-in of theirs gets tokens. */
  disablePerson(email: string): void;
  /** The record itself; throws when nobody has this name. */
  person(email: string): Person;
  /** Asks somebody for an authenticator code from now on; answers the secret, for `totpCode`. */
  enableTotp(email: string): string;
  /** Ends everybody's sign-ins; browser sessions stay. */
  revokeEverything(): void;
  /** An app client like the seeded ones unless said otherwise; changes the one that has this id already. */
  addClient(client: ClientChanges & { readonly id: string; readonly secret?: string }): Client;
  /** Throws when there is no such client, or when Cognito would refuse the change. */
  updateClient(id: string, changes: ClientChanges): void;
  updatePool(changes: PoolChanges): void;
  /** `updateGroup('admins', { roleArn, precedence })`. */
  updateGroup(name: string, changes: GroupChanges): void;
  /** Custom scopes, `identifier/name`, which clients may then be allowed. */
  addResourceServer(identifier: string, scopes: readonly string[]): void;
  /** A provider; simulated, unless it is an OpenID provider of this machine. Clients name it in `identityProviders`. */
  addIdentityProvider(provider: Pick<IdentityProvider, 'name'> & Partial<IdentityProvider>): void;
}

export const createControls = (service: Service, pool: UserPool): Controls => {
  const person = (email: string): Person => changes.personNamed(service, pool, email);
  return {
    person,
    addPerson: (options) => changes.addPerson(service, pool, options),
    setGroups: (email, groups) => changes.setGroups(service, person(email), groups),
    disablePerson: (email) => {
      person(email).enabled = false;
    },
    enableTotp: (email) => changes.enableTotp(person(email)),
    revokeEverything: () => service.families.endAll(),
    addClient: (client) => changes.addClient(service, pool, client),
    updateClient: (id, settings) => changes.updateClient(service, id, settings),
    updatePool: (settings) => {
      Object.assign(pool, settings);
    },
    updateGroup: (name, details) => changes.updateGroup(service, pool, { name, ...details }),
    addResourceServer: (identifier, scopes) =>
      changes.addResourceServer(service, pool, { identifier, scopes }),
    addIdentityProvider: (provider) => changes.addIdentityProvider(service, pool, provider),
  };
};
