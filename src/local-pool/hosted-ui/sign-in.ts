import { PoolError } from '../base/errors.js';
import type { Person } from '../base/model.js';
import { runPreAuthentication } from '../people/authentication-triggers.js';
import { isConfirmedByCode } from '../people/auto-verification.js';
import { needsNewPassword } from '../people/challenges.js';
import { confirmedByAdministrator } from './problems.js';
import { pageForSecondFactor } from './second-factor.js';
import { goToStep, type Visit } from './steps.js';

/** What somebody types to sign in. */
export interface Typed {
  readonly username: string;
  readonly password: string;
}

/** Where a person goes whose password is right: on to what is still missing, or to the callback. */
export const signInByPassword = async (visit: Visit, typed: Typed): Promise<string> =>
  pageAfterPassword(visit, await authenticate(visit, typed));

const authenticate = async ({ service, request }: Visit, { username, password }: Typed): Promise<Person> => {
  const { pool, client } = request;
  const person =
    service.people.find(pool.id, username) ??
    (await service.migrations.forSignIn(pool, { client, username, password }));
  if (person === undefined && !client.preventUserExistenceErrors) {
    throw new PoolError('UserNotFoundException', 'User does not exist.');
  }
  await runPreAuthentication(service.triggers, { pool, client, person, username });
  // Somebody who was brought over without a password has none to check: a new one is asked for.
  if (person?.status === 'RESET_REQUIRED' && person.password === undefined) return person;
  return service.proofs.checkPassword(person, password);
};

const pageAfterPassword = async (visit: Visit, person: Person): Promise<string> => {
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
