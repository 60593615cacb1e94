import { answerEmpty, answerOAuthError } from '../http/answers.js';
import { parameter, repeatedParameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { authenticateClient } from './client-authentication.js';

/** `POST /oauth2/revoke`: ends the sign-in of a refresh token. Garbage and dead tokens get 200 as well. */
export function revoke(service: Service, exchange: Exchange): void {
  const { res, form } = exchange;
  const client = authenticateClient(service, exchange, { basicOnly: true });
  if (client === undefined) return answerOAuthError(res, 'invalid_client', { status: 401 });
  const presented = parameter(form, 'token');
  if (presented === undefined || repeatedParameter(form) !== undefined || !client.revocation) {
    return answerOAuthError(res, 'invalid_request');
  }
  if (isJwt(presented)) return answerOAuthError(res, 'unsupported_token_type');
  if (service.families.revoke(presented, client) === 'other-client') {
    return answerOAuthError(res, 'unauthorized_client');
  }
  answerEmpty(res, 200);
}

/** ID and access tokens have three parts; refresh tokens have five. */
function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/u.test(token);
}
