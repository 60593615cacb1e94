import { invalidParameter } from '../base/errors.js';
import { entryOf, methodsFrom } from '../base/levels.js';
import type { AuthenticationMethod, MfaMethod, PendingChallenge, Person, UserPool } from '../base/model.js';
import { unmetLevels } from '../oauth/level-check.js';
import { stillToShow } from '../people/reach.js';
import { codeAddresses, methodsOnOffer, secondFactorOf } from '../people/second-factor.js';
import { newTotpSecret } from '../people/totp.js';
import { goToCallback } from './callback.js';
import { goToStep, type Visit } from './steps.js';

/** What was shown so far in a sign-in that ends at a certain time. */
export interface Shown {
  readonly proved: readonly AuthenticationMethod[];
  /** Whoever shows it is signed in already. */
  readonly isStepUp?: boolean;
  /** ms since 1970; five minutes from now when absent. */
  readonly until?: number | undefined;
}

/** A factor to ask for. */
export interface Asking extends Shown {
  readonly method: MfaMethod;
  /** The right code makes it the person's second factor. */
  readonly isSetUp: boolean;
}

/** The page for the second factor: the person's, one of several, or one to set up; the callback where none is asked for. */
export const pageForSecondFactor = async (visit: Visit, person: Person, shown: Shown): Promise<string> => {
  const { pool, levels } = visit.request;
  const next =
    levels === undefined
      ? 'done'
      : stillToShow(pool, person, { levels, proved: shown.proved, entry: entryOf(visit.request.client) });
  if (next === 'unreachable' || next === 'sign-in') return unmetLevels(visit.service, visit.request);
  if (next !== 'done') return goToCodePage(visit, person, { ...shown, method: next, isSetUp: false });
  const asked = secondFactorOf(pool, person);
  switch (asked.kind) {
    case 'none':
      return goToCallback(visit, { person, proved: shown.proved });
    case 'code':
      return goToCodePage(visit, person, { ...shown, method: asked.method, isSetUp: false });
    case 'choice':
      return offerChoice(visit, person, { ...shown, methods: asked.methods, isSetUp: false });
    case 'set-up':
      return requireSetUp(visit, person, shown);
  }
};

/** Whether there is a choice to go back to. A client that asks for a level has none to give. */
export const hasAnotherWay = ({ request }: Visit, person: Person | undefined): boolean => {
  const { pool, levels } = request;
  if (person === undefined || levels !== undefined) return false;
  const { kind } = secondFactorOf(pool, person);
  return kind === 'choice' || (kind === 'set-up' && factorsToSetUp(pool, person).length > 1);
};

const requireSetUp = async (visit: Visit, person: Person, shown: Shown): Promise<string> => {
  const methods = factorsToSetUp(visit.request.pool, person);
  const [only, another] = methods;
  if (only !== undefined && another === undefined) {
    return goToCodePage(visit, person, { ...shown, method: only, isSetUp: true });
  }
  if (only === undefined) {
    const message = 'The user has no second factor, and no address that could become one.';
    throw invalidParameter(message, 'noAddress');
  }
  return offerChoice(visit, person, { ...shown, methods, isSetUp: true });
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
  { methods, isSetUp, until, ...shown }: Omit<Asking, 'method'> & { readonly methods: readonly MfaMethod[] },
): string => {
  const data = { ...kept(shown), methods: methods.join(' '), ...(isSetUp ? { isSetUp: 'true' } : {}) };
  return goToStep(visit, { step: 'MFA_CHOICE', path: '/selectMfa', sub, data, until });
};

/** Goes to the page that takes the code of one factor, and sends the code where it has to be sent. */
export const goToCodePage = async (
  visit: Visit,
  person: Person,
  { method, isSetUp, until, ...shown }: Asking,
): Promise<string> => {
  const { sub } = person;
  const setUp: Record<string, string> = { ...kept(shown), ...(isSetUp ? { isSetUp: 'true' } : {}) };
  const attribute = codeAddresses[method];
  if (attribute !== undefined) {
    const code = { purpose: 'mfa', attribute, client: visit.request.client } as const;
    const { destination } = await visit.service.oneTimeCodes.send(person, code);
    const data = { method, attribute, destination, ...setUp };
    return goToStep(visit, { step: 'MFA', path: '/mfa', sub, data, until });
  }
  if (isSetUp) {
    const data = { ...kept(shown), secret: newTotpSecret() };
    return goToStep(visit, { step: 'MFA_SETUP', path: '/mfaSetup', sub, data, until });
  }
  return goToStep(visit, {
    step: 'MFA',
    path: '/mfa',
    sub,
    data: { ...kept(shown), method, destination: '' },
    until,
  });
};

const kept = ({ proved, isStepUp = false }: Shown): Record<string, string> => ({
  proved: proved.join(' '),
  ...(isStepUp ? { isStepUp: 'true' } : {}),
});

/** What a step keeps of what was shown before it. */
export const provedIn = ({ data }: PendingChallenge): Pick<Shown, 'proved' | 'isStepUp'> => ({
  proved: methodsFrom(data['proved']),
  isStepUp: data['isStepUp'] === 'true',
});
