import { redirect } from '../http/answers.js';
import type { Exchange } from '../http/exchange.js';
import { readAuthorizeRequest } from '../oauth/authorize-request.js';
import { readBrowserSession } from '../oauth/browser-session.js';
import { toErrorPage, withQuery } from '../oauth/redirects.js';
import type { Service } from '../service.js';
import { renderPage } from './pages.js';
import { languageOf, wordsIn } from './words/language.js';

/** `GET /passkeys/add`: needs `client_id` and `redirect_uri` only. Registering a passkey is left out here. */
export const addPasskey = async (service: Service, exchange: Exchange): Promise<void> => {
  const query = new URLSearchParams(exchange.query);
  if (!query.has('response_type')) query.set('response_type', 'code');
  const outcome = readAuthorizeRequest(service, query);
  if (outcome.kind === 'page') return toErrorPage(exchange, outcome.parameters);
  if (outcome.kind === 'callback') return toErrorPage(exchange, { error: outcome.error });
  const { redirectUri, client } = outcome.request;
  if (readBrowserSession(service, exchange, client) === undefined) {
    return redirect(exchange.response, withQuery(redirectUri, { result: 'invalid_session' }));
  }
  const { addPasskey: title, noPasskeys: text } = wordsIn(languageOf(service, exchange));
  await renderPage(service, exchange, 'notice', { title, text, back: redirectUri }, { client });
};
