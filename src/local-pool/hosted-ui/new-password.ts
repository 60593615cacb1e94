import type { Person } from '../base/model.js';
import { missingAttributes } from '../people/schema.js';
import { assertAllRequired, attributeFields, attributesIn } from './attribute-fields.js';
import type { FormPage } from './form-page.js';
import { passwordsDiffer } from './problems.js';
import { pageForSecondFactor, provedIn } from './second-factor.js';
import { currentStep, endStep, pendingPerson, personOf, type Visit } from './steps.js';

/**
 * For a temporary password, and for what the schema requires of people whom an administrator made without it. AWS does
 * not list the paths of this page and of those for second factors: they are ours.
 */
export const newPasswordPage: FormPage = {
  path: '/newPassword',
  view: 'new-password',
  data: (visit) => {
    const person = personOf(visit, currentStep(visit, 'NEW_PASSWORD_REQUIRED'));
    return person === undefined ? undefined : { fields: attributeFields(visit, missingOf(visit, person)) };
  },
  submit: async (visit) => {
    const { pending, person } = pendingPerson(visit, 'NEW_PASSWORD_REQUIRED');
    const { form } = visit.exchange;
    const password = form.get('password') ?? '';
    if (password !== form.get('passwordConfirmation')) throw passwordsDiffer();
    const attributes = attributesIn(visit, missingOf(visit, person));
    assertAllRequired(visit, { ...person.attributes, ...attributes });
    visit.service.passwords.set(person, password);
    visit.service.people.setAttributes(person, attributes);
    person.status = 'CONFIRMED';
    endStep(visit);
    return pageForSecondFactor(visit, person, { ...provedIn(pending), until: pending.expiresAt });
  },
};

const missingOf = ({ request }: Visit, { attributes }: Person): readonly string[] =>
  missingAttributes(request.pool, attributes);
