import { invalidParameter, notAuthorized } from '../../base/errors.js';
import { levelOf, namesOf, withMethod } from '../../base/levels.js';
import type {
  AuthenticationMethod,
  Client,
  Family,
  PendingChallenge,
  Person,
  UserPool,
} from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { runPostAuthentication } from '../../people/authentication-triggers.js';
import { adminScope } from '../../tokens/scopes.js';
import type { Metadata } from '../../triggers/events.js';
import type { SourceOf } from '../../triggers/table.js';
import { knownDevice } from '../person/devices.js';
import type { Api } from '../protocol/api.js';
import { aimData, type Aim } from './aim.js';
import { newDeviceMetadata } from './devices.js';

/** A sign-in through the API on its way. */
export interface Attempt {
  readonly api: Api;
  readonly client: Client;
  readonly pool: UserPool;
  readonly person: Person;
  /** A device that the person has used before, as the app says. */
  readonly deviceKey?: string;
  /** What they have shown so far, in its order. */
  readonly proved: readonly AuthenticationMethod[];
  readonly aim?: Aim | undefined;
  /** Of the call that goes on with it. */
  readonly clientMetadata?: Metadata | undefined;
  /** As the token generation trigger is told, where this is no plain sign-in. */
  readonly tokenSource?: SourceOf<'PreTokenGeneration'>;
}

/** The attempt, one method further. */
export const having = (attempt: Attempt, method: AuthenticationMethod): Attempt => ({
  ...attempt,
  proved: withMethod(attempt.proved, method),
});

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
  { api, client, pool, person, deviceKey, proved, aim }: Attempt,
  name: string,
  data: Record<string, string>,
): string => {
  const pending: Omit<PendingChallenge, 'expiresAt'> = {
    poolId: pool.id,
    clientId: client.id,
    sub: person.sub,
    challenge: name,
    data: {
      ...data,
      ...aimData(aim),
      proved: proved.join(' '),
      ...(deviceKey === undefined ? {} : { deviceKey }),
    },
  };
  return api.service.challenges.begin(pending, 1000 * client.authSessionSeconds);
};

/** The end of a sign-in: tokens with the self-service scope alone, and a refresh token. */
export const issueTokens = async (attempt: Attempt): Promise<object> => {
  const { api, client, pool, person, clientMetadata, tokenSource = 'Authentication' } = attempt;
  const { families, refreshTokens, tokens, clock, triggers } = api.service;
  assertAimMet(attempt);
  const device = newDeviceMetadata(attempt);
  const newDeviceUsed = device !== undefined;
  await runPostAuthentication(triggers, person, { pool, client, clientMetadata, newDeviceUsed });
  const scopes = [adminScope];
  const grant = { poolId: pool.id, sub: person.sub, clientId: client.id, scopes };
  const overrides = await tokens.overridesFor(grant, { source: tokenSource, clientMetadata });
  const deviceKey = device?.DeviceKey ?? knownDevice(api, person, attempt.deviceKey)?.key;
  const begun = {
    ...grant,
    authTime: Math.floor(clock.now() / 1000),
    via: 'api',
    ...(deviceKey === undefined ? {} : { deviceKey }),
    ...levelMembers(attempt),
  } as const;
  const family = families.begin(begun, api.caller);
  const issued = await tokens.issue(family, { overrides });
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

/** All or nothing: nobody gets tokens of a lower level than they were asked for. */
const assertAimMet = ({ aim, proved }: Attempt): void => {
  if (aim?.levels === undefined || aim.levels.some((level) => levelOf(proved) >= level)) return;
  throw invalidParameter(unconfirmed.levelOutOfReach);
};

/** The level is in the tokens where somebody asked for one, or for a time. */
const levelMembers = ({ pool, proved, aim }: Attempt): Pick<Family, 'methods' | 'acr'> => {
  const level = levelOf(proved);
  return {
    methods: proved,
    ...(aim !== undefined && level > 0 ? { acr: namesOf(pool)[level === 0 ? 1 : level] } : {}),
  };
};
