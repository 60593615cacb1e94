import { invalidParameter } from '../base/errors.js';
import type { MfaMethod, Person, UserPool } from '../base/model.js';
import { codeAddresses, methodsOnOffer, secondFactorOf } from '../people/second-factor.js';
import { newTotpSecret } from '../people/totp.js';
import { goToCallback } from './callback.js';
import { goToStep, type Visit } from './steps.js';

/** A factor to ask for, within a sign-in that ends at a certain time. */
export interface Asking {
  readonly method: MfaMethod;
  /** The right code makes it the person's second factor. */
  readonly isSetUp: boolean;
  /** ms since 1970; five minutes from now when absent. */
  readonly until?: number | undefined;
}

/** The page for the second factor: the person's, one of several, or one to set up; the callback where none is asked for. */
export const pageForSecondFactor = async (visit: Visit, person: Person, until?: number): Promise<string> => {
  const asked = secondFactorOf(visit.request.pool, person);
  switch (asked.kind) {
    case 'none':
      return goToCallback(visit, person);
    case 'code':
      return goToCodePage(visit, person, { method: asked.method, isSetUp: false, until });
    case 'choice':
      return offerChoice(visit, person, { methods: asked.methods, isSetUp: false, until });
    case 'set-up':
      return requireSetUp(visit, person, until);
  }
};

const requireSetUp = (visit: Visit, person: Person, until: number | undefined): string => {
  const methods = factorsToSetUp(visit.request.pool, person);
  const [only, another] = methods;
  if (only !== undefined && another === undefined) {
    return goToCodePage(visit, person, { method: only, isSetUp: true, until });
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
export const goToCodePage = (visit: Visit, person: Person, { method, isSetUp, until }: Asking): string => {
  const { sub } = person;
  const setUp: Record<string, string> = isSetUp ? { isSetUp: 'true' } : {};
  const attribute = codeAddresses[method];
  if (attribute !== undefined) {
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
