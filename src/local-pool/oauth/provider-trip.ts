import type { IdentityProvider } from '../base/model.js';
import { randomToken, sha256 } from '../base/random.js';
import type { Exchange } from '../http/exchange.js';
import { authorizationUrl, endpointsOf } from '../providers/openid-provider.js';
import { ProviderTrouble } from '../providers/provider-trouble.js';
import type { Service } from '../service.js';
import type { AuthorizeRequest } from './authorize-request.js';
import { beginCsrfState } from './csrf-state.js';
import { wordForLevel } from './provider-levels.js';
import { errorRedirect } from './redirects.js';
import { invalidRequest, keepCause } from './refuse.js';

const roundTripMs = 5 * 60_000;

/** Where an OpenID provider of this machine sends people back to. */
export const providerCallback = ({ origins }: Pick<Service, 'origins'>): string =>
  `${origins.domain}/oauth2/idpresponse`;

/** Off to an OpenID provider of this machine; back to the client where that cannot be asked. */
export const beginProviderTrip = async (
  service: Service,
  exchange: Exchange,
  {
    request,
    provider,
    query,
  }: {
    readonly request: AuthorizeRequest;
    readonly provider: IdentityProvider;
    /** That the way goes on with when somebody comes back. */
    readonly query: string;
  },
): Promise<string> => {
  const state = beginCsrfState(exchange);
  const nonce = randomToken();
  try {
    const endpoints = await endpointsOf(provider);
    const { name: providerName, poolId } = provider;
    const expiresAt = service.clock.now() + roundTripMs;
    service.store.providerTrips.set(sha256(state), { providerName, poolId, query, nonce, expiresAt });
    return authorizationUrl(provider, endpoints, {
      redirectUri: providerCallback(service),
      state,
      nonce,
      prompt: request.prompts.filter((prompt) => prompt !== 'none').join(' '),
      loginHint: request.loginHint,
      acrValues: wordForLevel(provider, request),
    });
  } catch (error) {
    if (!(error instanceof ProviderTrouble)) throw error;
    keepCause(service, exchange, invalidRequest(error.because));
    const { redirectUri, state: clientState } = request;
    const { message: description } = error;
    return errorRedirect(service, { redirectUri, state: clientState, error: 'invalid_request', description });
  }
};
