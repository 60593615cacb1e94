import type { Client } from '../../base/model.js';
import type { Api } from '../protocol/api.js';

/** Takes an app client away with every sign-in that came through it. */
export const deleteClient = ({ service }: Api, client: Client): void => {
  const { families, clients } = service.store;
  for (const family of families.values()) if (family.clientId === client.id) service.families.end(family);
  for (const table of [service.store.terms, service.store.keptSettings]) {
    for (const [key, record] of table) if (record.clientId === client.id) table.delete(key);
  }
  clients.delete(client.id);
};
