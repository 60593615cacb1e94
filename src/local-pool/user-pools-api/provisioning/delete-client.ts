import type { Client } from '../../model.js';
import type { Api } from '../api.js';

/** Takes an app client away with every sign-in that came through it. */
export function deleteClient({ service }: Api, client: Client): void {
  const { families, clients } = service.store;
  for (const family of families.values()) if (family.clientId === client.id) service.families.end(family);
  clients.delete(client.id);
}
