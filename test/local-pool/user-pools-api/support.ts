import { createHmac } from 'node:crypto';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { send, type Answer } from '../../support/browser.js';

export const signature =
  'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0';

export type Json = Record<string, unknown>;

export interface Called {
  readonly status: number;
  /** The exception's name, '' when it went well. */
  readonly type: string;
  readonly message: string;
  readonly body: Json;
  readonly headers: Answer['headers'];
}

export const post = async (
  pool: LocalPool,
  headers: Record<string, string>,
  body: string,
): Promise<Called> => {
  const answer = await send(pool.api, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
    body,
  });
  const json = answer.json();
  const { __type: type = '', message = '' } = json;
  return {
    status: answer.status,
    type: String(type),
    message: String(message),
    body: json,
    headers: answer.headers,
  };
};

/** Unsigned, as an app calls. */
export const call = (pool: LocalPool, operation: string, input: Json = {}): Promise<Called> => {
  const target = `AWSCognitoIdentityProviderService.${operation}`;
  return post(pool, { 'x-amz-target': target }, JSON.stringify(input));
};

/** Signed, as an administrator calls. `UserPoolId` is added. */
export const admin = (pool: LocalPool, operation: string, input: Json = {}): Promise<Called> => {
  const target = `AWSCognitoIdentityProviderService.${operation}`;
  const body = JSON.stringify({ UserPoolId: pool.userPoolId, ...input });
  return post(pool, { 'x-amz-target': target, 'authorization': signature }, body);
};

export const secretHash = (pool: LocalPool, username: string): string =>
  createHmac('sha256', pool.client.secret).update(`${username}${pool.client.id}`).digest('base64');

export interface ApiTokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
}

export const tokensOf = (called: Called): ApiTokens => {
  const { AuthenticationResult: result } = called.body;
  if (typeof result === 'object' && result !== null) return result as ApiTokens;
  throw new Error(`No tokens: ${JSON.stringify(called.body)}`);
};

/** USER_PASSWORD_AUTH with the public client. */
export const signInByPassword = (pool: LocalPool, username: string, password: string): Promise<Called> =>
  call(pool, 'InitiateAuth', {
    ClientId: pool.publicClient.id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });

/** The answer to a challenge. */
export const respond = (
  pool: LocalPool,
  asked: Called,
  responses: Record<string, string>,
  changes: Json = {},
): Promise<Called> =>
  call(pool, 'RespondToAuthChallenge', {
    ClientId: pool.publicClient.id,
    ChallengeName: asked.body['ChallengeName'],
    Session: asked.body['Session'],
    ChallengeResponses: responses,
    ...changes,
  });
