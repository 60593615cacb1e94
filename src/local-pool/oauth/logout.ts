import type { Client } from '../base/model.js';
import { redirect } from '../http/answers.js';
import { parameter, rawQuery, type Exchange } from '../http/exchange.js';
import { notRegistered } from '../http/refusals.js';
import type { Service } from '../service.js';
import { endBrowserSession } from './browser-session.js';
import { clientAtDomain } from './clients.js';
import { toErrorPage } from './redirects.js';
import { clientMissing, keepCause } from './refuse.js';

/**
 * `GET /logout`: ends the browser's session first, whatever the rest is worth, then goes to `logout_uri` or, with
 * `redirect_uri`, to a new sign-in. Not RP-initiated logout: the standard parameters are ignored. No token is revoked.
 */
export const logout = (service: Service, exchange: Exchange): void => {
  const { query, request, response } = exchange;
  endBrowserSession(service, exchange);
  const clientId = parameter(query, 'client_id');
  const client = clientAtDomain(service, clientId);
  if (clientId !== undefined && client === undefined) {
    keepCause(service, exchange, { error: 'invalid_request', because: clientMissing(service, clientId) });
    return toErrorPage(exchange, { error: 'invalid_request', client_id: clientId });
  }
  const logoutUri = parameter(query, 'logout_uri');
  if (logoutUri !== undefined && client?.logoutUrls.includes(logoutUri) === true)
    return redirect(response, logoutUri);
  if (logoutUri === undefined && client !== undefined && parameter(query, 'redirect_uri') !== undefined) {
    return redirect(response, `/login${rawQuery(request)}`);
  }
  keepCause(service, exchange, { error: 'the error page', because: logoutFault(client, logoutUri) });
  redirect(response, `/error${rawQuery(request)}`);
};

const logoutFault = (client: Client | undefined, logoutUri: string | undefined): string => {
  if (client === undefined) return 'client_id is missing';
  if (logoutUri === undefined) return 'neither logout_uri nor redirect_uri was sent';
  return notRegistered('logout_uri', logoutUri, client.logoutUrls);
};
