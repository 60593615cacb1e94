import { methodsOnOffer, secondFactors } from '../people/challenges.js';
import { invalidParameter } from '../base/errors.js';
import type { MfaMethod, Person, UserPool } from '../base/model.js';
import { newTotpSecret } from '../people/totp.js';
import { complete } from './callback.js';
import { goToStep, type Visit } from './steps.js';

/** A factor to ask for, within a sign-in that ends at a certain time. */
export interface Asking {
  readonly method: MfaMethod;
  /** The right code makes it the person's second factor. */
  readonly isSetUp: boolean;
  /** ms since 1970; five minutes from now when absent. */
  readonly until?: number | undefined;
}

/** The second factor: the person's, one of several, or one to set up; on to the callback where none is asked for. */
export const afterPasswordChange = async (visit: Visit, person: Person, until?: number): Promise<string> => {
  const { pool } = visit.request;
  if (pool.mfa === 'OFF') return complete(visit, person);
  const own = secondFactors(pool, person);
  const [first, second] = own;
  if (first !== undefined) {
    const isClear = second === undefined || first === person.preferredMfa;
    return isClear
      ? askFor(visit, person, { method: first, isSetUp: false, until })
      : offerChoice(visit, person, { methods: own, isSetUp: false, until });
  }
  return pool.mfa === 'ON' ? requireSetUp(visit, person, until) : complete(visit, person);
};

const requireSetUp = (visit: Visit, person: Person, until: number | undefined): string => {
  const methods = factorsToSetUp(visit.request.pool, person);
  const [only, another] = methods;
  if (only !== undefined && another === undefined) {
    return askFor(visit, person, { method: only, isSetUp: true, until });
  }
  if (only === undefined) {
    const message = 'The user has no second factor, and no address that could become one.';
    throw invalidParameter(message, 'noAddress');
  }
  return offerChoice(visit, person, { methods, isSetUp: true, until });
};

/** An authenticator app, or the e-mail address that the person has: a password alone must not choose another. */
const factorsToSetUp = (pool: UserPool, { attributes }: Person): readonly MfaMethod[] =>
  methodsOnOffer(pool).filter(
    (method) =>
      method === 'SOFTWARE_TOKEN_MFA' || (method === 'EMAIL_OTP' && attributes['email'] !== undefined),
  );

const offerChoice = (
  visit: Visit,
  { sub }: Person,
  { methods, isSetUp, until }: Omit<Asking, 'method'> & { readonly methods: readonly MfaMethod[] },
): string => {
  const data = { methods: methods.join(' '), ...(isSetUp ? { isSetUp: 'true' } : {}) };
  return goToStep(visit, { step: 'MFA_CHOICE', path: '/selectMfa', sub, data, until });
};

/** Goes to the page that takes the code of one factor, and sends the code where it has to be sent. */
export const askFor = (visit: Visit, person: Person, { method, isSetUp, until }: Asking): string => {
  const { sub } = person;
  const setUp: Record<string, string> = isSetUp ? { isSetUp: 'true' } : {};
  if (method !== 'SOFTWARE_TOKEN_MFA') {
    const attribute = method === 'EMAIL_OTP' ? 'email' : 'phone_number';
    const { destination } = visit.service.oneTimeCodes.send(person, 'mfa', attribute);
    const data = { method, attribute, destination, ...setUp };
    return goToStep(visit, { step: 'MFA', path: '/mfa', sub, data, until });
  }
  if (isSetUp) {
    const data = { secret: newTotpSecret() };
    return goToStep(visit, { step: 'MFA_SETUP', path: '/mfaSetup', sub, data, until });
  }
  return goToStep(visit, { step: 'MFA', path: '/mfa', sub, data: { method, destination: '' }, until });
};
