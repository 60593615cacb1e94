import type { Client, Person, UserPool } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import type { TriggerEvent } from './event-types.js';
import { triggers, type SourceOf, type TriggerName } from './table.js';

/** What a caller sent along for the functions (`ClientMetadata`). Never kept, never checked. */
export type Metadata = Readonly<Record<string, string>>;

/** On whose behalf triggers run, as far as their events say it. */
export interface Calling {
  /** Calls of administrators have none. */
  readonly client?: Client | undefined;
  readonly clientMetadata?: Metadata | undefined;
}

/** Why a trigger is called, and with what. */
export interface Occasion<Name extends TriggerName> extends Calling {
  readonly pool: UserPool;
  readonly source: SourceOf<Name>;
  readonly userName: string;
  /** Beside the metadata. */
  readonly request: Readonly<Record<string, unknown>>;
}

const eventVersions: Readonly<Record<string, string>> = { V1_0: '1', V2_0: '2', V3_0: '3' };

/** Cognito's event, as it goes to the function. `tokenVersion` counts for token generation only. */
export const eventOf = <Name extends TriggerName>(
  name: Name,
  { pool, source, client, clientMetadata, userName, request }: Occasion<Name>,
  tokenVersion = 'V1_0',
): TriggerEvent => {
  const [region = ''] = pool.id.split('_');
  const isNewer = name === 'PreTokenGeneration' && tokenVersion !== 'V1_0';
  const { prefix, response } = triggers[name];
  return {
    version: isNewer ? (eventVersions[tokenVersion] ?? '1') : '1',
    triggerSource: `${prefix}_${source}`,
    region,
    userPoolId: pool.id,
    userName,
    callerContext: {
      awsSdkVersion: unconfirmed.callerSdkVersion,
      clientId: client?.id ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
    request: { ...request, ...(clientMetadata === undefined ? {} : { clientMetadata }) },
    response: isNewer ? { claimsAndScopeOverrideDetails: null } : { ...response },
  };
};

/** `userAttributes` of somebody who is in the pool. */
export const userAttributesOf = ({
  sub,
  status,
  attributes,
  identities,
}: Person): Record<string, string> => ({
  sub,
  'cognito:user_status': status,
  ...(identities.length === 0 ? {} : { identities: JSON.stringify(identities) }),
  ...attributes,
});
