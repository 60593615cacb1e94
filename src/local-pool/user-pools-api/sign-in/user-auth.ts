import { invalidParameter, notAuthorized } from '../../base/errors.js';
import type { Person } from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { firstCodeAddresses, isFirstCode, type FirstCode } from '../../people/first-codes.js';
import { firstFactorsOf } from '../../people/first-factors.js';
import { pretendedDelivery } from '../../people/one-time-codes.js';
import { stillToShowOrBegin } from '../../people/reach.js';
import { isMfaMethod } from '../../people/second-factor.js';
import { aimData } from './aim.js';
import { deviceOf, required, type FlowRequest } from './flow-request.js';
import { answerAfterOnlyFactor, answerAfterPassword } from './next-step.js';
import { askForPasskey, canBeginWithPasskey, checkPasskey } from './passkey.js';
import { pretendedName } from './pretence.js';
import { askForSentCode, challengeForCode } from './second-factor.js';
import { askForPasswordClaim } from './srp.js';

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
  const next = stillToShowOrBegin(pool, person, { levels: aim.levels, proved, entry: 'choice' });
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
  if (isFirstCode(factor)) return sendCode(request, chooser, factor);
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

const sendCode = async (request: FlowRequest, chooser: Chooser, name: FirstCode): Promise<object> => {
  const { person } = chooser;
  if (person === undefined) return pretendToSend(request, chooser, name);
  if (!person.enabled) throw notAuthorized('User is disabled.');
  return askForSentCode(
    { ...request, person, proved: [] },
    { name, address: firstCodeAddresses[name], data: { isFirstFactor: 'true' } },
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

/** In the API's own names: a password in two forms, and a passkey where this pool's address is one for it. */
const factorsOf = (request: FlowRequest, person: Person | undefined): readonly string[] => {
  const { pool, aim } = request;
  return firstFactorsOf(pool, person, aim?.levels)
    .filter((factor) => factor !== 'WEB_AUTHN' || canBeginWithPasskey(request, person))
    .flatMap((factor) => (factor === 'PASSWORD' ? ['PASSWORD', 'PASSWORD_SRP'] : [factor]));
};

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
