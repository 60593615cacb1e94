import { parameter, type Exchange } from '../http/exchange.js';
import type { Client } from '../model.js';
import type { Service } from '../service.js';
import { tokenFaults, type GrantOutcome } from './grant.js';

/** `grant_type=refresh_token`: fresh tokens of the same sign-in; a new refresh token with rotation only. */
export async function redeemRefreshToken(
  service: Service,
  exchange: Exchange,
  client: Client,
): Promise<GrantOutcome> {
  const presented = parameter(exchange.form, 'refresh_token');
  if (presented === undefined) return { error: 'invalid_request' };
  const redeemed = service.families.redeem(presented, client);
  if ('refused' in redeemed) return { error: 'invalid_grant' };
  const tokens = await service.tokens.issue(redeemed.family, { faults: tokenFaults(exchange) });
  if (tokens === undefined) return { error: 'invalid_grant' };
  return { tokens, ...(redeemed.refreshToken === undefined ? {} : { refreshToken: redeemed.refreshToken }) };
}
