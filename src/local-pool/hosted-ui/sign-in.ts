import { mfaChallenge, passwordChallenge } from '../challenges.js';
import { PoolError } from '../errors.js';
import type { Person } from '../model.js';
import { finishSignIn } from '../oauth/finish-sign-in.js';
import { newTotpSecret } from '../totp.js';
import { beginBrowserSession } from './browser-session.js';
import { goToStep, type Visit } from './steps.js';

/** Where a person goes whose password was right: on to what is still missing, or to the callback. */
export async function afterPassword(visit: Visit, person: Person): Promise<string> {
  const { sub } = person;
  if (person.status === 'UNCONFIRMED')
    return goToStep(visit, { step: 'CONFIRM_SIGN_UP', path: '/confirm', sub });
  if (person.status === 'RESET_REQUIRED') {
    throw new PoolError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  if (passwordChallenge(person) !== undefined) {
    return goToStep(visit, { step: 'NEW_PASSWORD_REQUIRED', path: '/newPassword', sub });
  }
  return afterPasswordChange(visit, person);
}

/** The second factor, where there is one to ask for. */
export async function afterPasswordChange(visit: Visit, person: Person): Promise<string> {
  const { sub } = person;
  const challenge = mfaChallenge(visit.request.pool, person);
  if (challenge === undefined) return complete(visit, person);
  if (challenge === 'MFA_SETUP') {
    return goToStep(visit, { step: 'MFA_SETUP', path: '/mfaSetup', sub, data: { secret: newTotpSecret() } });
  }
  if (challenge === 'SOFTWARE_TOKEN_MFA') {
    return goToStep(visit, { step: 'MFA', path: '/mfa', sub, data: { method: challenge, destination: '' } });
  }
  const attribute = challenge === 'EMAIL_OTP' ? 'email' : 'phone_number';
  const { destination } = visit.service.oneTimeCodes.send(person, 'mfa', attribute);
  return goToStep(visit, {
    step: 'MFA',
    path: '/mfa',
    sub,
    data: { method: challenge, attribute, destination },
  });
}

/** A finished interactive sign-in: a new `cognito` cookie and a code. */
export async function complete({ service, exchange, request }: Visit, person: Person): Promise<string> {
  return finishSignIn(service, request, beginBrowserSession(service, exchange, person));
}
