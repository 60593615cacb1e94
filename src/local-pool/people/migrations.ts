import type { Clock } from '../base/clock.js';
import { PoolError } from '../base/errors.js';
import type { Attributes, Client, Person, UserPool } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import type { Calling, Metadata } from '../triggers/events.js';
import type { SourceOf } from '../triggers/table.js';
import type { TriggerResponse } from '../triggers/answers.js';
import type { Triggers } from '../triggers/triggers.js';
import { addressNames, assertValue, checkedName } from './attributes.js';
import type { Outbox } from './outbox.js';
import type { Passwords } from './passwords.js';
import type { People } from './people.js';

/** A name that nobody in the pool has. */
export interface UnknownLogin extends Calling {
  readonly client: Client;
  readonly username: string;
}

/** People who are brought over from another directory the first time that they come. */
export interface Migrations {
  /** Undefined where there is no trigger, and where it knows nobody and the client hides that. */
  forSignIn(
    pool: UserPool,
    login: UnknownLogin & { readonly password: string; readonly validationData?: Metadata | undefined },
  ): Promise<Person | undefined>;
  /** The same for somebody who has forgotten the password. */
  forPassword(pool: UserPool, login: UnknownLogin): Promise<Person | undefined>;
}

export interface MigrationsOptions {
  readonly clock: Clock;
  readonly people: People;
  readonly passwords: Passwords;
  readonly outbox: Outbox;
  readonly triggers: Triggers;
}

export const createMigrations = (options: MigrationsOptions): Migrations => {
  const { people, passwords, triggers } = options;

  const ask = async (
    pool: UserPool,
    { client, clientMetadata, username: userName }: UnknownLogin,
    { source, ...request }: { readonly source: SourceOf<'UserMigration'>; readonly [name: string]: unknown },
  ): Promise<TriggerResponse | undefined> => {
    const occasion = { pool, client, clientMetadata, source, userName, request };
    const response = await triggers.run('UserMigration', occasion, { problemWith });
    if (response === undefined || (response['userAttributes'] ?? null) !== null) return response;
    if (client.preventUserExistenceErrors) return undefined;
    throw new PoolError('UserNotFoundException', unconfirmed.notMigrated(client.id));
  };

  const add = (pool: UserPool, username: string, response: TriggerResponse): Person => {
    const attributes = attributesOf(pool, username, response);
    freeAliases(pool, attributes, response['forceAliasCreation'] === true);
    const isConfirmed = response['finalUserStatus'] === 'CONFIRMED';
    const person = people.add(pool, {
      ...(pool.usernameAttributes.length === 0 ? { username } : {}),
      attributes,
      status: isConfirmed ? 'CONFIRMED' : 'RESET_REQUIRED',
    });
    if (response['enableSMSMFA'] === true) person.mfaMethods = ['SMS_MFA'];
    if (response['messageAction'] !== 'SUPPRESS') welcome(person, response, options);
    return person;
  };

  const freeAliases = (pool: UserPool, attributes: Attributes, takesAlias: boolean): void => {
    for (const alias of addressNames.filter((name) => pool.aliasAttributes.includes(name))) {
      const isGood = attributes[`${alias}_verified`] === 'true';
      const owner = isGood ? people.find(pool.id, attributes[alias] ?? '') : undefined;
      if (owner === undefined) continue;
      if (!takesAlias) {
        throw new PoolError('AliasExistsException', `An account with the ${alias} already exists.`);
      }
      people.setAttributes(owner, { [`${alias}_verified`]: 'false' });
    }
  };

  return {
    forSignIn: async (pool, { password, validationData, ...login }) => {
      const request = { password, validationData: validationData ?? null };
      const response = await ask(pool, login, { source: 'Authentication', ...request });
      if (response === undefined) return undefined;
      const person = add(pool, login.username, response);
      // The other directory has vouched for it: no policy is asked.
      if (person.status === 'CONFIRMED') passwords.set(person, password, { isTrusted: true });
      return person;
    },
    forPassword: async (pool, login) => {
      const request = { password: null, validationData: null };
      const response = await ask(pool, login, { source: 'ForgotPassword', ...request });
      return response === undefined ? undefined : add(pool, login.username, response);
    },
  };
};

/** The name itself is the address where people sign in by one, unless the trigger has it. */
const attributesOf = (pool: UserPool, username: string, { userAttributes }: TriggerResponse): Attributes => {
  const { username: _name, ...given } = userAttributes as Attributes;
  for (const [name, value] of Object.entries(given)) assertValue(checkedName(name, pool), value);
  if (pool.usernameAttributes.some((address) => given[address] !== undefined)) return given;
  const [address] = pool.usernameAttributes;
  return address === undefined ? given : { ...given, [address]: username };
};

/** By SMS unless the trigger says by what. */
const welcome = (person: Person, response: TriggerResponse, { clock, outbox }: MigrationsOptions): void => {
  const { desiredDeliveryMediums: asked } = response;
  const mediums: readonly unknown[] = Array.isArray(asked) && asked.length > 0 ? asked : ['SMS'];
  for (const channel of ['EMAIL', 'SMS'] as const) {
    const to = person.attributes[channel === 'SMS' ? 'phone_number' : 'email'];
    if (to === undefined || !mediums.includes(channel)) continue;
    outbox.send({ at: clock.now(), to, channel, purpose: 'welcome', code: '' });
  }
};

const problemWith = ({ userAttributes }: TriggerResponse): string | undefined => {
  if ((userAttributes ?? null) === null) return undefined;
  const isMap = typeof userAttributes === 'object' && !Array.isArray(userAttributes);
  const isText = isMap && Object.values(userAttributes ?? {}).every((value) => typeof value === 'string');
  return isText ? undefined : 'userAttributes is no map of texts';
};
