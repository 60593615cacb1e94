import { notAuthorized } from '../../base/errors.js';
import type { Client, PendingChallenge, Person, UserPool } from '../../base/model.js';
import { adminScope } from '../../tokens/scopes.js';
import { knownDevice } from '../person/devices.js';
import type { Api } from '../protocol/api.js';
import { newDeviceMetadata } from './devices.js';

/** A sign-in through the API on its way. */
export interface Attempt {
  readonly api: Api;
  readonly client: Client;
  readonly pool: UserPool;
  readonly person: Person;
  /** A device that the person has used before, as the app says. */
  readonly deviceKey?: string;
}

export type Parameters = Readonly<Record<string, string>>;

export interface Challenge {
  readonly name: string;
  /** What the app is told. */
  readonly parameters?: Parameters;
  /** What the pool keeps until the answer. */
  readonly data?: Record<string, string>;
}

/** `ChallengeName`, `Session` and so on, for an app to answer with RespondToAuthChallenge. */
export const challenge = (attempt: Attempt, { name, parameters = {}, data = {} }: Challenge): object => ({
  ChallengeName: name,
  Session: remember(attempt, name, data),
  ChallengeParameters: { USER_ID_FOR_SRP: attempt.person.username, ...parameters },
});

/** Answers the handle under which the attempt is found again, within the client's session lifetime. */
const remember = (
  { api, client, pool, person, deviceKey }: Attempt,
  name: string,
  data: Record<string, string>,
): string => {
  const pending: Omit<PendingChallenge, 'expiresAt'> = {
    poolId: pool.id,
    clientId: client.id,
    sub: person.sub,
    challenge: name,
    data: { ...data, ...(deviceKey === undefined ? {} : { deviceKey }) },
  };
  return api.service.challenges.begin(pending, 1000 * client.authSessionSeconds);
};

/** The end of a sign-in: tokens with the self-service scope alone, and a refresh token. */
export const issueTokens = async (attempt: Attempt): Promise<object> => {
  const { api, client, pool, person } = attempt;
  const { families, refreshTokens, tokens, clock } = api.service;
  const device = newDeviceMetadata(attempt);
  const deviceKey = device?.DeviceKey ?? knownDevice(api, person, attempt.deviceKey)?.key;
  const begun = {
    poolId: pool.id,
    sub: person.sub,
    clientId: client.id,
    scopes: [adminScope],
    authTime: Math.floor(clock.now() / 1000),
    via: 'api',
    ...(deviceKey === undefined ? {} : { deviceKey }),
  } as const;
  const family = families.begin(begun, api.caller);
  const issued = await tokens.issue(family);
  if (issued === undefined) throw notAuthorized('User is disabled.');
  return {
    AuthenticationResult: {
      AccessToken: issued.accessToken,
      ExpiresIn: issued.expiresIn,
      IdToken: issued.idToken,
      RefreshToken: refreshTokens.mint(family),
      TokenType: 'Bearer',
      NewDeviceMetadata: device,
    },
    ChallengeParameters: {},
  };
};
