import { invalidParameter, notAuthorized } from '../../base/errors.js';
import type { Person } from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { isMfaMethod } from '../../people/second-factor.js';
import type { ShownChallenge } from '../../triggers/event-types.js';
import { notConfigured } from '../../triggers/errors.js';
import { userAttributesOf } from '../../triggers/events.js';
import type { TriggerResponse } from '../../triggers/answers.js';
import type { Answer } from './answer.js';
import { issueTokens, type Attempt } from './attempt.js';
import { deviceOf, required, type FlowRequest } from './flow-request.js';
import { challengeForCode } from './second-factor.js';
import { askForPasswordClaim } from './srp.js';
import { personFor, whoSignsIn } from './who-signs-in.js';

/** A sign-in whose steps triggers decide on. */
interface CustomSignIn {
  readonly request: FlowRequest;
  readonly person: Person | undefined;
  readonly username: string;
  /** What was shown so far. */
  readonly session: readonly ShownChallenge[];
  /** A, where the app has one. */
  readonly clientValue?: string | undefined;
}

/** What is Cognito's own and not a trigger's. */
type OwnChallenge = Exclude<ShownChallenge['challengeName'], 'CUSTOM_CHALLENGE'>;

const nextChallenges = [
  'CUSTOM_CHALLENGE',
  'PASSWORD_VERIFIER',
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
];

/** CUSTOM_AUTH. With `CHALLENGE_NAME` SRP_A the app asks to show the password first. */
export const beginCustom = async (request: FlowRequest): Promise<object> => {
  const { api, pool, parameters } = request;
  if ((await api.service.triggers.has(pool, 'DefineAuthChallenge')) === 'no') throw notConfigured();
  const asked = parameters['CHALLENGE_NAME'];
  if (asked !== undefined && asked !== 'SRP_A') throw invalidParameter('CHALLENGE_NAME must be SRP_A.');
  const clientValue = asked === undefined ? undefined : required(parameters, 'SRP_A');
  const find = unconfirmed.preAuthenticationBefore.customAuth ? whoSignsIn : personFor;
  const { person, username } = await find(request);
  const shown = { challengeName: 'SRP_A', challengeResult: true } as const;
  return goOn({ request, person, username, clientValue, session: asked === undefined ? [] : [shown] });
};

/** The answer to CUSTOM_CHALLENGE. A wrong one ends nothing by itself. */
export const takeCustomAnswer = async ({ request, person, pending, responses }: Answer): Promise<object> => {
  const challengeAnswer = required(responses, 'ANSWER');
  const { privateParameters = '{}', metadata, username = '' } = pending.data;
  const privateChallengeParameters: unknown = JSON.parse(privateParameters);
  const current = { request, person, username, session: shownIn(pending.data) };
  const response = await run('VerifyAuthChallengeResponse', current, {
    privateChallengeParameters,
    challengeAnswer,
  });
  const shown = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: response['answerCorrect'] === true,
    ...(metadata === undefined ? {} : { challengeMetadata: metadata }),
  } as const;
  return goOn({ ...current, session: [...current.session, shown] });
};

/** Whether a challenge of Cognito's own stands in the middle of such a sign-in. */
export const isCustom = (data: Readonly<Record<string, string>>): boolean => data['shown'] !== undefined;

/** What was just shown is one of the steps; the trigger says what follows. */
export const goOnCustom = (
  { request, pending, person }: Answer,
  challengeName: OwnChallenge,
): Promise<object> => {
  const { username = '' } = pending.data;
  const shown = { challengeName, challengeResult: true } as const;
  return goOn({ request, person, username, session: [...shownIn(pending.data), shown] });
};

/** What was shown so far, as a step keeps it, and one more. */
export const withShown = (shown: string, challengeName: OwnChallenge): string =>
  JSON.stringify([...shownIn({ shown }), { challengeName, challengeResult: true }]);

const goOn = async (current: CustomSignIn): Promise<object> => {
  const { session } = current;
  const response = await run('DefineAuthChallenge', current, { session }, definitionProblem);
  if (response['failAuthentication'] === true) throw notAuthorized('Incorrect username or password.');
  if (response['issueTokens'] === true) return issueTokens(attemptOf(current));
  return ask(current, String(response['challengeName']));
};

const ask = async (current: CustomSignIn, name: string): Promise<object> => {
  const { request, person, username, clientValue } = current;
  if (name === 'CUSTOM_CHALLENGE') return askCustom(current);
  if (name === 'PASSWORD_VERIFIER') {
    const data = { ...kept(current), ...deviceOf(request.parameters) };
    return askForPasswordClaim({ ...request, person, username, clientValue, data });
  }
  if (isMfaMethod(name)) return challengeForCode(attemptOf(current), name, kept(current));
  throw invalidParameter(`${name} cannot be asked for.`);
};

const askCustom = async (current: CustomSignIn): Promise<object> => {
  const { request, person, username, session } = current;
  const { api, client, pool } = request;
  const challenge = { challengeName: 'CUSTOM_CHALLENGE', session };
  const response = await run('CreateAuthChallenge', current, challenge, creationProblem);
  const { challengeMetadata: metadata } = response;
  const data = {
    ...kept(current),
    privateParameters: JSON.stringify(response['privateChallengeParameters'] ?? {}),
    ...(typeof metadata === 'string' ? { metadata } : {}),
  };
  const pending = {
    poolId: pool.id,
    clientId: client.id,
    sub: person?.sub ?? '',
    challenge: 'CUSTOM_CHALLENGE',
    data,
  };
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    Session: api.service.challenges.begin(pending, 1000 * client.authSessionSeconds),
    ChallengeParameters: {
      USERNAME: person?.username ?? username,
      ...(response['publicChallengeParameters'] as object | null),
    },
  };
};

type ChallengeTrigger = 'DefineAuthChallenge' | 'CreateAuthChallenge' | 'VerifyAuthChallengeResponse';

const run = async (
  name: ChallengeTrigger,
  { request: { api, client, pool, clientMetadata }, person, username }: CustomSignIn,
  more: Readonly<Record<string, unknown>>,
  problemWith: (response: TriggerResponse) => string | undefined = () => undefined,
): Promise<TriggerResponse> => {
  const request = {
    userAttributes: person === undefined ? {} : userAttributesOf(person),
    ...more,
    ...(client.preventUserExistenceErrors ? { userNotFound: person === undefined } : {}),
  };
  const userName = person?.username ?? username;
  const occasion = { pool, client, clientMetadata, source: 'Authentication', userName, request } as const;
  const response = await api.service.triggers.run(name, occasion, { problemWith });
  if (response === undefined) throw notConfigured();
  return response;
};

const attemptOf = ({ request, person }: CustomSignIn): Attempt => {
  const { api, client, pool, clientMetadata, parameters } = request;
  if (person === undefined) throw notAuthorized('Incorrect username or password.');
  if (!person.enabled) throw notAuthorized('User is disabled.');
  return { api, client, pool, person, proved: [], clientMetadata, ...deviceOf(parameters) };
};

const kept = ({ session, username }: CustomSignIn): Record<string, string> => ({
  shown: JSON.stringify(session),
  username,
});

const shownIn = ({ shown = '[]' }: Readonly<Record<string, string>>): readonly ShownChallenge[] =>
  JSON.parse(shown) as ShownChallenge[];

const definitionProblem = (response: TriggerResponse): string | undefined => {
  const { challengeName, issueTokens: issues, failAuthentication: fails } = response;
  if (issues === true || fails === true) return undefined;
  return nextChallenges.some((name) => name === challengeName)
    ? undefined
    : `challengeName must be one of ${nextChallenges.join(', ')} where it neither issues tokens nor fails`;
};

const creationProblem = (response: TriggerResponse): string | undefined => {
  const bad = ['publicChallengeParameters', 'privateChallengeParameters'].find((name) => {
    const value = response[name] ?? {};
    return typeof value !== 'object' || !Object.values(value).every((member) => typeof member === 'string');
  });
  return bad === undefined ? undefined : `${bad} is no map of texts`;
};
