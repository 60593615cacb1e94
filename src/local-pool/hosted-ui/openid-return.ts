import type { FederatedSignIn, ProviderTrip } from '../base/model.js';
import { sha256 } from '../base/random.js';
import { parameter, type Exchange } from '../http/exchange.js';
import { providerCallback } from '../oauth/provider-trip.js';
import { invalidRequest, keepCause } from '../oauth/refuse.js';
import { claimsFor } from '../providers/openid-claims.js';
import { endpointsOf } from '../providers/openid-provider.js';
import { ProviderTrouble } from '../providers/provider-trouble.js';
import type { Service } from '../service.js';

/** Whoever comes back from an OpenID provider of this machine, or why they do not get in; undefined for any other address. */
export const fromOpenIdProvider = async (
  service: Service,
  exchange: Exchange,
): Promise<FederatedSignIn | undefined> => {
  const trip = takeTrip(service, parameter(exchange.query, 'state') ?? '');
  const provider = trip && service.store.identityProviders.get(`${trip.poolId}/${trip.providerName}`);
  if (trip === undefined || provider === undefined) return undefined;
  const { providerName, poolId, query, nonce, expiresAt } = trip;
  const base = { providerName, poolId, query, nonce, expiresAt, attributes: {} };
  const refused = parameter(exchange.query, 'error');
  if (refused !== undefined) {
    const failure = parameter(exchange.query, 'error_description') ?? refused;
    return { ...base, failure, failureCode: refused };
  }
  try {
    const answer = {
      code: parameter(exchange.query, 'code') ?? '',
      redirectUri: providerCallback(service),
      nonce,
    };
    const { subject, idToken, userInfo } = await claimsFor(provider, await endpointsOf(provider), answer);
    const { acr } = idToken;
    const said = { idToken: asText(idToken), userInfo: asText(userInfo) };
    const attributes = { ...said.idToken, ...said.userInfo };
    return { ...base, userId: subject, said, attributes, ...(typeof acr === 'string' ? { acr } : {}) };
  } catch (error) {
    if (!(error instanceof ProviderTrouble)) throw error;
    keepCause(service, exchange, invalidRequest(error.because));
    return { ...base, failure: error.message };
  }
};

/** Works once. */
const takeTrip = ({ store, clock }: Service, state: string): ProviderTrip | undefined => {
  const key = sha256(state);
  const trip = store.providerTrips.get(key);
  store.providerTrips.delete(key);
  return trip !== undefined && trip.expiresAt > clock.now() ? trip : undefined;
};

/** Attributes are text: what is no text is written as JSON. */
const asText = (claims: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
