import type { Client, UserPool } from '../base/model.js';
import { randomAlphanumeric } from '../base/random.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { answerEmpty, answerJson, answerOAuthError } from '../http/answers.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { registrationScope } from '../tokens/scopes.js';
import { readRegistration, type Registration } from './registration-request.js';
import { dcrConfigurationOf } from './registration-switch.js';

/**
 * `POST /oauth2/register` (RFC 7591), of pools that have it turned on. With a token it is the token's pool, without one the
 * first that is open: all pools share the one domain here.
 */
export const register = (service: Service, { request, response }: Exchange): void => {
  const header = request.get('authorization');
  const pool = header === undefined ? openPool(service) : poolOfToken(service, header);
  if (pool === undefined && header !== undefined) return refuseToken(response);
  if (pool === undefined)
    return isOffered(service)
      ? refuseToken(response)
      : answerEmpty(response, unconfirmed.registrationOffStatus);
  const isOpen = header === undefined;
  const registration = readRegistration(request.body, {
    pool,
    configuration: dcrConfigurationOf(pool),
    isOpen,
  });
  if ('error' in registration) {
    return answerOAuthError(response, registration.error, { description: registration.description });
  }
  const client = clientFrom(registration, pool, service.clock.now());
  service.store.clients.set(client.id, client);
  answerJson(response, 201, registered(client, registration));
};

const refuseToken = (response: Exchange['response']): void => {
  const description = unconfirmed.registrationNeedsToken;
  response.setHeader('WWW-Authenticate', `Bearer error="invalid_token", error_description="${description}"`);
  answerOAuthError(response, 'invalid_token', { status: 401, description });
};

const poolsOf = (service: Service): readonly UserPool[] =>
  [...service.store.pools.values()].filter((pool) => dcrConfigurationOf(pool).isOn);

const isOffered = (service: Service): boolean => poolsOf(service).length > 0;

const openPool = (service: Service): UserPool | undefined =>
  poolsOf(service).find((pool) => dcrConfigurationOf(pool).isOpen);

const poolOfToken = (service: Service, header: string): UserPool | undefined => {
  const token = /^Bearer +(\S+)$/iu.exec(header)?.[1];
  const holder = token === undefined ? undefined : service.tokens.checkMachine(token);
  if (holder === undefined || !holder.scopes.includes(registrationScope)) return undefined;
  return poolsOf(service).find(({ id }) => id === holder.client.poolId);
};

const clientFrom = (
  { name, redirectUris, flows, authentication, scopes }: Registration,
  pool: UserPool,
  now: number,
): Client => ({
  id: randomAlphanumeric(26),
  poolId: pool.id,
  name,
  secrets: authentication === 'none' ? [] : [randomAlphanumeric(51)],
  isRegistered: true,
  flows,
  scopes: flows.includes('client_credentials') ? scopes.filter((scope) => scope.includes('/')) : scopes,
  callbackUrls: redirectUris,
  logoutUrls: [],
  identityProviders: ['COGNITO'],
  explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
  rotation: false,
  accessTokenSeconds: 3600,
  idTokenSeconds: 3600,
  refreshTokenSeconds: 30 * 86_400,
  authSessionSeconds: 180,
  revocation: true,
  preventUserExistenceErrors: true,
  createdAt: now,
  updatedAt: now,
});

/** RFC 7591 section 3.2.1. */
const registered = (client: Client, { grantTypes, authentication }: Registration): object => ({
  client_id: client.id,
  client_id_issued_at: Math.floor(client.createdAt / 1000),
  ...(client.secrets[0] !== undefined && { client_secret: client.secrets[0], client_secret_expires_at: 0 }),
  client_name: client.name,
  redirect_uris: client.callbackUrls,
  grant_types: grantTypes,
  response_types: client.flows.includes('code') ? ['code'] : [],
  token_endpoint_auth_method: authentication,
  scope: client.scopes.join(' '),
});
