import { withChange } from '../base/change.js';
import { PoolError } from '../base/errors.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { answerJson, answerOAuthError } from '../http/answers.js';
import { parameter, repeatedParameter, type Exchange } from '../http/exchange.js';
import { quoted } from '../http/refusals.js';
import type { Service } from '../service.js';
import type { IssuedTokens } from '../tokens/tokens.js';
import { authenticateClient } from './client-authentication.js';
import { grantClientCredentials } from './grant-client-credentials.js';
import { redeemCode } from './grant-code.js';
import { redeemRefreshToken } from './grant-refresh.js';
import type { Grant, GrantOutcome } from './grant.js';
import { invalidRequest, keepCause } from './refuse.js';

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
    keepCause(service, exchange, outcome);
    return answerOAuthError(exchange.response, error, description === undefined ? {} : { description });
  }
  answerJson(exchange.response, 200, changedResponse(responseBody(outcome), exchange));
};

const grant = async (service: Service, exchange: Exchange): Promise<GrantOutcome> => {
  const { form } = exchange;
  const grantType = parameter(form, 'grant_type');
  const repeated = repeatedParameter(form);
  if (repeated !== undefined) return invalidRequest(`${quoted(repeated)} came more than once`);
  if (grantType === undefined) return invalidRequest(grantTypeMissing(exchange));
  const redeem = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
  if (redeem === undefined) {
    const because = `grant_type is ${quoted(grantType)}; expected ${Object.keys(grants).join(', ')}`;
    return { error: 'unsupported_grant_type', because };
  }
  const found = authenticateClient(service, exchange);
  if ('because' in found) return { error: 'invalid_client', ...found };
  const clientId = found.client.id;
  try {
    const outcome = await redeem(service, exchange, found.client);
    return 'error' in outcome ? { ...outcome, clientId } : outcome;
  } catch (error) {
    if (!(error instanceof PoolError)) throw error;
    const { message } = error;
    return { error: unconfirmed.tokenTriggerError, description: message, because: message, clientId };
  }
};

const grantTypeMissing = ({ request }: Exchange): string =>
  request.is('application/x-www-form-urlencoded') === false
    ? 'the body is no application/x-www-form-urlencoded'
    : 'grant_type is missing';

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
