import { refuseUnless } from '../errors.js';
import type { Settings } from '../options.js';
import type { Reason } from '../reasons.js';

/** Where the pool's documents and pages are. */
export interface PoolAddresses {
  readonly jwksUri: string;
  /** The origin of the user pool domain, which has the pages. */
  readonly domainOrigin: string;
}

/** What is looked at of a discovery document (OpenID Connect Discovery 1.0, section 3). */
export interface DiscoveryDocument {
  readonly authorization_endpoint?: string;
  readonly token_endpoint?: string;
  readonly jwks_uri?: string;
  readonly revocation_endpoint?: string;
  readonly end_session_endpoint?: string;
  readonly token_endpoint_auth_methods_supported?: readonly string[];
}

/**
 * Reads the addresses out of a discovery document. The document is trusted for paths, not for hosts: one that sends
 * browsers or secrets anywhere but to the issuer and one domain is refused. Throws `AuthError` `pool_rejected`, and
 * `pool_misconfigured` for a user pool without a domain.
 */
export const addressesIn = (
  document: DiscoveryDocument,
  { issuer, isCognito, domain }: Settings,
): PoolAddresses => {
  const authorization = urlIn(document.authorization_endpoint, 'discovery_lacks_authorization_endpoint');
  const jwks = urlIn(document.jwks_uri, 'discovery_lacks_jwks_uri');
  const token = urlIn(document.token_endpoint, 'discovery_lacks_token_endpoint');
  // A Cognito pool without a domain names endpoints under its issuer, which do not work.
  const hasDomain = !isCognito || !authorization.href.startsWith(`${issuer}/`);
  refuseUnless(hasDomain, 'user_pool_has_no_domain', 'pool_misconfigured');
  refuseUnless(domain === undefined || authorization.origin === domain, 'user_pool_domain_differs');
  const issuerUrl = new URL(issuer);
  refuseUnless(authorization.protocol === issuerUrl.protocol, 'discovery_names_foreign_host');
  const known = new Set([issuerUrl.origin, authorization.origin]);
  const optional = [document.revocation_endpoint, document.end_session_endpoint];
  const endpoints = [jwks.href, token.href, ...optional.filter((one) => one !== undefined)];
  refuseUnless(
    endpoints.every((one) => known.has(originOf(one))),
    'discovery_names_foreign_host',
  );
  return { jwksUri: jwks.href, domainOrigin: authorization.origin };
};

const urlIn = (endpoint: string | undefined, reason: Reason): URL => {
  refuseUnless(endpoint !== undefined && URL.canParse(endpoint), reason);
  return new URL(endpoint);
};

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');
