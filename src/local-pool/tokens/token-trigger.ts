import type { Client, Group, Person, TokenOverrides, UserPool } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { userAttributesOf, type Metadata } from '../triggers/events.js';
import type { SourceOf } from '../triggers/table.js';
import type { TriggerResponse } from '../triggers/answers.js';
import type { Triggers } from '../triggers/triggers.js';
import { groupClaims } from './claims.js';

interface Asked {
  readonly pool: UserPool;
  readonly client: Client;
  readonly scopes: readonly string[];
  readonly clientMetadata?: Metadata | undefined;
}

interface AskedForPerson extends Asked {
  readonly source: SourceOf<'PreTokenGeneration'>;
  readonly person: Person;
  /** In the order of precedence. */
  readonly groups: readonly Group[];
}

/** What the trigger changes of somebody's tokens; nothing where there is none. */
export const askForPerson = async (
  triggers: Triggers,
  { pool, client, scopes, clientMetadata, source, person, groups }: AskedForPerson,
): Promise<TokenOverrides | undefined> => {
  const isFirstVersion = triggers.tokenVersion(pool) === 'V1_0';
  const claims = groupClaims(groups);
  const request = {
    userAttributes: userAttributesOf(person),
    groupConfiguration: {
      groupsToOverride: claims['cognito:groups'] ?? [],
      iamRolesToOverride: claims['cognito:roles'] ?? [],
      preferredRole: claims['cognito:preferred_role'] ?? null,
    },
    ...(isFirstVersion ? {} : { scopes }),
  };
  const occasion = { pool, client, clientMetadata, source, userName: person.username, request };
  return ask(triggers, occasion, isFirstVersion);
};

/** The same for a client's own token, which only the third version of the trigger is asked about. */
export const askForMachine = async (
  triggers: Triggers,
  { pool, client, scopes, clientMetadata }: Asked,
): Promise<TokenOverrides | undefined> => {
  if (triggers.tokenVersion(pool) !== 'V3_0') return undefined;
  const { userName, userAttributes } = unconfirmed.machineInEvent(client.id);
  const request = {
    userAttributes,
    groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
    scopes,
  };
  const source = 'ClientCredentials';
  return ask(triggers, { pool, client, clientMetadata, source, userName, request }, false);
};

const ask = async (
  triggers: Triggers,
  occasion: Parameters<typeof triggers.run<'PreTokenGeneration'>>[1],
  isFirstVersion: boolean,
): Promise<TokenOverrides | undefined> => {
  const problemWith = (response: TriggerResponse): string | undefined =>
    isFirstVersion ? firstVersionProblem(response) : laterVersionProblem(response);
  const response = await triggers.run('PreTokenGeneration', occasion, { problemWith });
  if (response === undefined) return undefined;
  return isFirstVersion ? firstVersionOverrides(response) : laterVersionOverrides(response);
};

const firstVersionOverrides = (response: TriggerResponse): TokenOverrides => {
  const details = recordIn(response, 'claimsOverrideDetails');
  return {
    id: claimsIn(details),
    access: { add: {}, suppress: [], scopesToAdd: [], scopesToSuppress: [] },
    ...groupsIn(details),
  };
};

const laterVersionOverrides = (response: TriggerResponse): TokenOverrides => {
  const details = recordIn(response, 'claimsAndScopeOverrideDetails');
  const access = recordIn(details, 'accessTokenGeneration');
  return {
    id: claimsIn(recordIn(details, 'idTokenGeneration')),
    access: {
      ...claimsIn(access),
      scopesToAdd: textsIn(access, 'scopesToAdd'),
      scopesToSuppress: textsIn(access, 'scopesToSuppress'),
    },
    ...groupsIn(details),
  };
};

const claimsIn = (details: TriggerResponse): TokenOverrides['id'] => ({
  add: recordIn(details, 'claimsToAddOrOverride'),
  suppress: textsIn(details, 'claimsToSuppress'),
});

/** Left out, it changes nothing; empty or null, it takes the groups away. */
const groupsIn = (details: TriggerResponse): Pick<TokenOverrides, 'groups'> => {
  if (details['groupOverrideDetails'] === undefined) return {};
  const given = recordIn(details, 'groupOverrideDetails');
  const { preferredRole } = given;
  return {
    groups: {
      names: textsIn(given, 'groupsToOverride'),
      roles: textsIn(given, 'iamRolesToOverride'),
      ...(typeof preferredRole === 'string' ? { preferredRole } : {}),
    },
  };
};

const firstVersionProblem = (response: TriggerResponse): string | undefined => {
  const added = recordIn(recordIn(response, 'claimsOverrideDetails'), 'claimsToAddOrOverride');
  const bad = Object.entries(added).find(([, value]) => typeof value !== 'string');
  return bad === undefined
    ? undefined
    : `the claim ${bad[0]} is no text, which version 1 of the event asks for`;
};

const laterVersionProblem = (response: TriggerResponse): string | undefined => {
  const access = recordIn(recordIn(response, 'claimsAndScopeOverrideDetails'), 'accessTokenGeneration');
  const bad = textsIn(access, 'scopesToAdd').find((scope) => /\s/u.test(scope) || scope === '');
  return bad === undefined ? undefined : `the scope "${bad}" has a blank in it`;
};

const recordIn = (value: TriggerResponse, name: string): TriggerResponse => {
  const member = value[name];
  return typeof member === 'object' && member !== null && !Array.isArray(member) ? { ...member } : {};
};

const textsIn = (value: TriggerResponse, name: string): readonly string[] => {
  const member = value[name];
  return Array.isArray(member) ? member.filter((item) => typeof item === 'string') : [];
};
