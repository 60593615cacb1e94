import { PoolError } from '../../base/errors.js';
import type { Group, Person, UserPool } from '../../base/model.js';
import { userType } from '../person/describe-person.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { optionalInteger, optionalText, text, type Input } from '../protocol/input.js';
import { notFound, poolOf, withPerson, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { seconds } from '../protocol/seconds.js';

const paging = { limit: 'Limit', token: 'NextToken' } as const;

const createGroup: PoolOperation = (input, pool, api) => {
  const name = text(input, 'GroupName');
  const key = `${pool.id}/${name}`;
  const { clock, store } = api.service;
  if (store.groups.has(key)) {
    throw new PoolError('GroupExistsException', 'A group with the name already exists.');
  }
  const now = clock.now();
  const group: Group = { name, poolId: pool.id, ...detailsIn(input), createdAt: now, updatedAt: now };
  store.groups.set(key, group);
  return { Group: groupType(group) };
};

const updateGroup: PoolOperation = (input, pool, api) => {
  const group = groupIn(input, pool, api);
  Object.assign(group, detailsIn(input), { updatedAt: api.service.clock.now() });
  return { Group: groupType(group) };
};

const deleteGroup: PoolOperation = (input, pool, api) => {
  const { name } = groupIn(input, pool, api);
  api.service.store.groups.delete(`${pool.id}/${name}`);
  for (const person of membersOf(pool, name, api)) leave(person, name);
  return {};
};

const listGroups: PoolOperation = (input, pool, { service }) => {
  const groups = [...service.store.groups.values()].filter(({ poolId }) => poolId === pool.id);
  const { items, next } = page(groups, input, paging);
  return { Groups: items.map((group) => groupType(group)), NextToken: next };
};

const listUsersInGroup: PoolOperation = (input, pool, api) => {
  const { name } = groupIn(input, pool, api);
  const { items, next } = page(membersOf(pool, name, api), input, paging);
  return { Users: items.map((person) => userType(person)), NextToken: next };
};

export const groupOperations: OperationTable = {
  CreateGroup: withUserPool(createGroup),
  GetGroup: withUserPool((input, pool, api) => ({ Group: groupType(groupIn(input, pool, api)) })),
  UpdateGroup: withUserPool(updateGroup),
  DeleteGroup: withUserPool(deleteGroup),
  ListGroups: withUserPool(listGroups),
  ListUsersInGroup: withUserPool(listUsersInGroup),
  AdminAddUserToGroup: withPerson((input, person, api) => {
    const { name } = groupIn(input, poolOf(api, person), api);
    person.groups = [...new Set([...person.groups, name])];
    return {};
  }),
  AdminRemoveUserFromGroup: withPerson((input, person, api) => {
    leave(person, groupIn(input, poolOf(api, person), api).name);
    return {};
  }),
  AdminListGroupsForUser: withPerson((input, person, { service }) => {
    const groups = person.groups
      .map((name) => service.store.groups.get(`${person.poolId}/${name}`))
      .filter((group) => group !== undefined);
    const { items, next } = page(groups, input, paging);
    return { Groups: items.map((group) => groupType(group)), NextToken: next };
  }),
};

const groupIn = (input: Input, pool: UserPool, { service }: Api): Group =>
  service.store.groups.get(`${pool.id}/${text(input, 'GroupName')}`) ?? notFound('Group not found.');

const membersOf = (pool: UserPool, name: string, { service }: Api): Person[] =>
  [...service.store.people.values()].filter(
    ({ poolId, groups }) => poolId === pool.id && groups.includes(name),
  );

const leave = (person: Person, group: string): void => {
  person.groups = person.groups.filter((name) => name !== group);
};

const detailsIn = (input: Input): Pick<Partial<Group>, 'description' | 'precedence' | 'roleArn'> => {
  const description = optionalText(input, 'Description');
  const precedence = optionalInteger(input, 'Precedence');
  const roleArn = optionalText(input, 'RoleArn');
  return {
    ...(description === undefined ? {} : { description }),
    ...(precedence === undefined ? {} : { precedence }),
    ...(roleArn === undefined ? {} : { roleArn }),
  };
};

const groupType = (group: Group): object => ({
  GroupName: group.name,
  UserPoolId: group.poolId,
  Description: group.description,
  RoleArn: group.roleArn,
  Precedence: group.precedence,
  CreationDate: seconds(group.createdAt),
  LastModifiedDate: seconds(group.updatedAt),
});
