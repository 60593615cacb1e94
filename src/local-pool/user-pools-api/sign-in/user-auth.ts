import { invalidParameter, notAuthorized } from '../../base/errors.js';
import { levelOf, type Level } from '../../base/levels.js';
import type { Address, AuthenticationMethod, FirstFactor, Person, UserPool } from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { pretendedDelivery } from '../../people/one-time-codes.js';
import { reachable, stillToShowOrBegin, waysOf } from '../../people/reach.js';
import { isMfaMethod, secondFactorOf } from '../../people/second-factor.js';
import { aimData } from './aim.js';
import { deviceOf, required, type FlowRequest } from './flow-request.js';
import { answerAfterOnlyFactor, answerAfterPassword } from './next-step.js';
import { askForPasskey, canBeginWithPasskey, checkPasskey } from './passkey.js';
import { pretendedName } from './pretence.js';
import { askForSentCode, challengeForCode } from './second-factor.js';
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
  const steppedUp = stepUp(request, chooser.person);
  if (steppedUp !== undefined) return steppedUp;
  const available = factorsOf(request, chooser.person);
  if (available.length === 0 && request.aim?.levels !== undefined) {
    throw invalidParameter(unconfirmed.levelOutOfReach);
  }
  if (preferred !== undefined && available.includes(preferred))
    return openFactor(request, chooser, preferred);
  const { person } = chooser;
  const question = person && available.includes('WEB_AUTHN') ? askForPasskey(request, person) : undefined;
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    Session: rememberChooser(request, chooser, { name: 'SELECT_CHALLENGE', challenge: question?.challenge }),
    AvailableChallenges: available,
    ChallengeParameters: { ...question?.parameters },
  };
};

/** Straight to the code that is missing, for a token that has shown the rest. One that needs nothing is an error. */
const stepUp = (request: FlowRequest, person: Person | undefined): Promise<object> | undefined => {
  const { aim, pool, parameters } = request;
  if (aim?.levels === undefined || aim.credited.length === 0 || person === undefined) return undefined;
  const proved = aim.credited;
  const next = stillToShowOrBegin(pool, person, { levels: aim.levels, proved, entry: 'api' });
  if (next === 'done') throw invalidParameter(unconfirmed.levelMetAlready);
  if (!isMfaMethod(next)) return undefined;
  if (!person.enabled) throw notAuthorized('User is disabled.');
  return challengeForCode({ ...request, person, proved, ...deviceOf(parameters) }, next);
};

/** The answer to SELECT_CHALLENGE. */
export const takeChoice = (
  request: FlowRequest,
  chooser: Chooser,
  challenge: string | undefined,
): Promise<object> | object => {
  const answer = request.parameters['ANSWER'] ?? '';
  const available = factorsOf(request, chooser.person);
  const credential = request.parameters['CREDENTIAL'];
  if (answer === 'WEB_AUTHN' && credential !== undefined) {
    return signInByPasskey(request, chooser.person, { challenge, credential });
  }
  if (available.includes(answer)) return openFactor(request, chooser, answer);
  throw invalidParameter(`ANSWER must be one of ${available.join(', ')}.`);
};

const openFactor = (request: FlowRequest, chooser: Chooser, factor: string): Promise<object> | object => {
  const { parameters } = request;
  if (factor === 'PASSWORD_SRP' && parameters['SRP_A'] !== undefined)
    return askForChosenClaim(request, chooser);
  if (factor === 'PASSWORD' && parameters['PASSWORD'] !== undefined) {
    return checkChosenPassword(request, chooser.person);
  }
  if (factor === 'EMAIL_OTP' || factor === 'SMS_OTP') return sendCode(request, chooser, factor);
  if (factor === 'WEB_AUTHN' && chooser.person !== undefined) {
    const { challenge, parameters: asked } = askForPasskey(request, chooser.person);
    const session = rememberChooser(request, chooser, { name: factor, challenge });
    return { ChallengeName: factor, Session: session, ChallengeParameters: asked };
  }
  return {
    ChallengeName: factor,
    Session: rememberChooser(request, chooser, { name: factor }),
    ChallengeParameters: {},
  };
};

/** PASSWORD_SRP, in the first request or as the answer to a challenge. */
export const askForChosenClaim = (request: FlowRequest, chooser: Chooser): object => {
  const clientValue = required(request.parameters, 'SRP_A');
  const data = { ...deviceOf(request.parameters), ...aimData(request.aim) };
  return askForPasswordClaim({ ...request, ...chooser, clientValue, data });
};

/** PASSWORD, likewise. */
export const checkChosenPassword = async (
  { api, client, pool, parameters, aim, clientMetadata }: FlowRequest,
  person: Person | undefined,
): Promise<object> => {
  const checked = await api.service.proofs.checkPassword(person, parameters['PASSWORD'] ?? '');
  const proved = ['pwd'] as const;
  const begun = { api, client, pool, person: checked, proved, aim, clientMetadata };
  return answerAfterPassword({ ...begun, ...deviceOf(parameters) });
};

/** WEB_AUTHN, with what the browser has signed. */
export const signInByPasskey = async (
  request: FlowRequest,
  person: Person | undefined,
  given: { readonly challenge: string | undefined; readonly credential: string },
): Promise<object> => {
  const method = await checkPasskey(request, person, given);
  if (person?.enabled !== true) throw notAuthorized('User is disabled.');
  return answerAfterOnlyFactor({ ...request, person, proved: [method], ...deviceOf(request.parameters) });
};

const sendCode = async (
  request: FlowRequest,
  chooser: Chooser,
  name: keyof typeof addressOf,
): Promise<object> => {
  const { person } = chooser;
  if (person === undefined) return pretendToSend(request, chooser, name);
  if (!person.enabled) throw notAuthorized('User is disabled.');
  return askForSentCode(
    { ...request, person, proved: [] },
    { name, address: addressOf[name], data: { isFirstFactor: 'true' } },
  );
};

/** Looks like a code on its way; none will ever be right. */
const pretendToSend = (request: FlowRequest, chooser: Chooser, name: string): object => {
  const { api, pool } = request;
  const delivery = pretendedDelivery(chooser.username);
  return {
    ChallengeName: name,
    Session: rememberChooser(request, chooser, { name }),
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
const factorsOf = (request: FlowRequest, person: Person | undefined): readonly string[] => {
  const { pool, aim } = request;
  const needsSecond = person === undefined ? pool.mfa === 'ON' : secondFactorOf(pool, person).kind !== 'none';
  return (pool.firstFactors ?? ['PASSWORD'])
    .filter((factor) => factor === 'PASSWORD' || factor === 'WEB_AUTHN' || !needsSecond)
    .filter((factor) => leadsTo(aim?.levels, { pool, person, factor }))
    .flatMap((factor) => namesOf(factor, request, person));
};

const methodsOf: Readonly<Record<FirstFactor, readonly AuthenticationMethod[]>> = {
  PASSWORD: ['pwd'],
  EMAIL_OTP: ['email_otp'],
  SMS_OTP: ['sms'],
  WEB_AUTHN: ['swk', 'hwk'],
};

/** Whether a sign-in that begins so comes to the level that is asked for. */
const leadsTo = (
  levels: readonly Level[] | undefined,
  {
    pool,
    person,
    factor,
  }: { readonly pool: UserPool; readonly person: Person | undefined; readonly factor: FirstFactor },
): boolean => {
  if (levels === undefined || person === undefined) return true;
  const ways = waysOf(pool, person, 'api');
  const level = reachable(ways, levels);
  return ways.some(
    (way) =>
      level !== undefined && levelOf(way) >= level && methodsOf[factor].some((method) => way[0] === method),
  );
};

const namesOf = (
  factor: FirstFactor,
  request: FlowRequest,
  person: Person | undefined,
): readonly string[] => {
  switch (factor) {
    case 'PASSWORD':
      return person === undefined || person.password !== undefined ? ['PASSWORD', 'PASSWORD_SRP'] : [];
    case 'EMAIL_OTP':
    case 'SMS_OTP':
      return isReachable(person, addressOf[factor]) ? [factor] : [];
    case 'WEB_AUTHN':
      return canBeginWithPasskey(request, person) ? [factor] : [];
  }
};

/** Nobody is reachable too, to look at. */
const isReachable = (person: Person | undefined, address: Address): boolean =>
  person === undefined || person.attributes[`${address}_verified`] === 'true';

const rememberChooser = (
  { api, client, pool, aim }: FlowRequest,
  { person, username }: Chooser,
  { name, challenge }: { readonly name: string; readonly challenge?: string | undefined },
): string => {
  const data = { username, ...aimData(aim), ...(challenge === undefined ? {} : { challenge }) };
  return api.service.challenges.begin(
    { poolId: pool.id, clientId: client.id, sub: person?.sub ?? '', challenge: name, data },
    1000 * client.authSessionSeconds,
  );
};
