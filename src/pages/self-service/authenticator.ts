import type { Request, RequestHandler, Response } from 'express';
import { PoolRefusal } from '../../aws/index.js';
import { wordsFor } from '../words/language.js';
import { explained, orRefusal, signedInAs, statusOf, type Context } from './context.js';
import { codeField, errorsOf, noErrors, textIn, withError, type Errors } from './fields.js';
import { qrCodeOf } from './qr-code.js';
import { sentenceOf } from './refusal-words.js';

export interface AuthenticatorOptions extends Context {
  /** What the authenticator app is to call this. */
  readonly siteName: string;
}

/** Says what will happen. The key is made by a form, because opening a page must change nothing. */
export const authenticatorPage = (options: AuthenticatorOptions): RequestHandler =>
  explained(options, async function showAuthenticator(request, response) {
    const { title } = wordsFor(request).authenticatorPage;
    options.views.render(response, 'authenticator', { title, setUp: undefined, error: undefined });
  });

/** Makes a key and shows it, as a picture and in letters. It counts once a code of the app has come back. */
export const startAuthenticator = (options: AuthenticatorOptions): RequestHandler =>
  explained(options, async function makeKey(request, response) {
    const key = await orRefusal(options.calls(request, (api, token) => api.startAuthenticator(token)));
    if (!(key instanceof PoolRefusal)) return show(options, { request, response, key, errors: noErrors });
    const { title } = wordsFor(request).authenticatorPage;
    const locals = { title, setUp: undefined, error: sentenceOf(key, request) };
    options.views.render(response, 'authenticator', locals, statusOf(key));
  });

/** Takes the app's code, and turns the app on as what is asked for first. */
export const confirmAuthenticator = (options: AuthenticatorOptions): RequestHandler =>
  explained(options, async function takeCode(request, response) {
    const { calls, tell, views } = options;
    const words = wordsFor(request).authenticatorPage;
    const key = textIn(request, 'key');
    // The page shows the same key once more where the code is wrong, because the app has it by now.
    if (!/^[A-Z2-7]{16,128}$/.test(key))
      return response.redirect(303, `${views.basePath}/account/security/authenticator`);
    const code = textIn(request, 'code').replaceAll(/\s/g, '');
    if (!/^\d{6}$/.test(code))
      return show(options, { request, response, key, errors: atCode(words.wrongShape), status: statusOf() });
    const isRight = await orRefusal(calls(request, (api, token) => api.confirmAuthenticator(token, code)));
    if (isRight instanceof PoolRefusal) {
      const errors = errorsOf(isRight, request, ['code']);
      return show(options, { request, response, key, errors, status: statusOf(isRight) });
    }
    if (!isRight)
      return show(options, { request, response, key, errors: atCode(words.notTaken), status: statusOf() });
    tell(request, { type: 'authenticator_registered' });
    const on = await orRefusal(
      calls(request, (api, token) =>
        api.setSecondFactor(token, { method: 'app', isOn: true, isPreferred: true }),
      ),
    );
    const isOn = !(on instanceof PoolRefusal);
    if (isOn) tell(request, { type: 'second_factor_changed', method: 'app', change: 'first' });
    response.redirect(303, `${views.basePath}/account/security?outcome=${isOn ? 'app-on' : 'app-off'}`);
  });

const atCode = (text: string): Errors => ({ byField: { code: text }, general: undefined });

interface Shown {
  readonly request: Request;
  readonly response: Response;
  readonly key: string;
  readonly errors: Errors;
  readonly status?: number;
}

const show = (
  { views, siteName }: AuthenticatorOptions,
  { request, response, key, errors, status = 200 }: Shown,
): void => {
  const { user } = signedInAs(request);
  const words = wordsFor(request);
  const keyUri = addressOf(key, { issuer: siteName, account: user.email ?? user.username ?? user.id });
  const setUp = {
    key,
    groups: key.match(/.{1,4}/g) ?? [],
    keyUri,
    qr: qrCodeOf(keyUri),
    code: withError(codeField(words.selfService.code, words.authenticatorPage.sixDigits), errors),
  };
  const { title } = words.authenticatorPage;
  views.render(response, 'authenticator', { title, setUp, error: errors.general }, status);
};

// The form that apps agree on: github.com/google/google-authenticator/wiki/Key-Uri-Format.
const addressOf = (
  key: string,
  { issuer, account }: { readonly issuer: string; readonly account: string },
) => {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${key}&issuer=${encodeURIComponent(issuer)}`;
};
