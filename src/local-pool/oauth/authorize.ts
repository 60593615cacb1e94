import { redirect } from '../http/answers.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { readAuthorizeRequest, type AuthorizeRequest } from './authorize-request.js';
import { readBrowserSession } from './browser-session.js';
import { finishSignIn } from './finish-sign-in.js';
import { firstPage } from './first-page.js';
import { errorRedirect, toErrorPage } from './redirects.js';

/** `GET /oauth2/authorize`: to the callback at once with a live `cognito` cookie, to `/login` or a provider without. */
export const authorize = async (service: Service, exchange: Exchange): Promise<void> => {
  const request = acceptedRequest(service, exchange);
  if (request === undefined) return;
  const { redirectUri, state, prompts } = request;
  const planned = exchange.faults.find((fault) => fault.kind === 'callback-error');
  if (planned !== undefined) {
    return redirect(exchange.response, errorRedirect(service, { ...planned, redirectUri, state }));
  }
  const session = readBrowserSession(service, exchange, request.client);
  if (session !== undefined && !prompts.includes('login')) {
    return redirect(exchange.response, await finishSignIn(service, exchange, { request, session }));
  }
  if (prompts.includes('none')) {
    return redirect(
      exchange.response,
      errorRedirect(service, { redirectUri, state, error: 'login_required' }),
    );
  }
  redirect(exchange.response, firstPage(service, exchange, request));
};

/** The request, or undefined once the refusal has been sent: to the error page or to the callback. */
export const acceptedRequest = (service: Service, exchange: Exchange): AuthorizeRequest | undefined => {
  const outcome = readAuthorizeRequest(service, exchange.query);
  if (outcome.kind === 'accepted') return outcome.request;
  if (outcome.kind === 'page') toErrorPage(exchange, outcome.parameters);
  else redirect(exchange.response, errorRedirect(service, outcome));
  return undefined;
};
