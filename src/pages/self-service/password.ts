import type { Request, RequestHandler, Response } from 'express';
import { AuthError } from '../../auth/index.js';
import { PoolRefusal } from '../../aws/index.js';
import { explained, orRefusal, signedInAs, statusOf, type Context } from './context.js';
import { errorsOf, noErrors, rawTextIn, withError, type Errors, type FormField } from './fields.js';

export interface PasswordOptions extends Context {
  /** What a password must have, in words, one rule each. */
  readonly passwordRules: readonly string[];
}

/** Where the password is changed. */
export const passwordPage = (options: PasswordOptions): RequestHandler =>
  explained(options, async function showPassword(request, response) {
    const { managedBy } = await options.calls(request, (api, token) => api.profile(token));
    show(options, { request, response, managedBy, errors: noErrors });
  });

/** Changes the password, and ends the person's other sign-ins: who knew the old one is to be out. */
export const changePassword = (options: PasswordOptions): RequestHandler =>
  explained(options, async function setPassword(request, response) {
    const { calls, tell, views } = options;
    const previous = rawTextIn(request, 'currentPassword');
    const proposed = rawTextIn(request, 'newPassword');
    const byField = problemsIn(previous, proposed, rawTextIn(request, 'repeatedPassword'));
    if (Object.keys(byField).length > 0)
      return show(options, {
        request,
        response,
        errors: { byField, general: undefined },
        status: statusOf(),
      });
    const passwords = { previous: previous === '' ? undefined : previous, proposed };
    const done = await orRefusal(calls(request, (api, token) => api.changePassword(token, passwords)));
    if (done instanceof PoolRefusal) {
      const errors = errorsOf(done, fieldNames);
      return show(options, { request, response, errors, status: statusOf(done) });
    }
    tell(request, { type: 'password_changed' });
    const outcome = (await haveOthersEnded(options, request)) ? 'password-changed' : 'sign-ins-go-on';
    response.redirect(303, `${views.basePath}/account/security?outcome=${outcome}`);
  });

// The password is changed by now, so a store that is away must not make it look as if it were not.
const haveOthersEnded = async ({ auth }: Context, request: Request): Promise<boolean> => {
  try {
    await auth.endOtherSignIns(request);
    return true;
  } catch (error) {
    if (error instanceof AuthError) return false;
    throw error;
  }
};

const longest = 256;

const problemsIn = (
  previous: string,
  proposed: string,
  repeated: string,
): Readonly<Record<string, string>> => {
  if (proposed === '') return { newPassword: 'Type a new password.' };
  if (proposed !== repeated) return { repeatedPassword: 'The two are not the same. Type both anew.' };
  return proposed === previous ? { newPassword: 'That is the password that you have.' } : {};
};

const password = (name: string, label: string, autocomplete: string): FormField => ({
  name,
  label,
  type: 'password',
  value: '',
  autocomplete,
  isRequired: true,
  longest,
});

const fields: readonly FormField[] = [
  {
    ...password('currentPassword', 'Present password', 'current-password'),
    isRequired: false,
    hint: 'Leave it empty if your account has none yet, because a passkey or codes let you in.',
  },
  password('newPassword', 'New password', 'new-password'),
  password('repeatedPassword', 'New password, once more', 'new-password'),
];
const fieldNames = fields.map(({ name }) => name);

interface Shown {
  readonly request: Request;
  readonly response: Response;
  readonly managedBy?: string | undefined;
  readonly errors: Errors;
  readonly status?: number;
}

const show = (
  { views, passwordRules }: PasswordOptions,
  { request, response, managedBy, errors, status = 200 }: Shown,
): void => {
  const { user } = signedInAs(request);
  views.render(
    response,
    'change-password',
    {
      title: 'Change your password',
      managedBy,
      // Password managers file a new password under it.
      username: user.email ?? user.username ?? user.id,
      rules: passwordRules,
      fields: fields.map((field) => withError(field, errors)),
      error: errors.general,
    },
    status,
  );
};
