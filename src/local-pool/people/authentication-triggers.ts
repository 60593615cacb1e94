import type { Client, Person, UserPool } from '../base/model.js';
import { userAttributesOf, type Calling, type Metadata } from '../triggers/events.js';
import type { Triggers } from '../triggers/triggers.js';

/** A sign-in that begins: before its password is looked at. */
export interface Beginning {
  readonly pool: UserPool;
  readonly client: Client;
  /** Nobody where the name is unknown, and the client hides that. */
  readonly person: Person | undefined;
  readonly username: string;
  readonly validationData?: Metadata | undefined;
}

/** Throws what the trigger fails with: it may turn people away, with a right password too. */
export const runPreAuthentication = async (
  triggers: Triggers,
  { pool, client, person, username, validationData }: Beginning,
): Promise<void> => {
  const request = {
    userAttributes: person === undefined ? {} : userAttributesOf(person),
    validationData: validationData ?? null,
    ...(person === undefined ? { userNotFound: true } : {}),
  };
  const userName = person?.username ?? username;
  await triggers.run('PreAuthentication', { pool, client, source: 'Authentication', userName, request });
};

/** All is shown; tokens are still to come, and do not where the trigger fails. */
export const runPostAuthentication = async (
  triggers: Triggers,
  person: Person,
  options: Calling & { readonly pool: UserPool; readonly newDeviceUsed: boolean },
): Promise<void> => {
  const { newDeviceUsed, ...calling } = options;
  const request = { userAttributes: userAttributesOf(person), newDeviceUsed };
  const occasion = { ...calling, source: 'Authentication', userName: person.username, request } as const;
  await triggers.run('PostAuthentication', occasion);
};
