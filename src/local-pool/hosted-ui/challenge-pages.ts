import { PoolError } from '../errors.js';
import type { PendingChallenge, Person } from '../model.js';
import { useTotpCode } from '../totp.js';
import type { FormPage } from './form-page.js';
import { afterPasswordChange, complete } from './sign-in.js';
import { currentStep, endStep, personOf, type Step, type Visit } from './steps.js';

/** AWS does not list the paths of these pages; the names are ours. */
export const newPasswordPage: FormPage = {
  path: '/newPassword',
  view: 'new-password',
  data: (visit) => (currentStep(visit, 'NEW_PASSWORD_REQUIRED') === undefined ? undefined : {}),
  submit: async (visit) => {
    const { person } = pendingPerson(visit, 'NEW_PASSWORD_REQUIRED');
    const { form } = visit.exchange;
    const password = form.get('password') ?? '';
    if (password !== form.get('passwordConfirmation')) {
      throw new PoolError('InvalidParameterException', 'The two passwords are not the same.');
    }
    visit.service.people.setPassword(person, password);
    person.status = 'CONFIRMED';
    endStep(visit);
    return afterPasswordChange(visit, person);
  },
};

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
    const code = codeOf(visit);
    const attribute = pending.data['attribute'];
    if (attribute === undefined) checkTotp(visit, { person, secret: person.totpSecret ?? '', code });
    else visit.service.oneTimeCodes.redeem(person, { purpose: 'mfa', code, attribute });
    endStep(visit);
    return complete(visit, person);
  },
};

/** Where the pool requires a second factor and the person has none yet. */
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
    checkTotp(visit, { person, secret, code: codeOf(visit) });
    person.totpSecret = secret;
    person.mfaMethods = ['SOFTWARE_TOKEN_MFA'];
    endStep(visit);
    return complete(visit, person);
  },
};

function pendingPerson(visit: Visit, step: Step): { pending: PendingChallenge; person: Person } {
  const pending = currentStep(visit, step);
  const person = personOf(visit, pending);
  if (pending !== undefined && person?.enabled === true) return { pending, person };
  throw new PoolError('NotAuthorizedException', 'Something went wrong. Sign in again.');
}

function checkTotp(
  { service }: Visit,
  { person, secret, code }: { person: Person; secret: string; code: string },
): void {
  useTotpCode(person, { secret, code, clock: service.clock });
}

function codeOf({ exchange }: Visit): string {
  return exchange.form.get('code')?.replaceAll(/\s/gu, '') ?? '';
}
