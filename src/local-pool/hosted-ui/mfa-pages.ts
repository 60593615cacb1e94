import { isWrongCode } from '../base/errors.js';
import { withMethod } from '../base/levels.js';
import type { AuthenticationMethod, MfaMethod, PendingChallenge, Person } from '../base/model.js';
import { mayGuessAgain } from '../people/challenges.js';
import { everyMfaMethod } from '../people/second-factor.js';
import { useTotpCode } from '../people/totp.js';
import { shownKey } from './authenticator-key.js';
import { goToCallback } from './callback.js';
import type { FormPage } from './form-page.js';
import { startOver } from './problems.js';
import { goToCodePage, hasAnotherWay, pageForSecondFactor, provedIn, type Shown } from './second-factor.js';
import { sentCode } from './sent-code.js';
import { currentStep, endStep, pendingPerson, personOf, type Visit } from './steps.js';

/** The second factor: a code from an authenticator app, a mail or an SMS. */
export const mfaPage: FormPage = {
  path: '/mfa',
  view: 'mfa',
  data: (visit) => {
    const pending = currentStep(visit, 'MFA');
    if (pending === undefined) return undefined;
    const isTotp = pending.data['method'] === 'SOFTWARE_TOKEN_MFA';
    const person = personOf(visit, pending);
    return {
      isTotp,
      destination: pending.data['destination'],
      sentCode: isTotp ? undefined : sentCode(visit.service, person, 'mfa'),
      hasAnotherWay: hasAnotherWay(visit, person),
    };
  },
  submit: async (visit) => {
    const { pending, person } = pendingPerson(visit, 'MFA');
    const { form } = visit.exchange;
    if (form.has('another')) return pageForSecondFactor(visit, person, shownIn(pending));
    if (form.has('resend')) return sendAgain(visit, pending, person);
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
    const person = personOf(visit, pending);
    if (pending === undefined || person === undefined) return undefined;
    const { service, request } = visit;
    const issuer = service.settings.brand?.name ?? request.client.name;
    return {
      ...shownKey(pending.data['secret'] ?? '', person, issuer),
      hasAnotherWay: hasAnotherWay(visit, person),
    };
  },
  submit: async (visit) => {
    const { pending, person } = pendingPerson(visit, 'MFA_SETUP');
    if (visit.exchange.form.has('another')) return pageForSecondFactor(visit, person, shownIn(pending));
    const secret = pending.data['secret'] ?? '';
    checkTotp(visit, { pending, person, secret });
    person.totpSecret = secret;
    person.mfaMethods = ['SOFTWARE_TOKEN_MFA'];
    endStep(visit);
    return finished(visit, person, { pending });
  },
};

/** The same code page once more, with a new code. */
const sendAgain = async (visit: Visit, pending: PendingChallenge, person: Person): Promise<string> => {
  const { method, isSetUp } = pending.data;
  const asked = everyMfaMethod.find((known) => known === method);
  if (asked === undefined) throw startOver();
  return goToCodePage(visit, person, { ...shownIn(pending), method: asked, isSetUp: isSetUp === 'true' });
};

const shownIn = (pending: PendingChallenge): Shown => ({ ...provedIn(pending), until: pending.expiresAt });

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
