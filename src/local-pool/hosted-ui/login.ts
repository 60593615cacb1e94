import { PoolError } from '../errors.js';
import { redirect } from '../http/answers.js';
import { parameter, rawQuery, type Exchange } from '../http/exchange.js';
import type { Person } from '../model.js';
import { acceptedRequest } from '../oauth/authorize.js';
import type { AuthorizeRequest } from '../oauth/authorize-request.js';
import { finishSignIn } from '../oauth/finish-sign-in.js';
import type { Service } from '../service.js';
import { beginBrowserSession } from './browser-session.js';
import { renderPage } from './pages.js';
import { hasXsrfToken, issueXsrfToken } from './xsrf.js';

/** `GET /login`: the sign-in form. Takes every parameter of `/oauth2/authorize`. */
export async function showLogin(service: Service, exchange: Exchange): Promise<void> {
  const request = acceptedRequest(service, exchange);
  if (request === undefined) return;
  await renderLogin(exchange, { request, username: request.loginHint ?? '' });
}

/** `POST /login`: back to the form with what is wrong, or on to the callback. */
export async function submitLogin(service: Service, exchange: Exchange): Promise<void> {
  const request = acceptedRequest(service, exchange);
  if (request === undefined) return;
  if (!hasXsrfToken(exchange)) return renderStaleForm(exchange, '/login');
  const username = parameter(exchange.form, 'username') ?? '';
  try {
    const person = await authenticate(service, {
      request,
      username,
      password: exchange.form.get('password') ?? '',
    });
    const session = beginBrowserSession(service, exchange, person);
    redirect(exchange.res, await finishSignIn(service, request, session));
  } catch (error) {
    if (!(error instanceof PoolError)) throw error;
    await renderLogin(exchange, { request, username, problem: error.message });
  }
}

async function authenticate(
  service: Service,
  { request, username, password }: { request: AuthorizeRequest; username: string; password: string },
): Promise<Person> {
  const person = service.people.find(request.pool.id, username);
  if (person === undefined && !request.client.preventUserExistenceErrors) {
    throw new PoolError('UserNotFoundException', 'User does not exist.');
  }
  const checked = await service.people.checkPassword(person, password);
  if (checked.status === 'UNCONFIRMED')
    throw new PoolError('UserNotConfirmedException', 'User is not confirmed.');
  return checked;
}

interface LoginPage {
  request: AuthorizeRequest;
  username: string;
  problem?: string;
}

async function renderLogin(exchange: Exchange, { request, username, problem }: LoginPage): Promise<void> {
  const data = {
    action: `/login${rawQuery(exchange.req)}`,
    query: rawQuery(exchange.req),
    xsrfToken: issueXsrfToken(exchange),
    clientName: request.client.name,
    username,
    problem,
  };
  await renderPage(exchange, 'login', data, {
    client: request.client,
    status: problem === undefined ? 200 : 400,
  });
}

/** The form is from an older page: another tab has replaced the token, or its cookie is gone. */
export async function renderStaleForm(exchange: Exchange, path: string): Promise<void> {
  const again = `${path}${rawQuery(exchange.req)}`;
  await renderPage(exchange, 'stale-form', { again }, { status: 403 });
}
