import type { Client, IdentityProvider } from '../base/model.js';
import type { Service } from '../service.js';
import type { AuthorizeRequest } from './authorize-request.js';

/** The providers, besides the pool itself, that a client lets people sign in with. */
export const providersOf = ({ store }: Service, client: Client): readonly IdentityProvider[] =>
  client.identityProviders
    .map((name) => store.identityProviders.get(`${client.poolId}/${name}`))
    .filter((provider) => provider !== undefined);

/** The provider that a request names: by `identity_provider` or by `idp_identifier`. */
export const chosenProvider = (service: Service, request: AuthorizeRequest): IdentityProvider | undefined =>
  providersOf(service, request.client).find(
    ({ name, identifiers }) =>
      name === request.identityProvider || identifiers.includes(request.idpIdentifier ?? ''),
  );
