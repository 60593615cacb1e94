import { invalidParameter } from '../../base/errors.js';
import type { ResourceServer, UserPool } from '../../base/model.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { optionalStructures, optionalText, text, type Input } from '../protocol/input.js';
import { notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';

const create: PoolOperation = (input, pool, api) => {
  const identifier = text(input, 'Identifier');
  const servers = api.service.store.resourceServers;
  if (servers.has(`${pool.id}/${identifier}`)) throw invalidParameter(`${identifier} already exists.`);
  const server = { poolId: pool.id, identifier, name: text(input, 'Name'), scopes: scopesIn(input) };
  servers.set(`${pool.id}/${identifier}`, server);
  return { ResourceServer: serverType(server) };
};

const update: PoolOperation = (input, pool, api) => {
  const server = serverIn(input, pool, api);
  Object.assign(server, { name: text(input, 'Name'), scopes: scopesIn(input) });
  return { ResourceServer: serverType(server) };
};

const remove: PoolOperation = (input, pool, api) => {
  const { identifier } = serverIn(input, pool, api);
  api.service.store.resourceServers.delete(`${pool.id}/${identifier}`);
  return {};
};

const list: PoolOperation = (input, pool, { service }) => {
  const servers = [...service.store.resourceServers.values()].filter(({ poolId }) => poolId === pool.id);
  const { items, next } = page(servers, input, { limit: 'MaxResults', token: 'NextToken' });
  return { ResourceServers: items.map((server) => serverType(server)), NextToken: next };
};

const serverIn = (input: Input, pool: UserPool, { service }: Api): ResourceServer => {
  const key = `${pool.id}/${text(input, 'Identifier')}`;
  return service.store.resourceServers.get(key) ?? notFound('Resource server not found.');
};

const scopesIn = (input: Input): ResourceServer['scopes'] =>
  (optionalStructures(input, 'Scopes') ?? []).map((scope) => ({
    name: text(scope, 'ScopeName'),
    description: optionalText(scope, 'ScopeDescription') ?? '',
  }));

const serverType = ({ poolId, identifier, name, scopes }: ResourceServer): object => ({
  UserPoolId: poolId,
  Identifier: identifier,
  Name: name,
  Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
});

export const resourceServerOperations: OperationTable = {
  CreateResourceServer: withUserPool(create),
  DescribeResourceServer: withUserPool((input, pool, api) => ({
    ResourceServer: serverType(serverIn(input, pool, api)),
  })),
  UpdateResourceServer: withUserPool(update),
  DeleteResourceServer: withUserPool(remove),
  ListResourceServers: withUserPool(list),
};
