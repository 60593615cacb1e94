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

const sendCodeTo = async (visit: Visit, login = ''): Promise<string> => {
  const { service, request } = visit;
  const { pool, client } = request;
  const person =
    service.people.find(pool.id, login) ??
    (await service.migrations.forPassword(pool, { client, username: login }));
  const { destination } = await service.forgottenPasswords.sendCodeTo(person, login, { client });
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
  submit: async (visit) => {
    const { form, request } = visit.exchange;
    if (form.has('resend'))
      return sendCodeTo(visit, currentStep(visit, 'CONFIRM_FORGOT_PASSWORD')?.data['login']);
    const password = form.get('password') ?? '';
    if (password !== form.get('passwordConfirmation')) {
      throw passwordsDiffer();
    }
    const person = personOf(visit, currentStep(visit, 'CONFIRM_FORGOT_PASSWORD'));
    const { client } = visit.request;
    const code = form.get('code')?.trim() ?? '';
    await visit.service.forgottenPasswords.reset(person, { code, password, client });
    endStep(visit);
    return `/login${rawQuery(request)}`;
  },
};
