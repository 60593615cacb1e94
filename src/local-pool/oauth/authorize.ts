import { redirect } from '../http/answers.js';
import { rawQuery, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { readAuthorizeRequest, type AuthorizeRequest } from './authorize-request.js';
import { readBrowserSession } from './browser-session.js';
import { finishSignIn } from './finish-sign-in.js';
import { firstPage } from './first-page.js';
import { chosenProvider } from './identity-providers.js';
import { checkLevel, unmetLevels } from './level-check.js';
import { mayRaiseLevel } from './provider-levels.js';
import { errorRedirect, toErrorPage } from './redirects.js';
import { keepCause } from './refuse.js';

/** `GET /oauth2/authorize`: to the callback at once with a live `cognito` cookie that is enough, to `/login` or a provider without. */
export const authorize = async (service: Service, exchange: Exchange): Promise<void> => {
  const request = acceptedRequest(service, exchange);
  if (request === undefined) return;
  const { redirectUri, state, prompts } = request;
  const planned = exchange.faults.find((fault) => fault.kind === 'callback-error');
  if (planned !== undefined) {
    return redirect(exchange.response, errorRedirect(service, { ...planned, redirectUri, state }));
  }
  const session = readBrowserSession(service, exchange, request.client);
  const check =
    session === undefined || prompts.includes('login') ? 'sign-in' : checkLevel(service, request, session);
  if (session !== undefined && check === 'done') {
    return redirect(exchange.response, await finishSignIn(service, exchange, { request, session }));
  }
  if (prompts.includes('none')) {
    return redirect(
      exchange.response,
      errorRedirect(service, { redirectUri, state, error: 'login_required' }),
    );
  }
  const isWorthATry = check === 'unreachable' && mayRaiseLevel(chosenProvider(service, request), request);
  if (check === 'unreachable' && !isWorthATry)
    return redirect(exchange.response, unmetLevels(service, request));
  if (check === 'step-up') return redirect(exchange.response, `/stepUp${rawQuery(exchange.request)}`);
  redirect(exchange.response, await firstPage(service, exchange, request));
};

/** The request, or undefined once the refusal has been sent: to the error page or to the callback. */
export const acceptedRequest = (service: Service, exchange: Exchange): AuthorizeRequest | undefined => {
  const outcome = readAuthorizeRequest(service, exchange.query);
  if (outcome.kind === 'accepted') return outcome.request;
  keepCause(service, exchange, outcome);
  if (outcome.kind === 'page') toErrorPage(exchange, outcome.parameters);
  else redirect(exchange.response, errorRedirect(service, outcome));
  return undefined;
};
