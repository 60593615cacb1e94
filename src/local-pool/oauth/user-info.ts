import { answerEmpty, answerJson } from '../http/answers.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { userInfoClaims } from '../tokens/claims.js';
import type { AccessRefusal } from '../tokens/tokens.js';
import { keepCause } from './refuse.js';

/** `GET /oauth2/userInfo`: needs a live access token with `openid`. */
export const userInfo = (service: Service, exchange: Exchange): void => {
  const { request, response } = exchange;
  const token = /^Bearer +(\S+)$/iu.exec(request.get('authorization') ?? '')?.[1];
  if (token === undefined) {
    return refuse(response, {
      status: 400,
      error: 'invalid_request',
      description: 'Bad OAuth2 request at UserInfo Endpoint',
    });
  }
  const grant = service.tokens.checkAccess(token);
  if ('refused' in grant) {
    keepCause(service, exchange, { error: 'invalid_token', because: causes[grant.refused] });
    const description = 'Access token is expired, disabled, or deleted, or the user has globally signed out.';
    return refuse(response, { status: 401, error: 'invalid_token', description });
  }
  if (!grant.scopes.includes('openid')) {
    const description = 'Access token does not contain openid scope';
    return refuse(response, { status: 403, error: 'insufficient_scope', description });
  }
  answerJson(response, 200, userInfoClaims(grant.person, grant.client, grant.scopes));
};

const causes: Readonly<Record<AccessRefusal, string>> = {
  invalid: 'the token is no access token of this pool, or its signature is wrong',
  expired: 'the access token has expired',
  revoked: 'the sign-in of the access token has ended',
  disabled: 'the person is disabled',
};

/** The header as AWS documents it: without the `Bearer` scheme that RFC 6750 asks for. */
const refuse = (
  response: Exchange['response'],
  {
    status,
    error,
    description,
  }: { readonly status: number; readonly error: string; readonly description: string },
): void => {
  response.setHeader('WWW-Authenticate', `error="${error}", error_description="${description}"`);
  answerEmpty(response, status);
};
