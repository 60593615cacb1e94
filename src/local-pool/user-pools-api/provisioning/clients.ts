import type { Client } from '../../base/model.js';
import { randomAlphanumeric } from '../../base/random.js';
import type { OperationTable } from '../protocol/api.js';
import { optionalFlag, optionalText, text } from '../protocol/input.js';
import { clientOfPool, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { seconds } from '../protocol/seconds.js';
import { clientSettingsIn, customSecretIn } from './client-settings.js';
import { deleteClient } from './delete-client.js';
import { validityOf } from './validity.js';

const idLength = 26;
export const secretLength = 51;

const createUserPoolClient: PoolOperation = (input, pool, api) => {
  const generated =
    optionalFlag(input, 'GenerateSecret') === true ? randomAlphanumeric(secretLength) : undefined;
  const secret = customSecretIn(input) ?? generated;
  const now = api.service.clock.now();
  const client: Client = {
    ...clientSettingsIn(input, { pool, api, hasSecret: secret !== undefined }),
    id: randomAlphanumeric(idLength),
    poolId: pool.id,
    name: text(input, 'ClientName'),
    secrets: secret === undefined ? [] : [secret],
    createdAt: now,
    updatedAt: now,
  };
  api.service.store.clients.set(client.id, client);
  return { UserPoolClient: clientType(client) };
};

/** Omitted settings go back to their defaults; name and secrets stay. */
const updateUserPoolClient: PoolOperation = (input, pool, api) => {
  const client = clientOfPool(input, pool, api);
  const { id, poolId, secrets, secretDates, isRegistered, createdAt } = client;
  const updated: Client = {
    ...clientSettingsIn(input, { pool, api, hasSecret: secrets.length > 0 }),
    id,
    poolId,
    name: optionalText(input, 'ClientName') ?? client.name,
    secrets,
    ...(secretDates === undefined ? {} : { secretDates }),
    ...(isRegistered === undefined ? {} : { isRegistered }),
    createdAt,
    updatedAt: api.service.clock.now(),
  };
  api.service.store.clients.set(id, updated);
  return { UserPoolClient: clientType(updated) };
};

const listUserPoolClients: PoolOperation = (input, pool, { service }) => {
  const type = optionalText(input, 'ClientType');
  const clients = [...service.store.clients.values()].filter(
    (client) => client.poolId === pool.id && (type === undefined || type === typeOf(client)),
  );
  const { items, next } = page(clients, input, { limit: 'MaxResults', token: 'NextToken' });
  const shown = items.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name }));
  return { UserPoolClients: shown, NextToken: next };
};

export const clientOperations: OperationTable = {
  CreateUserPoolClient: withUserPool(createUserPoolClient),
  DescribeUserPoolClient: withUserPool((input, pool, api) => ({
    UserPoolClient: clientType(clientOfPool(input, pool, api)),
  })),
  UpdateUserPoolClient: withUserPool(updateUserPoolClient),
  ListUserPoolClients: withUserPool(listUserPoolClients),
  DeleteUserPoolClient: withUserPool((input, pool, api) => {
    deleteClient(api, clientOfPool(input, pool, api));
    return {};
  }),
};

/** `UserPoolClientType`, with the secret in clear text as Cognito shows it. */
const clientType = (client: Client): object => ({
  EnablePropagateAdditionalUserContextData: false,
  ...client.otherSettings,
  UserPoolId: client.poolId,
  ClientName: client.name,
  ClientId: client.id,
  ClientType: typeOf(client),
  ClientSecret: client.secrets[0],
  ...validityOf(client),
  ReadAttributes: client.readAttributes,
  WriteAttributes: client.writeAttributes,
  ExplicitAuthFlows: client.explicitAuthFlows,
  SupportedIdentityProviders: client.identityProviders,
  CallbackURLs: client.callbackUrls,
  LogoutURLs: client.logoutUrls,
  DefaultRedirectURI: client.defaultRedirectUri,
  AllowedOAuthFlows: client.flows,
  AllowedOAuthScopes: client.scopes,
  AllowedOAuthFlowsUserPoolClient: client.flows.length > 0,
  PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
  EnableTokenRevocation: client.revocation,
  AuthSessionValidity: client.authSessionSeconds / 60,
  RefreshTokenRotation: rotationType(client),
  CreationDate: seconds(client.createdAt),
  LastModifiedDate: seconds(client.updatedAt),
});

const typeOf = ({ isRegistered }: Client): string => (isRegistered === true ? 'DCR' : 'REGULAR');

const rotationType = ({ rotation }: Client): object => {
  if (rotation === false) return { Feature: 'DISABLED' };
  return { Feature: 'ENABLED', RetryGracePeriodSeconds: rotation.graceSeconds };
};
