import type { Clock } from '../base/clock.js';
import type { Group } from '../base/model.js';
import type { Store } from '../base/store.js';

/** The group, made when there is none of this name. */
export const ensureGroup = (
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  poolId: string,
  name: string,
): Group => {
  const now = clock.now();
  const group = store.groups.get(`${poolId}/${name}`) ?? { name, poolId, createdAt: now, updatedAt: now };
  store.groups.set(`${poolId}/${name}`, group);
  return group;
};
