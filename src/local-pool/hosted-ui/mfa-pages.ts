import { isWrongCode } from '../base/errors.js';
import { withMethod } from '../base/levels.js';
import type { AuthenticationMethod, MfaMethod, PendingChallenge, Person } from '../base/model.js';
import { mayGuessAgain } from '../people/challenges.js';
import { everyMfaMethod } from '../people/second-factor.js';
import { useTotpCode } from '../people/totp.js';
import { goToCallback } from './callback.js';
import type { FormPage } from './form-page.js';
import { startOver } from './problems.js';
import { goToCodePage, provedIn } from './second-factor.js';
import { currentStep, endStep, pendingPerson, type Visit } from './steps.js';

/** The second factor: a code from an authenticator app, a mail or an SMS. */
export const mfaPage: FormPage = {
  path: '/mfa',
  view: 'mfa',
  data: (visit) => {
    const pending = currentStep(visit, 'MFA');
    if (pending === undefined) return undefined;
    return {
      isTotp: pending.data['method'] === 'SOFTWARE_TOKEN_MFA',
      destination: pending.data['destination'],
    };
  },
  submit: async (visit) => {
    const { pending, person } = pendingPerson(visit, 'MFA');
    const { attribute, isSetUp } = pending.data;
    if (attribute === undefined) checkTotp(visit, { pending, person, secret: person.totpSecret ?? '' });
    else visit.service.oneTimeCodes.redeem(person, { purpose: 'mfa', code: codeOf(visit), attribute });
    if (isSetUp === 'true') setUpMail(visit, person);
    endStep(visit);
    return finished(visit, person, { pending, attribute });
  },
};

/** Where there are several second factors: the person's own, or those that can be set up. */
export const mfaChoicePage: FormPage = {
  path: '/selectMfa',
  view: 'mfa-choice',
  data: (visit) => {
    const pending = currentStep(visit, 'MFA_CHOICE');
    if (pending === undefined) return undefined;
    return { methods: methodsIn(pending.data), isSetUp: pending.data['isSetUp'] === 'true' };
  },
  submit: (visit) => {
    const { pending, person } = pendingPerson(visit, 'MFA_CHOICE');
    const asked = visit.exchange.form.get('method');
    const method = methodsIn(pending.data).find((candidate) => candidate === asked);
    if (method === undefined) throw startOver();
    endStep(visit);
    const isSetUp = pending.data['isSetUp'] === 'true';
    return goToCodePage(visit, person, { ...provedIn(pending), method, isSetUp, until: pending.expiresAt });
  },
};

/** Where the pool requires a second factor and the person sets an authenticator app up. */
export const mfaSetupPage: FormPage = {
  path: '/mfaSetup',
  view: 'mfa-setup',
  data: (visit) => {
    const pending = currentStep(visit, 'MFA_SETUP');
    return pending === undefined ? undefined : { secret: pending.data['secret'] };
  },
  submit: async (visit) => {
    const { pending, person } = pendingPerson(visit, 'MFA_SETUP');
    const secret = pending.data['secret'] ?? '';
    checkTotp(visit, { pending, person, secret });
    person.totpSecret = secret;
    person.mfaMethods = ['SOFTWARE_TOKEN_MFA'];
    endStep(visit);
    return finished(visit, person, { pending });
  },
};

/** Without an address it was a code of the authenticator app. */
const finished = (
  visit: Visit,
  person: Person,
  { pending, attribute }: { readonly pending: PendingChallenge; readonly attribute?: string | undefined },
): Promise<string> => {
  const { proved, isStepUp = false } = provedIn(pending);
  return goToCallback(visit, { person, proved: withMethod(proved, methodOfCode(attribute)), isStepUp });
};

const methodOfCode = (attribute: string | undefined): AuthenticationMethod => {
  if (attribute === undefined) return 'otp';
  return attribute === 'email' ? 'email_otp' : 'sms';
};

const methodsIn = ({ methods = '' }: Record<string, string>): readonly MfaMethod[] => {
  const offered = new Set(methods.split(' '));
  return everyMfaMethod.filter((method) => offered.has(method));
};

/** The code has shown that the address is theirs. */
const setUpMail = ({ service }: Visit, person: Person): void => {
  service.people.setAttributes(person, { email_verified: 'true' });
  person.mfaMethods = ['EMAIL_OTP'];
};

/** A wrong code may be corrected a few times, as in the user pools API; then the sign-in starts over. */
const checkTotp = (
  visit: Visit,
  {
    pending,
    person,
    secret,
  }: { readonly pending: PendingChallenge; readonly person: Person; readonly secret: string },
): void => {
  try {
    useTotpCode(person, { secret, code: codeOf(visit), clock: visit.service.clock });
  } catch (error) {
    if (isWrongCode(error) && !mayGuessAgain(pending)) endStep(visit);
    throw error;
  }
};

const codeOf = ({ exchange }: Visit): string => exchange.form.get('code')?.replaceAll(/\s/gu, '') ?? '';
