import type { Request, RequestHandler, Response } from 'express';
import { AuthError } from '../../auth/index.js';
import { PoolRefusal } from '../../aws/index.js';
import { wordsFor } from '../words/language.js';
import type { Words } from '../words/words.js';
import { explained, orRefusal, signedInAs, statusOf, type Context } from './context.js';
import { errorsOf, noErrors, rawTextIn, withError, type Errors, type FormField } from './fields.js';

export interface PasswordOptions extends Context {
  /**
   * What a password must have, in words, one rule each. Left out, they are Cognito's defaults: the API tells nobody the policy of
   * the pool, and what it really asks for is in its refusal.
   */
  readonly passwordRules?: readonly string[] | undefined;
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
    const repeated = rawTextIn(request, 'repeatedPassword');
    const byField = problemsIn({ previous, proposed, repeated }, wordsFor(request).passwordPage);
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
      const errors = errorsOf(done, request, fieldNames);
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

interface Typed {
  readonly previous: string;
  readonly proposed: string;
  readonly repeated: string;
}

const problemsIn = (
  { previous, proposed, repeated }: Typed,
  words: Words['passwordPage'],
): Readonly<Record<string, string>> => {
  if (proposed === '') return { newPassword: words.missing };
  if (proposed !== repeated) return { repeatedPassword: words.differ };
  return proposed === previous ? { newPassword: words.same } : {};
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

const fieldNames = ['currentPassword', 'newPassword', 'repeatedPassword'];

const fieldsIn = (words: Words['passwordPage']): readonly FormField[] => [
  {
    ...password('currentPassword', words.present, 'current-password'),
    isRequired: false,
    hint: words.presentHint,
  },
  password('newPassword', words.new, 'new-password'),
  password('repeatedPassword', words.again, 'new-password'),
];

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
  const words = wordsFor(request).passwordPage;
  views.render(
    response,
    'change-password',
    {
      title: words.title,
      managedBy,
      // Password managers file a new password under it.
      username: user.email ?? user.username ?? user.id,
      rules: passwordRules ?? words.rules,
      fields: fieldsIn(words).map((field) => withError(field, errors)),
      error: errors.general,
    },
    status,
  );
};
