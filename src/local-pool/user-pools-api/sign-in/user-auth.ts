import { invalidParameter, notAuthorized } from '../../base/errors.js';
import type { Address, FirstFactor, Person, UserPool } from '../../base/model.js';
import { pretendedDelivery } from '../../people/one-time-codes.js';
import { secondFactorOf } from '../../people/second-factor.js';
import { deviceOf, required, type FlowRequest } from './flow-request.js';
import { answerAfterPassword } from './next-step.js';
import { pretendedName } from './pretence.js';
import { askForSentCode } from './second-factor.js';
import { askForPasswordClaim } from './srp.js';

const addressOf = { EMAIL_OTP: 'email', SMS_OTP: 'phone_number' } as const;

/** Whom a choice-based sign-in is about; nobody where the name is unknown and that is not to be seen. */
export interface Chooser {
  readonly person: Person | undefined;
  readonly username: string;
}

/** USER_AUTH: goes straight to the preferred factor, or lets the app choose. */
export const beginChoice = (request: FlowRequest, chooser: Chooser): Promise<object> | object => {
  const preferred = request.parameters['PREFERRED_CHALLENGE'];
  const available = factorsOf(request.pool, chooser.person);
  if (preferred !== undefined && available.includes(preferred))
    return openFactor(request, chooser, preferred);
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    Session: rememberChooser(request, chooser, 'SELECT_CHALLENGE'),
    AvailableChallenges: available,
    ChallengeParameters: {},
  };
};

/** The answer to SELECT_CHALLENGE. */
export const takeChoice = (request: FlowRequest, chooser: Chooser): Promise<object> | object => {
  const answer = request.parameters['ANSWER'] ?? '';
  if (factorsOf(request.pool, chooser.person).includes(answer)) return openFactor(request, chooser, answer);
  throw invalidParameter(`ANSWER must be one of ${factorsOf(request.pool, chooser.person).join(', ')}.`);
};

const openFactor = (request: FlowRequest, chooser: Chooser, factor: string): Promise<object> | object => {
  const { parameters } = request;
  if (factor === 'PASSWORD_SRP' && parameters['SRP_A'] !== undefined)
    return askForChosenClaim(request, chooser);
  if (factor === 'PASSWORD' && parameters['PASSWORD'] !== undefined) {
    return checkChosenPassword(request, chooser.person);
  }
  if (factor === 'EMAIL_OTP' || factor === 'SMS_OTP') return sendCode(request, chooser, factor);
  return {
    ChallengeName: factor,
    Session: rememberChooser(request, chooser, factor),
    ChallengeParameters: {},
  };
};

/** PASSWORD_SRP, in the first request or as the answer to a challenge. */
export const askForChosenClaim = (request: FlowRequest, chooser: Chooser): object => {
  const clientValue = required(request.parameters, 'SRP_A');
  return askForPasswordClaim({ ...request, ...chooser, clientValue, data: deviceOf(request.parameters) });
};

/** PASSWORD, likewise. */
export const checkChosenPassword = async (
  { api, client, pool, parameters }: FlowRequest,
  person: Person | undefined,
): Promise<object> => {
  const checked = await api.service.proofs.checkPassword(person, parameters['PASSWORD'] ?? '');
  return answerAfterPassword({ api, client, pool, person: checked, ...deviceOf(parameters) });
};

const sendCode = (request: FlowRequest, chooser: Chooser, name: keyof typeof addressOf): object => {
  const { person } = chooser;
  if (person === undefined) return pretendToSend(request, chooser, name);
  if (!person.enabled) throw notAuthorized('User is disabled.');
  return askForSentCode(
    { ...request, person },
    { name, address: addressOf[name], data: { isFirstFactor: 'true' } },
  );
};

/** Looks like a code on its way; none will ever be right. */
const pretendToSend = (request: FlowRequest, chooser: Chooser, name: string): object => {
  const { api, pool } = request;
  const delivery = pretendedDelivery(chooser.username);
  return {
    ChallengeName: name,
    Session: rememberChooser(request, chooser, name),
    ChallengeParameters: {
      USER_ID_FOR_SRP: pretendedName(api, pool, chooser.username),
      CODE_DELIVERY_DELIVERY_MEDIUM: delivery.medium,
      CODE_DELIVERY_DESTINATION: delivery.destination,
    },
  };
};

/**
 * What this person may open a sign-in with; an unknown name has everything, to look at. A mailed code alone would
 * pass by a second factor: whoever has one begins with the password.
 */
const factorsOf = (pool: UserPool, person: Person | undefined): readonly string[] => {
  const needsSecond = person === undefined ? pool.mfa === 'ON' : secondFactorOf(pool, person).kind !== 'none';
  return (pool.firstFactors ?? ['PASSWORD'])
    .filter((factor) => factor === 'PASSWORD' || !needsSecond)
    .flatMap((factor) => namesOf(factor, person));
};

const namesOf = (factor: FirstFactor, person: Person | undefined): readonly string[] => {
  switch (factor) {
    case 'PASSWORD':
      return person === undefined || person.password !== undefined ? ['PASSWORD', 'PASSWORD_SRP'] : [];
    case 'EMAIL_OTP':
    case 'SMS_OTP':
      return isReachable(person, addressOf[factor]) ? [factor] : [];
    case 'WEB_AUTHN':
      return [];
  }
};

/** Nobody is reachable too, to look at. */
const isReachable = (person: Person | undefined, address: Address): boolean =>
  person === undefined || person.attributes[`${address}_verified`] === 'true';

const rememberChooser = ({ api, client, pool }: FlowRequest, chooser: Chooser, challenge: string): string => {
  const { person, username } = chooser;
  return api.service.challenges.begin(
    { poolId: pool.id, clientId: client.id, sub: person?.sub ?? '', challenge, data: { username } },
    1000 * client.authSessionSeconds,
  );
};
