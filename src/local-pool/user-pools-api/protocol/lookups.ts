import { notAuthorized, PoolError } from '../../base/errors.js';
import type { Client, Person, UserPool } from '../../base/model.js';
import { adminScope } from '../../tokens/scopes.js';
import type { AccessGrant, AccessRefusal } from '../../tokens/tokens.js';
import type { Api, Operation } from './api.js';
import { text, type Input } from './input.js';

const refusedToken: Readonly<Record<AccessRefusal, string>> = {
  invalid: 'Invalid Access Token',
  expired: 'Access Token has expired',
  revoked: 'Access Token has been revoked',
  disabled: 'User is disabled.',
};

/** An operation that somebody calls with their own access token. */
export type SelfService = (input: Input, grant: AccessGrant, api: Api) => object | Promise<object>;
export type PoolOperation = (input: Input, pool: UserPool, api: Api) => object | Promise<object>;
export type PersonOperation = (input: Input, person: Person, api: Api) => object | Promise<object>;

/** The token must be this pool's, alive, and carry `aws.cognito.signin.user.admin`. */
export const withAccessToken =
  (operation: SelfService): Operation =>
  (input, api) =>
    operation(input, accessGrant(text(input, 'AccessToken'), api), api);

export const withUserPool =
  (operation: PoolOperation): Operation =>
  (input, api) =>
    operation(input, poolIn(input, api), api);

/** The person called `Username` in the pool `UserPoolId`. */
export const withPerson = (operation: PersonOperation): Operation =>
  withUserPool((input, pool, api) => operation(input, personIn(input, pool, api), api));

export const accessGrant = (token: string, { service }: Api): AccessGrant => {
  const grant = service.tokens.checkAccess(token);
  if ('refused' in grant) throw notAuthorized(refusedToken[grant.refused]);
  if (!grant.scopes.includes(adminScope)) {
    throw notAuthorized('Access Token does not have required scopes');
  }
  return grant;
};

const poolIn = (input: Input, { service }: Api): UserPool => {
  const id = text(input, 'UserPoolId');
  return service.store.pools.get(id) ?? notFound(`User pool ${id} does not exist.`);
};

/** By user name, sub, or whatever else signs people in to this pool. */
export const findPerson = ({ service }: Api, poolId: string, login: string): Person | undefined => {
  const person = service.people.find(poolId, login) ?? service.store.people.get(login);
  return person?.poolId === poolId ? person : undefined;
};

const personIn = (input: Input, pool: UserPool, api: Api): Person => {
  const person = findPerson(api, pool.id, text(input, 'Username'));
  if (person === undefined) throw userNotFound();
  return person;
};

/** The app client of a request, and its user pool. */
export const clientIn = (
  input: Input,
  { service }: Api,
): { readonly client: Client; readonly pool: UserPool } => {
  const id = text(input, 'ClientId');
  const client = service.store.clients.get(id);
  const pool = client === undefined ? undefined : service.store.pools.get(client.poolId);
  if (client === undefined || pool === undefined) return notFound(`User pool client ${id} does not exist.`);
  return { client, pool };
};

/** The client of an administrator's request: it must belong to the pool. */
export const clientOfPool = (input: Input, pool: UserPool, api: Api): Client => {
  const id = text(input, 'ClientId');
  const client = api.service.store.clients.get(id);
  if (client?.poolId !== pool.id) return notFound(`User pool client ${id} does not exist.`);
  return client;
};

export const userNotFound = (): PoolError => new PoolError('UserNotFoundException', 'User does not exist.');

export const notFound = (message: string): never => {
  throw new PoolError('ResourceNotFoundException', message);
};

export const poolOf = ({ service }: Api, { poolId }: Person): UserPool =>
  service.store.pools.get(poolId) ?? notFound(`User pool ${poolId} does not exist.`);
