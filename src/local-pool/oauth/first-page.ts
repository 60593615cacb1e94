import { rawQuery, setCookie, type Exchange } from '../http/exchange.js';
import { isOnThisMachine } from '../providers/openid-provider.js';
import type { Service } from '../service.js';
import type { AuthorizeRequest } from './authorize-request.js';
import { beginCsrfState, emptyCsrfState } from './csrf-state.js';
import { chosenProvider } from './identity-providers.js';
import { beginProviderTrip } from './provider-trip.js';
import { issueXsrfToken } from './xsrf.js';

/** `cognito-fl` holds an empty list in base64, quotes included, with every sign-in that was watched. */
const emptyList = '"W10="';

/** Where an interactive sign-in begins, with the cookies that Cognito sets on the way: `/login`, or a provider. */
export const firstPage = async (
  service: Service,
  exchange: Exchange,
  request: AuthorizeRequest,
): Promise<string> => {
  const query = rawQuery(exchange.request);
  issueXsrfToken(exchange);
  setCookie(exchange, `cognito-fl=${emptyList}; Path=/; HttpOnly; SameSite=Lax`);
  const provider = chosenProvider(service, request);
  if (provider !== undefined && isOnThisMachine(provider)) {
    return beginProviderTrip(service, exchange, { request, provider, query });
  }
  if (provider !== undefined) {
    return `/_local/identity-provider${query}&idp_state=${beginCsrfState(exchange)}`;
  }
  emptyCsrfState(exchange);
  return `/login${query}`;
};
