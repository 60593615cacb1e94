import { PoolError } from '../base/errors.js';
import type { Person } from '../base/model.js';
import { isConfirmedByCode } from '../people/auto-verification.js';
import { needsNewPassword } from '../people/challenges.js';
import { confirmedByAdministrator } from './problems.js';
import { pageForSecondFactor } from './second-factor.js';
import { goToStep, type Visit } from './steps.js';

/** Where a person goes whose password was right: on to what is still missing, or to the callback. */
export const pageAfterPassword = async (visit: Visit, person: Person): Promise<string> => {
  if (person.status === 'UNCONFIRMED') return askForConfirmation(visit, person);
  if (person.status === 'RESET_REQUIRED') {
    throw new PoolError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  if (needsNewPassword(person)) {
    return goToStep(visit, {
      step: 'NEW_PASSWORD_REQUIRED',
      path: '/newPassword',
      sub: person.sub,
      data: { proved: 'pwd' },
    });
  }
  return pageForSecondFactor(visit, person, { proved: ['pwd'] });
};

const askForConfirmation = (visit: Visit, { sub }: Person): string => {
  if (!isConfirmedByCode(visit.request.pool)) throw confirmedByAdministrator();
  return goToStep(visit, { step: 'CONFIRM_SIGN_UP', path: '/confirm', sub });
};
