import type { Express } from 'express';
import { PoolError } from '../base/errors.js';
import { redirect } from '../http/answers.js';
import { mountEndpoint } from '../http/endpoint.js';
import { rawQuery, type Exchange } from '../http/exchange.js';
import type { Endpoint } from '../http/requests.js';
import { acceptedRequest } from '../oauth/authorize.js';
import { hasXsrfToken, issueXsrfToken } from '../oauth/xsrf.js';
import type { Service } from '../service.js';
import { renderPage } from './pages.js';
import { problemField } from './problem-field.js';
import { somethingWentWrong, type Visit } from './steps.js';
import { usernameField } from './username-field.js';
import { languageOf, problemIn } from './words/language.js';
import { passwordRules } from './words/password-rules.js';

/** A page with one form. */
export interface FormPage {
  readonly path: string;
  readonly view: string;
  readonly name?: Endpoint;
  readonly hasScript?: boolean;
  /** What the view needs; undefined when the page cannot be reached like this. */
  data(visit: Visit): Record<string, unknown> | undefined;
  /** Where to go next. A PoolError shows the form again, with its message. */
  submit(visit: Visit): string | Promise<string>;
}

/** Mounts a form page: request and form token are checked before the page sees anything. */
export const mountFormPage = (app: Express, service: Service, page: FormPage): void => {
  mountEndpoint(app, service, {
    path: page.path,
    name: page.name ?? 'page',
    get: (exchange) => show(service, exchange, page),
    post: (exchange) => submit(service, exchange, page),
  });
};

const show = async (service: Service, exchange: Exchange, page: FormPage): Promise<void> => {
  const request = acceptedRequest(service, exchange);
  if (request !== undefined) await renderForm({ service, exchange, request }, page);
};

const submit = async (service: Service, exchange: Exchange, page: FormPage): Promise<void> => {
  const request = acceptedRequest(service, exchange);
  if (request === undefined) return;
  if (!hasXsrfToken(exchange)) return renderStaleForm(service, exchange, page.path);
  const visit = { service, exchange, request };
  if (page.data(visit) === undefined) return somethingWentWrong(visit);
  try {
    redirect(exchange.response, await page.submit(visit));
  } catch (error) {
    if (!(error instanceof PoolError)) throw error;
    await renderForm(visit, page, error);
  }
};

const renderForm = async (visit: Visit, page: FormPage, problem?: PoolError): Promise<void> => {
  const { exchange, request } = visit;
  const data = page.data(visit);
  if (data === undefined) return somethingWentWrong(visit);
  const query = rawQuery(exchange.request);
  const language = languageOf(visit.service, exchange);
  const common = {
    action: `${page.path}${query}`,
    query,
    xsrfToken: issueXsrfToken(exchange),
    clientName: request.client.name,
    passwordRules: passwordRules(request.pool.passwordPolicy, language),
    usernameField: usernameField(request.pool, language),
    problem: problem === undefined ? undefined : problemIn(language, problem),
    problemField: problem === undefined ? undefined : problemField(problem, exchange.form),
    // What was typed stays: all but passwords, which no page repeats.
    code: exchange.form.get('code') ?? '',
    sentCode: undefined,
  };
  const status = problem === undefined ? 200 : 400;
  await renderPage(
    visit.service,
    exchange,
    page.view,
    { ...common, ...data },
    { client: request.client, status, hasScript: page.hasScript === true },
  );
};

/** The form is from an older page: another tab has replaced the token, or its cookie is gone. */
const renderStaleForm = async (service: Service, exchange: Exchange, path: string): Promise<void> => {
  await renderPage(
    service,
    exchange,
    'stale-form',
    { again: `${path}${rawQuery(exchange.request)}` },
    { status: 403 },
  );
};
