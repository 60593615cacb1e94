import { answerEmpty, answerOAuthError } from '../http/answers.js';
import { parameter, repeatedParameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { authenticateClient } from './client-authentication.js';

/** `POST /oauth2/revoke`: ends the sign-in of a refresh token. Garbage and dead tokens get 200 as well. */
export const revoke = (service: Service, exchange: Exchange): void => {
  const { response, form } = exchange;
  const client = authenticateClient(service, exchange, { basicOnly: true });
  if (client === undefined) return answerOAuthError(response, 'invalid_client', { status: 401 });
  const presented = parameter(form, 'token');
  if (presented === undefined || repeatedParameter(form) !== undefined || !client.revocation) {
    return answerOAuthError(response, 'invalid_request');
  }
  if (isJwt(presented)) return answerOAuthError(response, 'unsupported_token_type');
  if (service.refreshTokens.revoke(presented, client) === 'other-client') {
    return answerOAuthError(response, 'unauthorized_client');
  }
  answerEmpty(response, 200);
};

/** ID and access tokens have three parts; refresh tokens have five. */
const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/u.test(token);
