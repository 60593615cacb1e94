import { createHash } from 'node:crypto';
import { generateKeys } from '../../../src/local-pool/index.js';
import { forge } from '../../support/forge.js';

/** A user pool at AWS, as its tokens and documents look; nothing of it answers. */
export interface AwsPool {
  readonly issuer: string;
  readonly issuerHost: string;
  readonly domain: string;
  readonly discovery: Readonly<Record<string, unknown>>;
  readonly jwks: { readonly keys: readonly object[] };
  tokens(of: TokenOptions): Promise<Record<string, unknown>>;
}

export interface TokenOptions {
  readonly nowMs: number;
  readonly clientId: string;
  readonly nonce?: string;
  readonly authTimeMs?: number;
  /** Cognito gives a refresh token with a code, and afterwards only where it rotates them. */
  readonly refreshToken?: string;
  readonly accessIssuer?: string;
  readonly idIssuer?: string;
}

const userPoolId = 'eu-central-1_AbCdEfGhI';

const keys = generateKeys();

export const awsPool = async ({
  issuerHost = 'cognito-idp.eu-central-1.amazonaws.com',
  domain = 'https://shop.auth.eu-central-1.amazoncognito.com',
} = {}): Promise<AwsPool> => {
  const { id, access } = await keys;
  const issuer = `https://${issuerHost}/${userPoolId}`;

  const sign = ({ kid, privateKey }: typeof id, claims: Record<string, unknown>): string =>
    forge({ kid, alg: 'RS256' }, claims, privateKey);

  return {
    issuer,
    issuerHost,
    domain,
    // Exactly the members that Cognito's document has, in their order.
    discovery: {
      authorization_endpoint: `${domain}/oauth2/authorize`,
      end_session_endpoint: `${domain}/logout`,
      id_token_signing_alg_values_supported: ['RS256'],
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      response_types_supported: ['code', 'token'],
      revocation_endpoint: `${domain}/oauth2/revoke`,
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
      token_endpoint: `${domain}/oauth2/token`,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      userinfo_endpoint: `${domain}/oauth2/userInfo`,
    },
    jwks: { keys: [id.jwk, access.jwk] },

    async tokens({ nowMs, clientId, nonce, authTimeMs = nowMs, refreshToken, accessIssuer, idIssuer }) {
      const common = {
        sub: '44e8b4c8-7091-7053-f5c8-2f0f9a1d8f53',
        origin_jti: '0a1b2c3d-0000-4000-8000-000000000001',
        event_id: '0a1b2c3d-0000-4000-8000-000000000002',
        auth_time: Math.floor(authTimeMs / 1000),
        iat: Math.floor(nowMs / 1000),
        exp: Math.floor(nowMs / 1000) + 3600,
      };
      const accessToken = sign(access, {
        ...common,
        iss: accessIssuer ?? issuer,
        client_id: clientId,
        token_use: 'access',
        scope: 'openid profile email',
        version: 2,
        username: 'ada',
      });
      const idToken = sign(id, {
        ...common,
        'iss': idIssuer ?? issuer,
        'aud': clientId,
        'token_use': 'id',
        'at_hash': createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
        'cognito:username': 'ada',
        'email': 'ada@example.com',
        'email_verified': true,
        ...(nonce !== undefined && { nonce }),
      });
      return {
        id_token: idToken,
        access_token: accessToken,
        ...(refreshToken !== undefined && { refresh_token: refreshToken }),
        expires_in: 3600,
        token_type: 'Bearer',
      };
    },
  };
};
