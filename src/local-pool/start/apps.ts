import express, { type Express } from 'express';
import { mountControlApi, refuseControl } from '../control/control-api.js';
import { mountHostedUi } from '../hosted-ui/routes.js';
import { observe } from '../http/endpoint.js';
import { mountOAuth, mountWellKnown } from '../oauth/routes.js';
import type { Service } from '../service.js';
import { answerPreflight, createUserPoolsApi, mountFiles } from '../user-pools-api/index.js';
import { answerErrors } from './answer-errors.js';
import { answerNotFound } from './not-found.js';

const largestForm = '100kb';

/** The issuer's host: discovery, keys and the user pools API. */
export const createIssuerApp = (service: Service): Express => {
  const app = createApp();
  mountWellKnown(app, service);
  mountFiles(app, service);
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

export interface DomainAppOptions {
  readonly isControllable: boolean;
  /** Of a pool with TLS, in PEM. */
  readonly certificate: string | undefined;
}

/** The domain's host: OAuth endpoints and pages. */
export const createDomainApp = (
  service: Service,
  { isControllable, certificate }: DomainAppOptions,
): Express => {
  const app = createApp();
  if (certificate !== undefined) {
    // No secret: every connection begins with it.
    app.get('/_local/certificate.pem', (_request, response) =>
      response.type('application/x-pem-file').send(certificate),
    );
  }
  app.use(express.text({ type: 'application/x-www-form-urlencoded', limit: largestForm }));
  mountOAuth(app, service);
  mountHostedUi(app, service);
  if (isControllable) mountControlApi(app, service);
  else refuseControl(app);
  return withErrors(app, service, { hasPages: true });
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
