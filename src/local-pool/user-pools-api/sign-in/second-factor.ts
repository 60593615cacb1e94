import { invalidParameter, isWrongCode, PoolError } from '../../base/errors.js';
import type { Address, MfaMethod, Person } from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { stillToShow } from '../../people/reach.js';
import { codeAddresses, methodsOnOffer, secondFactorOf } from '../../people/second-factor.js';
import { useTotpCode } from '../../people/totp.js';
import { challenge, issueTokens, type Attempt } from './attempt.js';

/** The challenge for the second factor; the tokens where none is asked for. */
export const challengeForSecondFactor = async (attempt: Attempt): Promise<object> => {
  const next = forLevel(attempt);
  if (next !== undefined) return challengeForCode(attempt, next);
  const asked = secondFactorOf(attempt.pool, attempt.person);
  switch (asked.kind) {
    case 'none':
      return issueTokens(attempt);
    case 'code':
      return challengeForCode(attempt, asked.method);
    case 'choice':
      return challenge(attempt, {
        name: 'SELECT_MFA_TYPE',
        parameters: { MFAS_CAN_CHOOSE: JSON.stringify(asked.methods) },
      });
    case 'set-up':
      return requireSetUp(attempt);
  }
};

/** The factor that a level takes, if one was asked for. Throws where no factor of this person would do. */
const forLevel = ({ pool, person, proved, aim }: Attempt): MfaMethod | undefined => {
  if (aim?.levels === undefined) return undefined;
  const next = stillToShow(pool, person, { levels: aim.levels, proved, entry: 'choice' });
  if (next === 'done') return undefined;
  if (next === 'unreachable' || next === 'sign-in') throw invalidParameter(unconfirmed.levelOutOfReach);
  return next;
};

/** A verified address is a second factor by itself where mail alone is on offer; otherwise one is set up. */
const requireSetUp = async (attempt: Attempt): Promise<object> => {
  const offered = methodsOnOffer(attempt.pool);
  if (offered.length === 1 && attempt.person.attributes['email_verified'] === 'true') {
    if (offered.includes('EMAIL_OTP')) return challengeForCode(attempt, 'EMAIL_OTP');
  }
  return challenge(attempt, {
    name: 'MFA_SETUP',
    parameters: { MFAS_CAN_SETUP: JSON.stringify(offered) },
  });
};

/** Asks for a code of one factor, and sends it where it has to be sent. */
export const challengeForCode = async (
  attempt: Attempt,
  method: MfaMethod,
  data: Record<string, string> = {},
): Promise<object> => {
  const address = codeAddresses[method];
  if (address === undefined) {
    const parameters = { FRIENDLY_DEVICE_NAME: 'My TOTP device' };
    return challenge(attempt, { name: method, parameters, data });
  }
  return askForSentCode(attempt, { name: method, address, data });
};

/** A code by mail or SMS, as a second factor or as the first one of USER_AUTH. */
export const askForSentCode = async (
  attempt: Attempt,
  {
    name,
    address,
    data = {},
  }: { readonly name: string; readonly address: Address; readonly data?: Record<string, string> },
): Promise<object> => {
  const { api, person, client, clientMetadata } = attempt;
  const request = { purpose: 'mfa', attribute: address, client, clientMetadata } as const;
  const { medium, destination } = await api.service.oneTimeCodes.send(person, request);
  return challenge(attempt, {
    name,
    parameters: { CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: destination },
    data: { ...data, address },
  });
};

/** Throws CodeMismatchException or ExpiredCodeException. */
export const assertTotp = ({ api, person }: Attempt, code: string): void => {
  useTotpCode(person, { secret: person.totpSecret ?? '', code, clock: api.service.clock });
};

/** Throws CodeMismatchException or ExpiredCodeException, in the words of a sign-in. */
export const assertSentCode = ({ api, person }: Attempt, code: string, address: string): void => {
  try {
    api.service.oneTimeCodes.redeem(person, { purpose: 'mfa', code, attribute: address });
  } catch (error) {
    if (!isWrongCode(error)) throw error;
    throw wrongSentCode();
  }
};

export const wrongSentCode = (): PoolError =>
  new PoolError('CodeMismatchException', 'Invalid code or auth state for the user.');

export const turnOn = (person: Person, method: MfaMethod): void => {
  if (!person.mfaMethods.includes(method)) person.mfaMethods.push(method);
};
