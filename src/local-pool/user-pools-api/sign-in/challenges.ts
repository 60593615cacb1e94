import { invalidParameter, notAuthorized } from '../../base/errors.js';
import { needsNewPassword } from '../../people/challenges.js';
import { secondFactors } from '../../people/second-factor.js';
import type { Answer } from './answer.js';
import { having, issueTokens } from './attempt.js';
import { goOnCustom, isCustom, takeCustomAnswer, withShown } from './custom-auth.js';
import { answerDeviceClaim, askForDeviceClaim } from './device-srp.js';
import { required } from './flow-request.js';
import { addressToProve, askForMailSetUp, finishMailSetUp } from './mail-set-up.js';
import { takeNewPassword } from './new-password.js';
import {
  answerAfterOnlyFactor,
  answerAfterPassword,
  answerWithSecondFactor,
  askForNewPassword,
} from './next-step.js';
import { challengeForCode, assertSentCode, assertTotp, turnOn, wrongSentCode } from './second-factor.js';
import { personBehindClaim } from './srp.js';
import { askForChosenClaim, checkChosenPassword, signInByPasskey, takeChoice } from './user-auth.js';

export const challengeNames = [
  'PASSWORD_VERIFIER',
  'NEW_PASSWORD_REQUIRED',
  'SOFTWARE_TOKEN_MFA',
  'SMS_MFA',
  'SMS_OTP',
  'EMAIL_OTP',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'SELECT_CHALLENGE',
  'PASSWORD',
  'PASSWORD_SRP',
  'WEB_AUTHN',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
] as const;
export type ChallengeName = (typeof challengeNames)[number];

type Responder = (answer: Answer) => Promise<object> | object;

const takePasswordClaim = async (answer: Answer): Promise<object> => {
  const { request, pending, responses, attempt } = answer;
  const person = await personBehindClaim(request.api, pending, responses);
  if (!isCustom(pending.data)) return answerAfterPassword(having(attempt(), 'pwd'));
  const { username = '', shown = '' } = pending.data;
  return needsNewPassword(person)
    ? askForNewPassword(attempt(), { username, shown: withShown(shown, 'PASSWORD_VERIFIER') })
    : goOnCustom(answer, 'PASSWORD_VERIFIER');
};

const takeNewPasswordAnswer = async (answer: Answer): Promise<object> => {
  const { attempt, pending, responses } = answer;
  const current = attempt();
  takeNewPassword(current, responses);
  if (isCustom(pending.data)) return goOnCustom(answer, 'NEW_PASSWORD_REQUIRED');
  return answerWithSecondFactor({ ...current, tokenSource: 'NewPasswordChallenge' });
};

const takeTotp = async (answer: Answer): Promise<object> => {
  const { attempt, pending, responses } = answer;
  const current = attempt();
  assertTotp(current, required(responses, 'SOFTWARE_TOKEN_MFA_CODE'));
  if (isCustom(pending.data)) return goOnCustom(answer, 'SOFTWARE_TOKEN_MFA');
  return issueTokens(having(current, 'otp'));
};

/** The code of a second factor, or of a first one that was chosen. */
const takeSentCode = async (answer: Answer, parameter: string): Promise<object> => {
  const { attempt, pending, person, responses } = answer;
  if (person === undefined) throw wrongSentCode();
  const current = attempt();
  const address = addressToProve(pending);
  if (address !== undefined)
    return finishMailSetUp(current, { address, code: required(responses, parameter) });
  const { address: sentTo = 'email', isFirstFactor } = pending.data;
  assertSentCode(current, required(responses, parameter), sentTo);
  if (isCustom(pending.data)) return goOnCustom(answer, sentTo === 'email' ? 'EMAIL_OTP' : 'SMS_MFA');
  const proved = having(current, sentTo === 'email' ? 'email_otp' : 'sms');
  if (isFirstFactor !== 'true') return issueTokens(proved);
  const { api, client } = answer.request;
  await api.service.signUps.confirmByFirstCode(current.person, {
    client,
    address: sentTo === 'email' ? 'email' : 'phone_number',
  });
  return answerAfterOnlyFactor(proved);
};

const takeMfaType = async ({ attempt, responses }: Answer): Promise<object> => {
  const current = attempt();
  const chosen = required(responses, 'ANSWER');
  const methods = secondFactors(current.pool, current.person);
  const method = methods.find((candidate) => candidate === chosen);
  if (method !== undefined) return challengeForCode(current, method);
  throw invalidParameter(`ANSWER must be one of ${methods.join(', ')}.`);
};

/** With an address, a code goes there; otherwise VerifySoftwareToken has seen a code of the new authenticator. */
const finishMfaSetUp = async ({ attempt, pending, responses }: Answer): Promise<object> => {
  const current = attempt();
  const address = responses['EMAIL'];
  if (address !== undefined) return askForMailSetUp(current, address);
  const secret = pending.data['verifiedSecret'];
  if (secret === undefined) throw notAuthorized('Invalid session for the user.');
  current.person.totpSecret = secret;
  turnOn(current.person, 'SOFTWARE_TOKEN_MFA');
  return issueTokens(having(current, 'otp'));
};

export const responders: Readonly<Record<ChallengeName, Responder>> = {
  PASSWORD_VERIFIER: takePasswordClaim,
  NEW_PASSWORD_REQUIRED: takeNewPasswordAnswer,
  SOFTWARE_TOKEN_MFA: takeTotp,
  SMS_MFA: (answer) => takeSentCode(answer, 'SMS_MFA_CODE'),
  SMS_OTP: (answer) => takeSentCode(answer, 'SMS_OTP_CODE'),
  EMAIL_OTP: (answer) => takeSentCode(answer, 'EMAIL_OTP_CODE'),
  SELECT_MFA_TYPE: takeMfaType,
  MFA_SETUP: finishMfaSetUp,
  SELECT_CHALLENGE: ({ request, person, pending }) =>
    takeChoice(request, { person, ...nameOf(pending.data) }, pending.data['challenge']),
  WEB_AUTHN: ({ request, person, pending, responses }) =>
    signInByPasskey(request, person, {
      challenge: pending.data['challenge'],
      credential: required(responses, 'CREDENTIAL'),
    }),
  PASSWORD: ({ request, person, responses }) => {
    required(responses, 'PASSWORD');
    return checkChosenPassword(request, person);
  },
  PASSWORD_SRP: ({ request, person, pending }) =>
    askForChosenClaim(request, { person, ...nameOf(pending.data) }),
  DEVICE_SRP_AUTH: ({ attempt, responses }) => askForDeviceClaim(attempt(), required(responses, 'SRP_A')),
  DEVICE_PASSWORD_VERIFIER: ({ attempt, pending, responses }) =>
    answerDeviceClaim(attempt(), pending, responses),
  CUSTOM_CHALLENGE: takeCustomAnswer,
};

const nameOf = (data: Readonly<Record<string, string>>): { readonly username: string } => ({
  username: data['username'] ?? '',
});
