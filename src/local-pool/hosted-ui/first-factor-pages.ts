import { PoolError } from '../base/errors.js';
import type { AuthenticationMethod, PendingChallenge, Person } from '../base/model.js';
import { firstCodeAddresses, isFirstCode, type FirstCode } from '../people/first-codes.js';
import { mayGuessAgain } from '../people/challenges.js';
import { codeLifetimeMs, expiredCode, tooManyGuesses, wrongCode } from '../people/one-time-codes.js';
import { goToCallback } from './callback.js';
import { chooserIn, factorsFor, openFactor, usernameIn, wayBack } from './first-factor.js';
import type { FormPage } from './form-page.js';
import { startOver } from './problems.js';
import { sentCode } from './sent-code.js';
import { signInByPassword } from './sign-in.js';
import { currentStep, endStep, personOf, type Visit } from './steps.js';

/** How somebody who has said their name goes on. */
export const firstFactorPage: FormPage = {
  path: '/selectFactor',
  view: 'first-factor',
  data: (visit) => {
    const pending = currentStep(visit, 'FIRST_FACTOR');
    if (pending === undefined) return undefined;
    return { username: usernameIn(pending), factors: factorsFor(visit, personOf(visit, pending)) };
  },
  submit: (visit) => {
    const { pending, person } = chooserOf(visit);
    const asked = visit.exchange.form.get('factor');
    const factor = factorsFor(visit, person).find((candidate) => candidate === asked);
    if (factor === undefined) throw startOver();
    return openFactor(visit, chooserIn(pending, person), factor);
  },
};

/** The password of somebody who has said their name. */
export const passwordPage: FormPage = {
  path: '/password',
  view: 'password',
  data: (visit) => {
    const pending = currentStep(visit, 'FIRST_FACTOR');
    if (pending === undefined) return undefined;
    return { username: usernameIn(pending), anotherWay: wayBack(visit, personOf(visit, pending)) };
  },
  submit: async (visit) => {
    const { pending } = chooserOf(visit);
    const password = visit.exchange.form.get('password') ?? '';
    return signInByPassword(visit, { username: usernameIn(pending), password });
  },
};

/** A code by mail or SMS instead of a password. */
export const firstCodePage: FormPage = {
  path: '/firstCode',
  view: 'first-code',
  data: (visit) => {
    const pending = currentStep(visit, 'FIRST_FACTOR');
    if (pending === undefined || factorIn(pending) === undefined) return undefined;
    const person = personOf(visit, pending);
    return {
      username: usernameIn(pending),
      destination: pending.data['destination'],
      sentCode: sentCode(visit.service, person, 'mfa'),
      anotherWay: wayBack(visit, person),
    };
  },
  submit: (visit) => {
    const { pending, person } = chooserOf(visit);
    const factor = factorIn(pending);
    if (factor === undefined) throw startOver();
    if (visit.exchange.form.has('resend')) {
      return openFactor(visit, chooserIn(pending, person), factor);
    }
    return takeCode(visit, { pending, person, factor });
  },
};

const takeCode = async (
  visit: Visit,
  {
    pending,
    person,
    factor,
  }: {
    readonly pending: PendingChallenge;
    readonly person: Person | undefined;
    readonly factor: FirstCode;
  },
): Promise<string> => {
  const { service, exchange } = visit;
  if (person === undefined) throw refusalForNobody(visit, pending);
  // What somebody may begin with can have changed since the code was sent.
  if (!factorsFor(visit, person).includes(factor)) throw startOver();
  const attribute = firstCodeAddresses[factor];
  const code = exchange.form.get('code')?.replaceAll(/\s/gu, '') ?? '';
  service.oneTimeCodes.redeem(person, { purpose: 'mfa', code, attribute });
  await service.signUps.confirmByFirstCode(person, { address: attribute, client: visit.request.client });
  if (person.status === 'RESET_REQUIRED') {
    throw new PoolError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  endStep(visit);
  return goToCallback(visit, { person, proved: [methodsOf[factor]] });
};

const methodsOf: Readonly<Record<FirstCode, AuthenticationMethod>> = {
  EMAIL_OTP: 'email_otp',
  SMS_OTP: 'sms',
};

/** Nobody's code is wrong, too old and too often tried, just as somebody's is. */
const refusalForNobody = ({ service }: Visit, pending: PendingChallenge): PoolError => {
  const age = service.clock.now() - Number(pending.data['sentAt']);
  if (age >= codeLifetimeMs.mfa) return expiredCode();
  return mayGuessAgain(pending) ? wrongCode() : tooManyGuesses();
};

const factorIn = ({ data }: PendingChallenge): FirstCode | undefined => {
  const factor = data['factor'];
  return isFirstCode(factor) ? factor : undefined;
};

/** Who is at this step: somebody, or nobody where that is not to be seen. Whoever went away meanwhile starts over. */
const chooserOf = (
  visit: Visit,
): { readonly pending: PendingChallenge; readonly person: Person | undefined } => {
  const pending = currentStep(visit, 'FIRST_FACTOR');
  const person = personOf(visit, pending);
  const isGone = pending !== undefined && pending.sub !== '' && person?.enabled !== true;
  if (pending === undefined || isGone) throw startOver();
  return { pending, person };
};
