import { withChange } from '../base/change.js';
import { answerJson, answerOAuthError } from '../http/answers.js';
import { parameter, repeatedParameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import type { IssuedTokens } from '../tokens/tokens.js';
import { authenticateClient } from './client-authentication.js';
import { grantClientCredentials } from './grant-client-credentials.js';
import { redeemCode } from './grant-code.js';
import { redeemRefreshToken } from './grant-refresh.js';
import type { Grant, GrantOutcome } from './grant.js';

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: redeemCode,
  refresh_token: redeemRefreshToken,
  client_credentials: grantClientCredentials,
};

/** `POST /oauth2/token`. */
export const token = async (service: Service, exchange: Exchange): Promise<void> => {
  const outcome = await grant(service, exchange);
  if ('error' in outcome) {
    const { error, description } = outcome;
    return answerOAuthError(exchange.response, error, description === undefined ? {} : { description });
  }
  answerJson(exchange.response, 200, changedResponse(responseBody(outcome), exchange));
};

const grant = async (service: Service, exchange: Exchange): Promise<GrantOutcome> => {
  const { form } = exchange;
  const grantType = parameter(form, 'grant_type');
  if (grantType === undefined || repeatedParameter(form) !== undefined) return { error: 'invalid_request' };
  const redeem = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
  if (redeem === undefined) return { error: 'unsupported_grant_type' };
  const client = authenticateClient(service, exchange);
  return client === undefined ? { error: 'invalid_client' } : redeem(service, exchange, client);
};

/** No `scope` member, whatever was granted; no `refresh_token` unless there is a new one. */
const responseBody = ({
  tokens,
  refreshToken,
}: {
  readonly tokens: IssuedTokens;
  readonly refreshToken?: string;
}): object => ({
  ...(tokens.idToken === undefined ? {} : { id_token: tokens.idToken }),
  access_token: tokens.accessToken,
  ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  expires_in: tokens.expiresIn,
  token_type: 'Bearer',
});

const changedResponse = (body: object, { faults }: Exchange): object => {
  let changed = body;
  for (const fault of faults) {
    if (fault.kind !== 'token-response') continue;
    const { change } = fault;
    changed = typeof change === 'function' ? change({ ...changed }) : withChange(changed, change);
  }
  return changed;
};
