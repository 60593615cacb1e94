import type { Client } from '../base/model.js';
import { callerOf, parameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import type { RefreshRefusal } from '../tokens/refresh-tokens.js';
import { nobodyToIssueFor, tokenFaults, type GrantOutcome } from './grant.js';
import { invalidGrant, invalidRequest } from './refuse.js';

/** `grant_type=refresh_token`: fresh tokens of the same sign-in; a new refresh token with rotation only. */
export const redeemRefreshToken = async (
  service: Service,
  exchange: Exchange,
  client: Client,
): Promise<GrantOutcome> => {
  const presented = parameter(exchange.form, 'refresh_token');
  if (presented === undefined) return invalidRequest('refresh_token is missing');
  if (isForMachinesOnly(client)) {
    return { error: 'unauthorized_client', because: 'the client has the flow client_credentials only' };
  }
  if (needsDevice(service, presented, client))
    return invalidGrant(
      'the pool tracks devices: such a sign-in is refreshed through the API, with its device key',
    );
  // A trigger that fails must not cost the token.
  const checked = service.refreshTokens.check(presented, client);
  if ('refused' in checked) return invalidGrant(causes[checked.refused]);
  const overrides = await service.tokens.overridesFor(checked.family, { source: 'RefreshTokens' });
  const redeemed = service.refreshTokens.redeem(presented, client);
  if ('refused' in redeemed) return invalidGrant(causes[redeemed.refused]);
  const tokens = await service.tokens.issue(redeemed.family, { faults: tokenFaults(exchange), overrides });
  if (tokens === undefined) return nobodyToIssueFor;
  service.sessions.touch(redeemed.family, callerOf(exchange));
  return { tokens, ...(redeemed.refreshToken === undefined ? {} : { refreshToken: redeemed.refreshToken }) };
};

const causes: Readonly<Record<RefreshRefusal, string>> = {
  'unknown': 'this pool never gave out that refresh token, or has forgotten it',
  'revoked': 'the sign-in of the refresh token has ended: revoked, signed out everywhere, or started anew',
  'expired': 'the refresh token has expired',
  'reused': 'the refresh token was rotated away, and its grace period is over',
  'other-client': 'the refresh token belongs to another client',
};

/** Where the pool tracks devices, sign-ins through the API refresh there only: this endpoint takes no device key. */
const needsDevice = ({ store, refreshTokens }: Service, token: string, client: Client): boolean => {
  const tracksDevices = store.pools.get(client.poolId)?.devices !== undefined;
  return tracksDevices && refreshTokens.familyOf(token)?.via === 'api';
};

const isForMachinesOnly = ({ flows }: Client): boolean =>
  flows.length > 0 && flows.every((flow) => flow === 'client_credentials');
