// The pages that people see: sign-in, sign-up, passwords, second factors, the simulated provider, and what Cognito does not
// have (outbox and overview). A page asks the rooms below what is so, says it in the visitor's language (words/), and
// draws it with a view of views/local-pool.

import type { Express } from 'express';
import { mountEndpoint } from '../http/endpoint.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { showError } from './error.js';
import { mountFederation } from './federation.js';
import { firstCodePage, firstFactorPage, passwordPage } from './first-factor-pages.js';
import { confirmForgotPasswordPage, forgotPasswordPage } from './forgot-password.js';
import { mountFiles } from './files.js';
import { mountFormPage } from './form-page.js';
import { mountLocalPages } from './local-pages.js';
import { loginPage } from './login.js';
import { mfaChoicePage, mfaPage, mfaSetupPage } from './mfa-pages.js';
import { newPasswordPage } from './new-password.js';
import { passkeySignInPage } from './passkey-sign-in.js';
import { addPasskey, showAddPasskey } from './passkeys.js';
import { mountSignUp } from './sign-up.js';
import { mountStepUp } from './step-up.js';

const formPages = [
  loginPage,
  firstFactorPage,
  passwordPage,
  firstCodePage,
  forgotPasswordPage,
  confirmForgotPasswordPage,
  newPasswordPage,
  mfaPage,
  mfaChoicePage,
  mfaSetupPage,
  passkeySignInPage,
];

/** On the domain's host, whose forms come as text. */
export const mountHostedUi = (app: Express, service: Service): void => {
  mountFiles(app, service);
  for (const page of formPages) mountFormPage(app, service, page);
  mountSignUp(app, service);
  mountStepUp(app, service);
  mountFederation(app, service);
  const errorPage = (exchange: Exchange): Promise<void> => showError(service, exchange);
  mountEndpoint(app, service, { path: '/error', name: 'page', get: errorPage });
  mountEndpoint(app, service, {
    path: '/passkeys/add',
    name: 'page',
    get: (exchange) => showAddPasskey(service, exchange),
    post: (exchange) => addPasskey(service, exchange),
  });
  // Discovery is at the issuer; at Cognito too the domain shows its error page here.
  mountEndpoint(app, service, { path: '/.well-known/openid-configuration', name: 'page', get: errorPage });
  mountLocalPages(app, service);
};
