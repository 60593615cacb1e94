import type { Person } from '../base/model.js';
import type { Store } from '../base/store.js';
import { userAttributesOf, type Calling } from '../triggers/events.js';
import type { SourceOf } from '../triggers/table.js';
import type { Triggers } from '../triggers/triggers.js';

/** Somebody is confirmed, and stays so whatever the trigger fails with. */
export const runPostConfirmation = async (
  { store, triggers }: { readonly store: Store; readonly triggers: Triggers },
  person: Person,
  { source, ...calling }: Calling & { readonly source: SourceOf<'PostConfirmation'> },
): Promise<void> => {
  const pool = store.pools.get(person.poolId);
  if (pool === undefined) return;
  const request = { userAttributes: userAttributesOf(person) };
  await triggers.run('PostConfirmation', { ...calling, pool, source, userName: person.username, request });
};
