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
import { VIEWS } from '../hosted-ui/pages.js';
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

const LARGEST_FORM = '100kb';
const FORM_PAGES = [
  loginPage,
  forgotPasswordPage,
  confirmForgotPasswordPage,
  newPasswordPage,
  mfaPage,
  mfaChoicePage,
  mfaSetupPage,
];

/** The issuer's host: discovery, keys and the user pools API. */
export function createIssuerApp(service: Service): Express {
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
    observe(service, 'api', (req) => [['operation', req.get('x-amz-target')?.split('.').at(-1) ?? '']]),
    createUserPoolsApi(service),
  );
  return withErrors(app, service, { hasPages: false });
}

/** The domain's host: OAuth endpoints and pages. */
export function createDomainApp(service: Service, { isControllable }: { isControllable: boolean }): Express {
  const app = createApp();
  app.use(express.text({ type: 'application/x-www-form-urlencoded', limit: LARGEST_FORM }));
  app.get('/_local/pool.css', (_req, res) => res.sendFile('pool.css', { root: VIEWS }));
  mountOAuth(app, service);
  mountPages(app, service);
  mountLocalPages(app, service);
  if (isControllable) mountControlApi(app, service);
  else refuseControl(app);
  return withErrors(app, service, { hasPages: true });
}

function mountOAuth(app: Express, service: Service): void {
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
}

function mountPages(app: Express, service: Service): void {
  for (const page of FORM_PAGES) mountFormPage(app, service, page);
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
}

/** Paths are exact: `/oauth2/userinfo` is not Cognito's `/oauth2/userInfo`. */
function createApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  return app;
}

function withErrors(app: Express, service: Service, has: { hasPages: boolean }): Express {
  answerNotFound(app, service);
  return app.use(answerErrors(service, has));
}
