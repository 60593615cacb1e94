import type { Client } from '../base/model.js';
import { callerOf, parameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { tokenFaults, type GrantOutcome } from './grant.js';

/** `grant_type=refresh_token`: fresh tokens of the same sign-in; a new refresh token with rotation only. */
export const redeemRefreshToken = async (
  service: Service,
  exchange: Exchange,
  client: Client,
): Promise<GrantOutcome> => {
  const presented = parameter(exchange.form, 'refresh_token');
  if (presented === undefined) return { error: 'invalid_request' };
  if (isForMachinesOnly(client)) return { error: 'unauthorized_client' };
  if (needsDevice(service, presented, client)) return { error: 'invalid_grant' };
  const redeemed = service.refreshTokens.redeem(presented, client);
  if ('refused' in redeemed) return { error: 'invalid_grant' };
  const tokens = await service.tokens.issue(redeemed.family, { faults: tokenFaults(exchange) });
  if (tokens === undefined) return { error: 'invalid_grant' };
  service.sessions.touch(redeemed.family, callerOf(exchange));
  return { tokens, ...(redeemed.refreshToken === undefined ? {} : { refreshToken: redeemed.refreshToken }) };
};

/** Where the pool tracks devices, sign-ins through the API refresh there only: this endpoint takes no device key. */
const needsDevice = ({ store, refreshTokens }: Service, token: string, client: Client): boolean => {
  const tracksDevices = store.pools.get(client.poolId)?.devices !== undefined;
  return tracksDevices && refreshTokens.familyOf(token)?.via === 'api';
};

const isForMachinesOnly = ({ flows }: Client): boolean =>
  flows.length > 0 && flows.every((flow) => flow === 'client_credentials');
