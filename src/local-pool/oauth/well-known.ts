import { withChange } from '../base/change.js';
import { hasDomain } from '../base/domain.js';
import type { UserPool } from '../base/model.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { standardScopes } from '../tokens/scopes.js';
import { dcrConfigurationOf } from './registration-switch.js';

/** `GET /POOL/.well-known/openid-configuration`: exactly the members that Cognito shows, in its order. */
export const discovery = (service: Service, exchange: Exchange): void => {
  const pool = poolOf(service, exchange);
  if (pool === undefined) return unknownPool(exchange);
  const document = exchange.faults.reduce<object>(
    (changed, fault) => (fault.kind === 'discovery' ? withChange(changed, fault.change) : changed),
    metadata(service, pool),
  );
  answerPublicJson(exchange, document);
};

/** `GET /POOL/.well-known/jwks.json`. */
export const jwks = (service: Service, exchange: Exchange): void => {
  const pool = poolOf(service, exchange);
  const keyring = pool === undefined ? undefined : service.keyrings.get(pool.id);
  if (keyring === undefined) return unknownPool(exchange);
  const keys = exchange.faults.reduce<readonly object[]>(
    (changed, fault) => (fault.kind === 'jwks' ? fault.change(keyring.published()) : changed),
    keyring.published(),
  );
  answerPublicJson(exchange, { keys });
};

/** A pool without a domain names endpoints under its issuer, where nothing answers. */
const metadata = ({ origins }: Service, pool: UserPool): object => {
  const { domain, issuer } = origins;
  const [oauth, pages] = hasDomain(pool) ? [`${domain}/oauth2`, domain] : [pool.issuer, pool.issuer];
  return {
    authorization_endpoint: `${oauth}/authorize`,
    end_session_endpoint: `${pages}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: pool.issuer,
    jwks_uri: `${issuer}/${pool.id}/.well-known/jwks.json`,
    ...(dcrConfigurationOf(pool).isOn && { registration_endpoint: `${oauth}/register` }),
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${oauth}/revoke`,
    scopes_supported: standardScopes,
    subject_types_supported: ['public'],
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${oauth}/userInfo`,
  };
};

const poolOf = (service: Service, { request }: Exchange): UserPool | undefined =>
  service.store.pools.get(String(request.params['poolId']));

const answerPublicJson = ({ response }: Exchange, body: object): void => {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.end(JSON.stringify(body));
};

const unknownPool = ({ request, response }: Exchange): void => {
  response.writeHead(404, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ message: `User pool ${String(request.params['poolId'])} does not exist.` }));
};
