import { createHash } from 'node:crypto';
import * as jose from 'jose';
import { AuthError, refuseIf } from '../errors.js';
import { createKeySet } from './key-set.js';
import { groupsIn, type Claims } from '../user.js';

/** Claims of an ID token that passed every check. Times are in seconds, as in the token. */
export type IdClaims = Claims & {
  readonly iss: string;
  readonly sub: string;
  readonly exp: number;
  readonly iat: number;
  readonly authTimeSeconds: number;
};

/** What an access token says of its bearer. */
export interface BearerClaims {
  readonly sub: string;
  readonly username: string | undefined;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  readonly expiresAtMs: number;
}

/** Decides which tokens are believed. Rejections are `AuthError` with the code `pool_rejected`. */
export interface TokenVerifier {
  /** Makes sure that there are keys to verify with, before anything is spent that cannot be had twice. */
  ready(): Promise<void>;
  /** An ID token that has just come from the token endpoint, with the access token that came with it. */
  idToken(token: string, accessToken: string): Promise<IdClaims>;
  /** An access token of this app client. */
  accessToken(token: string): Promise<BearerClaims>;
}

/** Whose tokens are believed, and by which keys. */
export interface TokenVerifierOptions {
  readonly issuer: string;
  /** Cognito says in `token_use` which token is which; other issuers do not. */
  readonly isCognito: boolean;
  readonly clientId: string;
  /** Origin of this site: an access token that is bound to a resource elsewhere is not for us (RFC 8707). */
  readonly origin: string;
  /** Fetches the JSON Web Key Set. */
  readonly fetchKeys: () => Promise<unknown>;
  /** Hears of every attempt to fetch keys that failed. */
  readonly onKeysUnavailable: (error: unknown) => void;
  readonly now: () => number;
}

const toleranceSeconds = 30;
// Cognito's ID and access tokens live a day at the most.
const longestLifeSeconds = 24 * 60 * 60;
// An ID token from the token endpoint was made a moment ago; minutes are for clocks that differ.
const oldestSeconds = 10 * 60;
const subject = /^[!-~]{1,255}$/;

/**
 * Verifies signatures (RS256 only, with keys of the pool's own set) and claims: OpenID Connect Core 3.1.3.7,
 * RFC 8725, and Cognito's page on verifying a JSON Web Token.
 */
export const createTokenVerifier = (options: TokenVerifierOptions): TokenVerifier => {
  const { clientId, isCognito, now } = options;
  const keySet = createKeySet({
    load: async () => jose.createLocalJWKSet(asKeySet(await options.fetchKeys())),
    onFailure: options.onKeysUnavailable,
    now,
  });

  const keyFor: jose.JWTVerifyGetKey = async (header, token) => {
    const keys = await keySet.current();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof jose.errors.JWKSNoMatchingKey)) throw error;
      const newer = await keySet.newer();
      if (newer === undefined) throw error;
      return newer(header, token);
    }
  };

  const verify = async (token: string, issuers: readonly string[]): Promise<jose.JWTPayload> => {
    try {
      const { payload, protectedHeader } = await jose.jwtVerify(token, keyFor, {
        algorithms: ['RS256'],
        issuer: [...issuers],
        requiredClaims: ['exp', 'iat', 'sub'],
        clockTolerance: toleranceSeconds,
        currentDate: new Date(now()),
      });
      refuseIf(
        protectedHeader.typ !== undefined && protectedHeader.typ !== 'JWT',
        'token_is_of_another_type',
      );
      checkTimes(payload, now());
      refuseIf(!subject.test(payload.sub ?? ''), 'token_subject_unusable');
      return payload;
    } catch (error) {
      throw asAuthError(error);
    }
  };

  return {
    async ready() {
      await keySet.current().catch((error: unknown) => {
        throw asAuthError(error);
      });
    },

    async idToken(token, accessToken) {
      const claims = await verify(token, [options.issuer]);
      checkAudience(claims, clientId);
      refuseIf(isCognito && claims['token_use'] !== 'id', 'not_an_id_token');
      checkAccessTokenHash(claims['at_hash'], accessToken);
      refuseIf(now() / 1000 - (claims.iat ?? 0) > oldestSeconds, 'token_is_old');
      return { ...claims, ...identityIn(claims), authTimeSeconds: authTimeIn(claims, now()) };
    },

    async accessToken(token) {
      // Other issuers' access tokens are theirs to understand (RFC 6749, section 1.4).
      refuseIf(!isCognito, 'access_token_is_opaque');
      const claims = await verify(token, issuersOfPool(options.issuer));
      refuseIf(claims['token_use'] !== 'access', 'not_an_access_token');
      refuseIf(claims['client_id'] !== clientId, 'token_of_another_client');
      refuseIf(!isForOrigin(claims.aud, options.origin), 'token_of_another_audience');
      return {
        sub: identityIn(claims).sub,
        username: typeof claims['username'] === 'string' ? claims['username'] : undefined,
        clientId,
        scopes:
          typeof claims['scope'] === 'string'
            ? claims['scope'].split(' ').filter((scope) => scope !== '')
            : [],
        groups: groupsIn(claims),
        expiresAtMs: (claims.exp ?? 0) * 1000,
      };
    },
  };
};

// A pool has two issuer hosts for one pool id, and access tokens with the updated one have been seen at pools
// that are set up with the original one.
const issuersOfPool = (issuer: string): readonly string[] => [
  issuer,
  issuer.replace(/^https:\/\/cognito-idp\./, 'https://issuer-cognito-idp.'),
  issuer.replace(/^https:\/\/issuer-cognito-idp\./, 'https://cognito-idp.'),
];

const asKeySet = (document: unknown): jose.JSONWebKeySet => {
  const keys: unknown =
    typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined;
  // A set that holds nothing usable must not take the place of one that does.
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isKey)) {
    throw new AuthError('pool_rejected', { reason: 'keys_unusable' });
  }
  return { keys };
};

const isKey = (key: unknown): boolean => {
  const { kty, n, e } = Object(key) as Partial<Record<string, unknown>>;
  return typeof kty === 'string' && (kty !== 'RSA' || (typeof n === 'string' && typeof e === 'string'));
};

const checkTimes = ({ exp = 0, iat = 0 }: jose.JWTPayload, nowMs: number): void => {
  const nowSeconds = nowMs / 1000;
  refuseIf(iat > nowSeconds + toleranceSeconds, 'token_from_the_future');
  refuseIf(exp > nowSeconds + longestLifeSeconds + toleranceSeconds, 'token_lives_too_long');
};

// No other audience is trusted here, so one that is named beside ours makes the token somebody else's business.
const checkAudience = ({ aud, azp }: jose.JWTPayload, clientId: string): void => {
  const audiences = Array.isArray(aud) ? aud : [aud];
  refuseIf(audiences.length !== 1 || audiences[0] !== clientId, 'token_of_another_audience');
  refuseIf(azp !== undefined && azp !== clientId, 'token_of_another_client');
};

const isForOrigin = (aud: unknown, origin: string): boolean =>
  aud === undefined || (typeof aud === 'string' && URL.canParse(aud) && new URL(aud).origin === origin);

// OpenID Connect Core 3.1.3.6: the left half of the SHA-256 of the access token.
const checkAccessTokenHash = (hash: unknown, accessToken: string): void => {
  if (hash === undefined) return;
  const half = createHash('sha256').update(accessToken, 'ascii').digest().subarray(0, 16);
  refuseIf(hash !== half.toString('base64url'), 'access_token_of_another_id_token');
};

const authTimeIn = (claims: jose.JWTPayload, nowMs: number): number => {
  const authTime = claims['auth_time'] ?? claims.iat;
  if (typeof authTime !== 'number' || authTime > nowMs / 1000 + toleranceSeconds) {
    throw new AuthError('pool_rejected', { reason: 'auth_time_unusable' });
  }
  return authTime;
};

const identityIn = ({ iss, sub, exp, iat }: jose.JWTPayload) => {
  if (iss === undefined || sub === undefined || exp === undefined || iat === undefined) {
    throw new AuthError('pool_rejected', { reason: 'token_lacks_claims' });
  }
  return { iss, sub, exp, iat };
};

// jose's messages and payloads stay behind: its code says which check failed.
const asAuthError = (error: unknown): AuthError => {
  if (error instanceof AuthError) return error;
  const reason = error instanceof jose.errors.JOSEError ? error.code.toLowerCase() : 'token_unusable';
  return new AuthError('pool_rejected', { reason });
};
