import { rawQuery } from '../http/exchange.js';
import type { FormPage } from './form-page.js';
import { passwordsDiffer } from './problems.js';
import { sentCode } from './sent-code.js';
import { currentStep, endStep, goToStep, personOf, type Visit } from './steps.js';

/** `/forgotPassword`: asks for a code. Goes on for unknown people as well when the client hides who exists. */
export const forgotPasswordPage: FormPage = {
  path: '/forgotPassword',
  view: 'forgot-password',
  data: ({ exchange, request }) => ({ username: exchange.form.get('username') ?? request.loginHint ?? '' }),
  submit: (visit) => sendCodeTo(visit, visit.exchange.form.get('username')?.trim()),
};

const sendCodeTo = (visit: Visit, login = ''): string => {
  const { service, request } = visit;
  const person = service.people.find(request.pool.id, login);
  const { destination } = service.forgottenPasswords.sendCodeTo(request.client, person, login);
  return goToStep(visit, {
    step: 'CONFIRM_FORGOT_PASSWORD',
    path: '/confirmforgotPassword',
    sub: person?.sub ?? '',
    data: { destination, login },
  });
};

/** `/confirmforgotPassword`, with a small f as at Cognito: code and new password, then back to `/login`. */
export const confirmForgotPasswordPage: FormPage = {
  path: '/confirmforgotPassword',
  view: 'confirm-forgot-password',
  data: (visit) => {
    const pending = currentStep(visit, 'CONFIRM_FORGOT_PASSWORD');
    if (pending === undefined) return undefined;
    const code = sentCode(visit.service, personOf(visit, pending), 'forgot-password');
    return { destination: pending.data['destination'], sentCode: code };
  },
  submit: (visit) => {
    const { form, request } = visit.exchange;
    if (form.has('resend'))
      return sendCodeTo(visit, currentStep(visit, 'CONFIRM_FORGOT_PASSWORD')?.data['login']);
    const password = form.get('password') ?? '';
    if (password !== form.get('passwordConfirmation')) {
      throw passwordsDiffer();
    }
    const person = personOf(visit, currentStep(visit, 'CONFIRM_FORGOT_PASSWORD'));
    visit.service.forgottenPasswords.reset(person, { code: form.get('code')?.trim() ?? '', password });
    endStep(visit);
    return `/login${rawQuery(request)}`;
  },
};
