import { PoolError, invalidParameter, notAuthorized } from '../../base/errors.js';
import type { Client, Family, TokenOverrides } from '../../base/model.js';
import { sameSecret } from '../../base/random.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import type { Redeemed, RefreshRefusal } from '../../tokens/refresh-tokens.js';
import { isTracked } from '../../tokens/sso-validity.js';
import { associatedSessionsIn } from '../person/sessions.js';
import type { Api, Operation, OperationTable } from '../protocol/api.js';
import { optionalText, text } from '../protocol/input.js';
import { clientIn } from '../protocol/lookups.js';
import { metadataIn } from '../protocol/metadata.js';
import { assertSecretHash } from '../protocol/secret-hash.js';
import { required, type FlowRequest } from './flow-request.js';

const refusedToken: Readonly<Record<Exclude<RefreshRefusal, 'reused'>, string>> = {
  'unknown': 'Invalid Refresh Token.',
  'other-client': 'Invalid Refresh Token.',
  'revoked': 'Refresh Token has been revoked',
  'expired': 'Refresh Token has expired',
};

type GoodToken = Exclude<Redeemed, { readonly refused: RefreshRefusal }>;

/** REFRESH_TOKEN_AUTH: not with rotation, which needs GetTokensFromRefreshToken. The secret hash is of the user name. */
export const refreshWith = async ({ api, client, parameters }: FlowRequest): Promise<object> => {
  if (client.rotation !== false) {
    throw invalidParameter(
      'REFRESH_TOKEN_AUTH is not available with refresh token rotation. Use GetTokensFromRefreshToken.',
    );
  }
  const token = required(parameters, 'REFRESH_TOKEN');
  assertDevice(api, token, parameters['DEVICE_KEY']);
  const family = livingFamily(api, client, token);
  const person = api.service.store.people.get(family.sub);
  assertSecretHash(client, {
    usernames: [family.sub, person?.username ?? ''],
    hash: parameters['SECRET_HASH'],
  });
  const overrides = await api.service.tokens.overridesFor(family, { source: 'RefreshTokens' });
  const redeemed = redeem(api, client, token);
  const fresh = await freshTokens(api, redeemed, overrides);
  return { AuthenticationResult: fresh, ChallengeParameters: {} };
};

/** GetTokensFromRefreshToken: takes the plain client secret, and rotates where the client says so. */
const getTokensFromRefreshToken: Operation = async (input, api) => {
  const { client } = clientIn(input, api);
  const token = text(input, 'RefreshToken');
  const secret = optionalText(input, 'ClientSecret');
  if (!holdsSecret(client, secret)) {
    throw notAuthorized(`Unable to verify secret for client ${client.id}`);
  }
  assertDevice(api, token, optionalText(input, 'DeviceKey'));
  const family = livingFamily(api, client, token);
  const source = unconfirmed.tokenSourceOfGetTokens;
  const clientMetadata = metadataIn(input);
  const overrides = await api.service.tokens.overridesFor(family, { source, clientMetadata });
  return { AuthenticationResult: await freshTokens(api, redeem(api, client, token), overrides) };
};

/**
 * Ends the sign-in of a refresh token. Dead and unknown tokens are no error. `LINKED` also ends the browser session that
 * it came through, and none of the other sign-ins that did; where nothing is tracked it has no effect.
 */
const revokeToken: Operation = (input, api) => {
  const token = text(input, 'Token');
  const client = api.service.store.clients.get(text(input, 'ClientId'));
  if (client === undefined || !holdsSecret(client, optionalText(input, 'ClientSecret'))) {
    throw new PoolError('UnauthorizedException', 'Unauthorized client');
  }
  if (!client.revocation) {
    throw new PoolError('UnsupportedOperationException', 'Revocation is not enabled for this client');
  }
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/u.test(token)) {
    throw new PoolError('UnsupportedTokenTypeException', 'Unsupported token type');
  }
  const { refreshTokens, sessions, store } = api.service;
  const family = refreshTokens.familyOf(token);
  const associated = associatedSessionsIn(input);
  const revoked = refreshTokens.revoke(token, client);
  if (revoked === 'other-client') throw new PoolError('UnauthorizedException', 'Unauthorized client');
  if (revoked === 'ended' && family !== undefined && associated === 'linked') {
    if (isTracked(store, family.poolId)) sessions.endSsoOf(family);
  }
  return {};
};

/** Where the pool tracks devices, a sign-in through the API refreshes from the confirmed device it was made on. */
const assertDevice = ({ service }: Api, token: string, deviceKey: string | undefined): void => {
  const { devices, pools } = service.store;
  const family = service.refreshTokens.familyOf(token);
  if (family === undefined || family.via !== 'api') return;
  if (pools.get(family.poolId)?.devices === undefined) return;
  const isConfirmed = deviceKey !== undefined && devices.has(`${family.sub}/${deviceKey}`);
  if (!isConfirmed || family.deviceKey !== deviceKey) throw notAuthorized(refusedToken.unknown);
};

/** Before a trigger is asked, and before the token is used up: its failure must not cost the token. */
const livingFamily = (api: Api, client: Client, token: string): Family => {
  const checked = api.service.refreshTokens.check(token, client);
  if ('refused' in checked) throw refusal(checked.refused);
  return checked.family;
};

const redeem = (api: Api, client: Client, token: string): GoodToken => {
  const redeemed = api.service.refreshTokens.redeem(token, client);
  if ('refused' in redeemed) throw refusal(redeemed.refused);
  return redeemed;
};

const freshTokens = async (
  { service, caller }: Api,
  { family, refreshToken }: GoodToken,
  overrides: TokenOverrides | undefined,
): Promise<object> => {
  const issued = await service.tokens.issue(family, { overrides });
  if (issued === undefined) throw notAuthorized('User is disabled.');
  service.sessions.touch(family, caller);
  return {
    AccessToken: issued.accessToken,
    ExpiresIn: issued.expiresIn,
    IdToken: issued.idToken,
    RefreshToken: refreshToken,
    TokenType: 'Bearer',
  };
};

const refusal = (refused: RefreshRefusal): PoolError => {
  if (refused !== 'reused') return notAuthorized(refusedToken[refused]);
  return new PoolError(
    'RefreshTokenReuseException',
    'The refresh token was rotated and its grace period is over.',
  );
};

const holdsSecret = (client: Client, secret: string | undefined): boolean => {
  if (client.secrets.length === 0) return secret === undefined;
  return client.secrets.some((candidate) => sameSecret(candidate, secret ?? ''));
};

export const refreshOperations: OperationTable = {
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  RevokeToken: revokeToken,
};
