import { hasDomain } from '../base/domain.js';
import type { Client } from '../base/model.js';
import type { Service } from '../service.js';

/** The app client, if its user pool has a domain: without one it has neither pages nor OAuth endpoints. */
export const clientAtDomain = ({ store }: Service, id: string | undefined): Client | undefined => {
  const client = store.clients.get(id ?? '');
  const pool = client === undefined ? undefined : store.pools.get(client.poolId);
  return pool !== undefined && hasDomain(pool) ? client : undefined;
};
