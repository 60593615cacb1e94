import type { FormPage } from './form-page.js';
import { passwordsDiffer } from './problems.js';
import { afterPasswordChange } from './second-factor.js';
import { currentStep, endStep, pendingPerson } from './steps.js';

/** For a temporary password. AWS does not list the paths of this page and of those for second factors: they are ours. */
export const newPasswordPage: FormPage = {
  path: '/newPassword',
  view: 'new-password',
  data: (visit) => (currentStep(visit, 'NEW_PASSWORD_REQUIRED') === undefined ? undefined : {}),
  submit: async (visit) => {
    const { pending, person } = pendingPerson(visit, 'NEW_PASSWORD_REQUIRED');
    const { form } = visit.exchange;
    const password = form.get('password') ?? '';
    if (password !== form.get('passwordConfirmation')) throw passwordsDiffer();
    visit.service.people.setPassword(person, password);
    person.status = 'CONFIRMED';
    endStep(visit);
    return afterPasswordChange(visit, person, pending.expiresAt);
  },
};
