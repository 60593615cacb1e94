import type { UserPool } from '../../base/model.js';
import type { Api, Operation, OperationTable } from '../protocol/api.js';
import { optionalTexts, text, textMap, type Input } from '../protocol/input.js';
import { notFound } from '../protocol/lookups.js';
import { poolArn } from './describe-pool.js';

const tagResource: Operation = (input, api) => {
  const pool = poolByArn(input, api);
  setTags(pool, { ...tagsOf(pool), ...textMap(input, 'Tags') });
  return {};
};

const untagResource: Operation = (input, api) => {
  const pool = poolByArn(input, api);
  const gone = optionalTexts(input, 'TagKeys') ?? [];
  setTags(pool, Object.fromEntries(Object.entries(tagsOf(pool)).filter(([key]) => !gone.includes(key))));
  return {};
};

const poolByArn = (input: Input, { service }: Api): UserPool => {
  const arn = text(input, 'ResourceArn');
  const pool = [...service.store.pools.values()].find((candidate) => poolArn(candidate) === arn);
  return pool ?? notFound(`Resource ${arn} does not exist.`);
};

const tagsOf = ({ otherSettings = {} }: UserPool): Readonly<Record<string, string>> =>
  textMap(otherSettings, 'UserPoolTags');

const setTags = (pool: UserPool, tags: Readonly<Record<string, string>>): void => {
  pool.otherSettings = { ...pool.otherSettings, UserPoolTags: tags };
};

export const tagOperations: OperationTable = {
  TagResource: tagResource,
  UntagResource: untagResource,
  ListTagsForResource: (input, api) => ({ Tags: tagsOf(poolByArn(input, api)) }),
};
