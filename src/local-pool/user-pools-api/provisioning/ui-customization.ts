import { hasDomain } from '../../base/domain.js';
import { invalidParameter } from '../../base/errors.js';
import type { KeptSetting, UserPool } from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { optionalText, type Input } from '../protocol/input.js';
import { clientOfPool, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { seconds } from '../protocol/seconds.js';

/** `ALL`, or no client at all: whoever has no look of its own. */
const all = 'ALL';

/** Kept and shown, its picture at an address; the pages here keep their own look. */
const set: PoolOperation = (input, pool, api) => {
  if (!hasDomain(pool)) throw invalidParameter(unconfirmed.noDomainToCustomize);
  const clientId = clientOf(input, pool, api);
  const { clock, store } = api.service;
  const key = keyOf(pool, clientId);
  const now = clock.now();
  const before = store.keptSettings.get(key);
  const kept: KeptSetting = {
    poolId: pool.id,
    ...(clientId !== all && { clientId }),
    // What is left out goes: a picture that is to stay comes again.
    value: { css: optionalText(input, 'CSS'), image: optionalText(input, 'ImageFile') },
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  store.keptSettings.set(key, kept);
  return { UICustomization: customizationType(pool, clientId, { kept, api }) };
};

const get: PoolOperation = (input, pool, api) => {
  const clientId = clientOf(input, pool, api);
  const { keptSettings } = api.service.store;
  const own = keptSettings.get(keyOf(pool, clientId));
  const kept = own ?? keptSettings.get(keyOf(pool, all));
  if (kept === undefined) return { UICustomization: {} };
  return { UICustomization: customizationType(pool, own === undefined ? all : clientId, { kept, api }) };
};

const clientOf = (input: Input, pool: UserPool, api: Api): string => {
  const id = optionalText(input, 'ClientId') ?? all;
  return id === all ? all : clientOfPool(input, pool, api).id;
};

const keyOf = ({ id }: UserPool, clientId: string): string => `${id}/ui/${clientId}`;

const customizationType = (
  pool: UserPool,
  clientId: string,
  { kept, api }: { readonly kept: KeptSetting; readonly api: Api },
): object => ({
  UserPoolId: pool.id,
  ClientId: clientId,
  CSS: kept.value['css'],
  CSSVersion: kept.value['css'] === undefined ? undefined : String(kept.updatedAt),
  ImageUrl:
    kept.value['image'] === undefined
      ? undefined
      : `${api.service.origins.issuer}/assets/${pool.id}/${clientId}/${kept.updatedAt}/image`,
  CreationDate: seconds(kept.createdAt),
  LastModifiedDate: seconds(kept.updatedAt),
});

/** The picture of a look, for its address. */
export const pictureOf = (
  { keptSettings }: Api['service']['store'],
  { poolId, clientId }: { readonly poolId: string; readonly clientId: string },
): Buffer | undefined => {
  const image = keptSettings.get(`${poolId}/ui/${clientId}`)?.value['image'];
  return typeof image === 'string' ? Buffer.from(image, 'base64') : undefined;
};

export const uiCustomizationOperations: OperationTable = {
  SetUICustomization: withUserPool(set),
  GetUICustomization: withUserPool(get),
};
