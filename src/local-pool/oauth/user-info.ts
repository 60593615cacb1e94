import { userInfoClaims } from '../tokens/claims.js';
import { answerEmpty, answerJson } from '../http/answers.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';

/** `GET /oauth2/userInfo`: needs a live access token with `openid`. */
export function userInfo(service: Service, { req, res }: Exchange): void {
  const token = /^Bearer +(\S+)$/iu.exec(req.get('authorization') ?? '')?.[1];
  if (token === undefined) {
    return refuse(res, {
      status: 400,
      error: 'invalid_request',
      description: 'Bad OAuth2 request at UserInfo Endpoint',
    });
  }
  const grant = service.tokens.checkAccess(token);
  if ('refused' in grant) {
    const description = 'Access token is expired, disabled, or deleted, or the user has globally signed out.';
    return refuse(res, { status: 401, error: 'invalid_token', description });
  }
  if (!grant.scopes.includes('openid')) {
    const description = 'Access token does not contain openid scope';
    return refuse(res, { status: 403, error: 'insufficient_scope', description });
  }
  answerJson(res, 200, userInfoClaims(grant.person, grant.client, grant.scopes));
}

/** The header as AWS documents it: without the `Bearer` scheme that RFC 6750 asks for. */
function refuse(
  res: Exchange['res'],
  { status, error, description }: { status: number; error: string; description: string },
): void {
  res.setHeader('WWW-Authenticate', `error="${error}", error_description="${description}"`);
  answerEmpty(res, status);
}
