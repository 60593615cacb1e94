import { answerEmpty, answerOAuthError } from '../http/answers.js';
import { parameter, repeatedParameter, type Exchange } from '../http/exchange.js';
import { quoted } from '../http/refusals.js';
import type { Service } from '../service.js';
import { authenticateClient } from './client-authentication.js';
import { keepCause, type Fault } from './refuse.js';

/** `POST /oauth2/revoke`: ends the sign-in of a refresh token. Garbage and dead tokens get 200 as well. */
export const revoke = (service: Service, exchange: Exchange): void => {
  const { response } = exchange;
  const fault = faultIn(service, exchange);
  if (fault === undefined) return answerEmpty(response, 200);
  keepCause(service, exchange, fault);
  answerOAuthError(response, fault.error, fault.error === 'invalid_client' ? { status: 401 } : {});
};

/** Revokes, unless something is wrong. */
const faultIn = (service: Service, exchange: Exchange): Fault | undefined => {
  const { form } = exchange;
  const found = authenticateClient(service, exchange, { basicOnly: true });
  if ('because' in found) return { error: 'invalid_client', ...found };
  const presented = parameter(form, 'token');
  const repeated = repeatedParameter(form);
  if (presented === undefined) return { error: 'invalid_request', because: 'token is missing' };
  if (repeated !== undefined)
    return { error: 'invalid_request', because: `${quoted(repeated)} came more than once` };
  if (!found.client.revocation)
    return { error: 'invalid_request', because: 'token revocation is off for the client' };
  if (isJwt(presented))
    return { error: 'unsupported_token_type', because: 'only refresh tokens are revoked, and this is a JWT' };
  return service.refreshTokens.revoke(presented, found.client) === 'other-client'
    ? { error: 'unauthorized_client', because: 'the refresh token belongs to another client' }
    : undefined;
};

/** ID and access tokens have three parts; refresh tokens have five. */
const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/u.test(token);
