import type { Person } from '../../base/model.js';
import type { Api } from '../protocol/api.js';

/** Takes somebody out of the directory with every sign-in, device and identity of theirs. */
export const removePerson = ({ service }: Api, person: Person): void => {
  const { families, people, store } = service;
  families.endAllOf(person.sub);
  people.remove(person);
  for (const [id, sub] of store.identities) if (sub === person.sub) store.identities.delete(id);
  for (const [key, device] of store.devices) if (device.sub === person.sub) store.devices.delete(key);
};
