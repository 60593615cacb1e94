import type { Request, RequestHandler, Response } from 'express';
import { AuthError } from '../../auth/index.js';
import { PoolRefusal } from '../../aws/index.js';
import { wordsFor } from '../words/language.js';
import { explained, orRefusal, signedInAs, statusOf, type Context } from './context.js';
import { textIn, type FormField } from './fields.js';
import { sentenceOf } from './refusal-words.js';

/** Says what is lost, and asks for a word that nobody types by mistake. */
export const deleteAccountPage = (context: Context): RequestHandler =>
  explained(context, async function askBeforeDeleting(request, response) {
    show(context, { request, response, typed: '' });
  });

/** Deletes the account at the pool, and ends every sign-in of the person here. */
export const deleteAccount = (context: Context): RequestHandler =>
  explained(context, async function deleteForGood(request, response) {
    const { calls, tell, auth, views } = context;
    const { user } = signedInAs(request);
    const typed = textIn(request, 'confirmation');
    if (typed.toLowerCase() !== confirmationOf(request).toLowerCase()) {
      const fieldError = wordsFor(request).deletePage.wrong(confirmationOf(request));
      return show(context, { request, response, typed, fieldError });
    }
    const done = await orRefusal(calls(request, (api, token) => api.deleteAccount(token)));
    if (done instanceof PoolRefusal) return show(context, { request, response, typed, refusal: done });
    tell(request, { type: 'account_deleted' });
    // The account is gone by now. Where the store is away, its sessions end with the next refresh.
    await auth.endSignInsOf({ issuer: user.issuer, sub: user.id }).catch((error: unknown) => {
      if (!(error instanceof AuthError)) throw error;
    });
    response.redirect(303, `${views.basePath}/signed-out?account=deleted`);
  });

/** What has to be typed: something that is of this account alone. */
const confirmationOf = (request: Request): string => {
  const { email, username, id } = signedInAs(request).user;
  return email ?? username ?? id;
};

interface Shown {
  readonly request: Request;
  readonly response: Response;
  readonly typed: string;
  readonly fieldError?: string;
  readonly refusal?: PoolRefusal;
}

const show = ({ views }: Context, { request, response, typed, fieldError, refusal }: Shown): void => {
  const confirmation = confirmationOf(request);
  const words = wordsFor(request).deletePage;
  const field: FormField = {
    name: 'confirmation',
    label: words.field,
    type: 'text',
    value: typed,
    autocomplete: 'off',
    isRequired: true,
    longest: 320,
    ...(fieldError !== undefined && { error: fieldError }),
  };
  const isWrong = fieldError !== undefined || refusal !== undefined;
  const locals = { title: words.title, confirmation, field, error: refusal && sentenceOf(refusal, request) };
  views.render(response, 'delete-account', locals, isWrong ? statusOf(refusal) : 200);
};
