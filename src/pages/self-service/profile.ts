import type { Request, RequestHandler, Response } from 'express';
import { PoolRefusal, type Profile } from '../../aws/index.js';
import { wordsFor } from '../words/language.js';
import { addressKinds, addressShown } from './address-kinds.js';
import { seeChanges } from './calls.js';
import { explained, orRefusal, statusOf, type Context } from './context.js';
import { errorsOf, isSent, noErrors, textIn, type Errors } from './fields.js';
import { draftIsBack, outcomeIn } from './outcomes.js';
import { fieldNames, otherAttributes, problemsIn, profileFields, shownAttributes } from './profile-fields.js';

/** How drafts name the form. */
export const profileForm = 'profile';

/** What the pool knows of a person, for them to see and to change. */
export const profilePage = (context: Context): RequestHandler =>
  explained(context, async function showProfile(request, response) {
    const profile = await context.calls(request, (api, token) => api.profile(token));
    const draft = context.auth.takeDraft(request, profileForm);
    const values = { ...profile.attributes, ...draft };
    show(context, { request, response, profile, values, errors: noErrors, hasDraft: draft !== undefined });
  });

/** Saves what is different from what the pool has: all of it, or nothing. */
export const saveProfile = (context: Context): RequestHandler =>
  explained(context, async function changeProfile(request, response) {
    const { calls, tell, auth, views } = context;
    const profile = await calls(request, (api, token) => api.profile(token));
    const typed = Object.fromEntries(
      fieldNames.filter((name) => isSent(request, name)).map((name) => [name, textIn(request, name)]),
    );
    const values = { ...profile.attributes, ...typed };
    const byField = problemsIn(typed, wordsFor(request));
    if (Object.keys(byField).length > 0) {
      const errors = { byField, general: undefined };
      return show(context, { request, response, profile, values, errors, status: statusOf() });
    }
    const changes = changesIn(profile, typed);
    const home = `${views.basePath}/account/profile`;
    if (profile.managedBy !== undefined || Object.keys(changes).length === 0)
      return response.redirect(303, `${home}?outcome=unchanged`);
    const saved = await orRefusal(calls(request, (api, token) => api.updateAttributes(token, changes)));
    if (saved instanceof PoolRefusal) {
      const errors = errorsOf(saved, request, fieldNames, { address: 'preferred_username' });
      return show(context, { request, response, profile, values, errors, status: statusOf(saved) });
    }
    tell(request, { type: 'profile_changed', attributes: Object.keys(changes) });
    await seeChanges(auth, request);
    response.redirect(303, `${home}?outcome=saved`);
  });

const changesIn = (
  { attributes }: Profile,
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(typed).filter(([name, value]) => value !== (attributes[name] ?? '')));

interface Shown {
  readonly request: Request;
  readonly response: Response;
  readonly profile: Profile;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Errors;
  readonly status?: number;
  readonly hasDraft?: boolean;
}

const show = (
  { views, auth }: Context,
  { request, response, profile, values, errors, status = 200, hasDraft = false }: Shown,
): void => {
  const words = wordsFor(request);
  const fields = profileFields(values, errors, words);
  // Open where something in it is wrong, or has come back without having been sent.
  const isMoreOpen = hasDraft || fields.more.some(({ error }) => error !== undefined);
  views.render(
    response,
    'profile',
    {
      title: words.profilePage.title,
      outcome: hasDraft ? draftIsBack(request) : status === 200 ? outcomeIn(request) : undefined,
      mark: auth.formMark(request, profileForm),
      managedBy: profile.managedBy,
      fields,
      isMoreOpen,
      error: errors.general,
      shown: shownAttributes(profile, words),
      others: otherAttributes(profile),
      addresses: addressKinds.map((kind) => addressShown(kind, profile, words)),
    },
    status,
  );
};
