import type { Request, RequestHandler, Response } from 'express';
import { PoolRefusal, type Profile } from '../../aws/index.js';
import { wordsFor } from '../words/language.js';
import { changeUnderWay, keepChange } from './address-change.js';
import { addressShown, type AddressKind } from './address-kinds.js';
import { seeChanges } from './calls.js';
import { explained, orRefusal, statusOf, type Context } from './context.js';
import { codeField, errorsOf, noErrors, textIn, withError, type Errors } from './fields.js';
import { draftIsBack, outcomeIn } from './outcomes.js';

/** Where an address is changed, and where its code is typed while one is awaited. */
export const addressPage = (context: Context, kind: AddressKind): RequestHandler =>
  explained(context, async function showAddress(request, response) {
    const profile = await context.calls(request, (api, token) => api.profile(token));
    const typed = context.auth.takeDraft(request, kind.path)?.['address'];
    const draft = typed === undefined ? {} : { typed, hasDraft: true };
    show(context, kind, { request, response, profile, errors: noErrors, ...draft });
  });

/** Sets a new address. The pool sends a code to it; some pools keep the former one until the code comes back. */
export const changeAddress = (context: Context, kind: AddressKind): RequestHandler =>
  explained(context, async function setAddress(request, response) {
    const { calls, tell, auth } = context;
    const { attribute } = kind;
    const profile = await calls(request, (api, token) => api.profile(token));
    // The page of a managed account has no form, and what the provider says would undo it.
    if (profile.managedBy !== undefined) return leave(context, response, pageOf(kind));
    const typed = textIn(request, 'address');
    const value = kind.normalized(typed);
    const before = profile.attributes[attribute] ?? '';
    const again = (errors: Errors, refusal?: PoolRefusal): void =>
      show(context, kind, { request, response, profile, typed, errors, status: statusOf(refusal) });

    const words = wordsFor(request).addressPage;
    const problem = kind.isGood(value, profile) ? value === before && words.same : words[kind.path].problem;
    if (problem !== false) return again({ byField: { address: problem }, general: undefined });
    const sent = await orRefusal(
      calls(request, (api, token) => api.updateAttributes(token, { [attribute]: value })),
    );
    if (sent instanceof PoolRefusal)
      return again(errorsOf(sent, request, ['address'], { [attribute]: 'address' }), sent);
    tell(request, { type: 'contact_changed', attribute, step: value === '' ? 'removed' : 'set' });
    if (value === '') {
      keepChange(request, attribute, undefined);
      await seeChanges(auth, request);
      return leave(context, response, '/account/profile?outcome=address-removed');
    }
    const after = await calls(request, (api, token) => api.profile(token));
    const code = sent.find((one) => one.attribute === attribute);
    keepChange(request, attribute, {
      to: value,
      destination: code?.destination,
      restore: after.attributes[attribute] === value ? before : undefined,
    });
    if (code === undefined) return sendCode(context, kind, request, response);
    leave(context, response, pageOf(kind));
  });

/** Takes the code. */
export const confirmAddress = (context: Context, kind: AddressKind): RequestHandler =>
  explained(context, async function takeCode(request, response) {
    const { calls, tell, auth } = context;
    const code = textIn(request, 'code').replaceAll(/\s/g, '');
    if (code === '') {
      const byField = { code: wordsFor(request).addressPage.codeMissing };
      return showErrors(context, kind, { request, response, errors: { byField, general: undefined } });
    }
    const done = await orRefusal(
      calls(request, (api, token) => api.verifyAddress(token, kind.attribute, code)),
    );
    if (done instanceof PoolRefusal)
      return showErrors(context, kind, { request, response, ...refusedAs(done, request) });
    tell(request, { type: 'contact_changed', attribute: kind.attribute, step: 'confirmed' });
    keepChange(request, kind.attribute, undefined);
    await seeChanges(auth, request);
    leave(context, response, '/account/profile?outcome=address-confirmed');
  });

/** Has a code sent: another one to the new address, or the first to one that was never confirmed. */
export const resendCode = (context: Context, kind: AddressKind): RequestHandler =>
  explained(context, function sendOnceMore(request, response) {
    const outcome = changeUnderWay(request, kind.attribute) === undefined ? '' : '?outcome=code-sent';
    return sendCode(context, kind, request, response, outcome);
  });

/** Gives a change up. */
export const cancelChange = (context: Context, kind: AddressKind): RequestHandler =>
  explained(context, async function giveUp(request, response) {
    const { calls, tell, auth } = context;
    const restore = changeUnderWay(request, kind.attribute)?.restore;
    if (restore === undefined) {
      keepChange(request, kind.attribute, undefined);
      return leave(context, response, '/account/profile?outcome=address-kept');
    }
    const done = await orRefusal(
      calls(request, (api, token) => api.updateAttributes(token, { [kind.attribute]: restore })),
    );
    if (done instanceof PoolRefusal)
      return showErrors(context, kind, { request, response, ...refusedAs(done, request) });
    const step = restore === '' ? 'removed' : 'restored';
    tell(request, { type: 'contact_changed', attribute: kind.attribute, step });
    const code = done.find((one) => one.attribute === kind.attribute);
    // The pool takes the former address for a new one, and wants it confirmed.
    const change = code && { to: restore, destination: code.destination, restore: undefined };
    keepChange(request, kind.attribute, change);
    await seeChanges(auth, request);
    leave(context, response, `${change ? pageOf(kind) : '/account/profile'}?outcome=address-${step}`);
  });

const pageOf = ({ path }: AddressKind): string => `/account/profile/${path}`;

const leave = ({ views }: Context, response: Response, path: string): void =>
  response.redirect(303, `${views.basePath}${path}`);

const sendCode = async (
  context: Context,
  kind: AddressKind,
  request: Request,
  response: Response,
  outcome = '',
): Promise<void> => {
  const { attribute } = kind;
  const sent = await orRefusal(context.calls(request, (api, token) => api.sendCode(token, attribute)));
  if (sent instanceof PoolRefusal)
    return showErrors(context, kind, { request, response, ...refusedAs(sent, request) });
  const under = changeUnderWay(request, attribute) ?? {
    to: (await context.calls(request, (api, token) => api.profile(token))).attributes[attribute] ?? '',
    restore: undefined,
  };
  keepChange(request, attribute, { ...under, destination: sent.destination });
  leave(context, response, `${pageOf(kind)}${outcome}`);
};

const refusedAs = (refusal: PoolRefusal, request: Request): Pick<Shown, 'errors' | 'status'> => ({
  errors: errorsOf(refusal, request, ['code']),
  status: statusOf(refusal),
});

const showErrors = async (
  context: Context,
  kind: AddressKind,
  { status = statusOf(), ...shown }: Omit<Shown, 'profile' | 'typed'>,
): Promise<void> => {
  const profile = await context.calls(shown.request, (api, token) => api.profile(token));
  show(context, kind, { ...shown, profile, status });
};

interface Shown {
  readonly request: Request;
  readonly response: Response;
  readonly profile: Profile;
  readonly typed?: string;
  readonly errors: Errors;
  readonly status?: number;
  readonly hasDraft?: boolean;
}

const show = (
  { views, auth }: Context,
  kind: AddressKind,
  { request, response, profile, typed = '', errors, status = 200, hasDraft = false }: Shown,
): void => {
  const change = changeUnderWay(request, kind.attribute);
  const words = wordsFor(request);
  const { title, field, hint, place } = words.addressPage[kind.path];
  const newAddress = { ...kind.field, label: field, value: typed, ...(hint !== '' && { hint }) };
  views.render(
    response,
    'profile-address',
    {
      title,
      path: kind.path,
      current: addressShown(kind, profile, words),
      managedBy: profile.managedBy,
      change: change && {
        to: change.to,
        destination: change.destination ?? change.to,
        isTaken: profile.attributes[kind.attribute] === change.to,
        // Where there was none before, giving up leaves none.
        canRestore: change.restore !== undefined && change.restore !== '',
      },
      newAddress: withError(newAddress, errors),
      code: withError(codeField(words.selfService.code, place), errors),
      error: errors.general,
      outcome: hasDraft ? draftIsBack(request) : status === 200 ? outcomeIn(request) : undefined,
      mark: auth.formMark(request, kind.path),
    },
    status,
  );
};
