import express, { type Express } from 'express';
import { answerErrors } from './answer-errors.js';
import { mountEndpoint, observe } from '../http/endpoint.js';
import type { Exchange } from '../http/exchange.js';
import { showError } from '../hosted-ui/error.js';
import { mountFederation } from '../hosted-ui/federation.js';
import { confirmForgotPasswordPage, forgotPasswordPage } from '../hosted-ui/forgot-password.js';
import { mountFormPage } from '../hosted-ui/form-page.js';
import { loginPage } from '../hosted-ui/login.js';
import { mfaChoicePage, mfaPage, mfaSetupPage } from '../hosted-ui/mfa-pages.js';
import { newPasswordPage } from '../hosted-ui/new-password.js';
import { views } from '../hosted-ui/pages.js';
import { addPasskey } from '../hosted-ui/passkeys.js';
import { mountSignUp } from '../hosted-ui/sign-up.js';
import { mountControlApi, refuseControl } from '../control/control-api.js';
import { mountLocalPages } from '../hosted-ui/local-pages.js';
import { answerNotFound } from './not-found.js';
import { authorize } from '../oauth/authorize.js';
import { logout } from '../oauth/logout.js';
import { revoke } from '../oauth/revoke.js';
import { token } from '../oauth/token.js';
import { userInfo } from '../oauth/user-info.js';
import { discovery, jwks } from '../oauth/well-known.js';
import type { Service } from '../service.js';
import { answerPreflight, createUserPoolsApi } from '../user-pools-api/index.js';

const largestForm = '100kb';
const formPages = [
  loginPage,
  forgotPasswordPage,
  confirmForgotPasswordPage,
  newPasswordPage,
  mfaPage,
  mfaChoicePage,
  mfaSetupPage,
];

/** The issuer's host: discovery, keys and the user pools API. */
export const createIssuerApp = (service: Service): Express => {
  const app = createApp();
  const wellKnown = '/:poolId/.well-known';
  mountEndpoint(app, service, {
    path: `${wellKnown}/openid-configuration`,
    name: 'discovery',
    get: (exchange) => discovery(service, exchange),
  });
  mountEndpoint(app, service, {
    path: `${wellKnown}/jwks.json`,
    name: 'jwks',
    get: (exchange) => jwks(service, exchange),
  });
  app.options('/', answerPreflight);
  app.post(
    '/',
    observe(service, 'api', (request) => [
      ['operation', request.get('x-amz-target')?.split('.').at(-1) ?? ''],
    ]),
    createUserPoolsApi(service),
  );
  return withErrors(app, service, { hasPages: false });
};

/** The domain's host: OAuth endpoints and pages. */
export const createDomainApp = (
  service: Service,
  { isControllable }: { readonly isControllable: boolean },
): Express => {
  const app = createApp();
  app.use(express.text({ type: 'application/x-www-form-urlencoded', limit: largestForm }));
  app.get('/_local/pool.css', (_request, response) => response.sendFile('pool.css', { root: views }));
  mountOAuth(app, service);
  mountPages(app, service);
  mountLocalPages(app, service);
  if (isControllable) mountControlApi(app, service);
  else refuseControl(app);
  return withErrors(app, service, { hasPages: true });
};

const mountOAuth = (app: Express, service: Service): void => {
  mountEndpoint(app, service, {
    path: '/oauth2/authorize',
    name: 'authorize',
    get: (exchange) => authorize(service, exchange),
  });
  mountEndpoint(app, service, {
    path: '/oauth2/token',
    name: 'token',
    post: (exchange) => token(service, exchange),
    cors: true,
  });
  mountEndpoint(app, service, {
    path: '/oauth2/userInfo',
    name: 'userInfo',
    get: (exchange) => userInfo(service, exchange),
    cors: true,
  });
  mountEndpoint(app, service, {
    path: '/oauth2/revoke',
    name: 'revoke',
    post: (exchange) => revoke(service, exchange),
    cors: true,
  });
};

const mountPages = (app: Express, service: Service): void => {
  for (const page of formPages) mountFormPage(app, service, page);
  mountSignUp(app, service);
  mountFederation(app, service);
  mountEndpoint(app, service, {
    path: '/logout',
    name: 'logout',
    get: (exchange) => logout(service, exchange),
  });
  const errorPage = (exchange: Exchange): Promise<void> => showError(service, exchange);
  mountEndpoint(app, service, { path: '/error', name: 'page', get: errorPage });
  mountEndpoint(app, service, {
    path: '/passkeys/add',
    name: 'page',
    get: (exchange) => addPasskey(service, exchange),
  });
  mountEndpoint(app, service, { path: '/.well-known/openid-configuration', name: 'page', get: errorPage });
};

/** Paths are exact: `/oauth2/userinfo` is not Cognito's `/oauth2/userInfo`. */
const createApp = (): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  return app;
};

const withErrors = (app: Express, service: Service, has: { readonly hasPages: boolean }): Express => {
  answerNotFound(app, service);
  return app.use(answerErrors(service, has));
};
