import * as oidc from 'openid-client';
import { withDetails } from '../errors.js';
import { clockToleranceSeconds, type Settings } from '../options.js';
import { addressesIn } from './pool-addresses.js';
import { fromLibrary } from './pool-errors.js';
import { providerOf } from './provider.js';

/** Where the discovery document of an issuer is (OpenID Connect Discovery 1.0, section 4). */
export const documentAddressOf = ({ issuer }: Pick<Settings, 'issuer'>): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;

/** Fetches the discovery document and checks it. Throws `AuthError` that names the address that was asked. */
export const discover = async (
  settings: Settings,
  customFetch: oidc.CustomFetch,
): Promise<oidc.Configuration> => {
  try {
    const config = await configurationBy(settings, customFetch);
    addressesIn(config.serverMetadata(), settings);
    return config;
  } catch (error) {
    throw withDetails(fromLibrary(error, settings), { address: documentAddressOf(settings) });
  }
};

const configurationBy = (settings: Settings, customFetch: oidc.CustomFetch): Promise<oidc.Configuration> =>
  oidc.discovery(
    new URL(settings.issuer),
    settings.clientId,
    clientMetadata,
    clientAuthentication(settings),
    {
      timeout: noDeadline,
      [oidc.customFetch]: customFetch,
      ...(isPlainHttp(settings) && { execute: [oidc.allowInsecureRequests] }),
    },
  );

/** The same for a document that is known already: nobody is asked. */
export const configurationOf = (
  settings: Settings,
  document: oidc.ServerMetadata,
  customFetch: oidc.CustomFetch,
): oidc.Configuration => {
  const { clientId } = settings;
  const config = new oidc.Configuration(document, clientId, clientMetadata, clientAuthentication(settings));
  config.timeout = noDeadline;
  config[oidc.customFetch] = customFetch;
  if (isPlainHttp(settings)) oidc.allowInsecureRequests(config);
  return config;
};

// The library's own deadline stays off: our fetch keeps one, which covers slow bodies as well.
const noDeadline = 0;

const isPlainHttp = ({ issuer }: Settings): boolean => new URL(issuer).protocol === 'http:';

const clientMetadata: Partial<oidc.ClientMetadata> = {
  // Pinned, or the discovery document would decide which algorithms are acceptable (RFC 8725, section 3.1).
  id_token_signed_response_alg: 'RS256',
  [oidc.clockTolerance]: clockToleranceSeconds,
};

// Where the secret goes may depend on the discovery document, so it is decided at each request.
const clientAuthentication = (settings: Settings): oidc.ClientAuth => {
  const { clientSecret } = settings;
  if (clientSecret === undefined) return oidc.None();
  const provider = providerOf(settings);
  const ways = { header: oidc.ClientSecretBasic(clientSecret), form: oidc.ClientSecretPost(clientSecret) };
  return (server, client, body, headers) => {
    const way = provider.secretGoesInto(server, body.has('grant_type') ? 'token' : 'revoke');
    return ways[way](server, client, body, headers);
  };
};
