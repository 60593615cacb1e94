import { createHash } from 'node:crypto';
import * as jose from 'jose';
import { AuthError, refuseUnless } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import { clockToleranceSeconds, type Settings } from '../options.js';
import type { Pool } from '../pool/pool.js';
import { groupsIn, type Claims } from '../user.js';
import { createKeySet, keysIn } from './key-set.js';

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

/** What verifying is made of. */
export interface TokenVerifierDeps {
  readonly settings: Settings;
  readonly pool: Pick<Pool, 'keys'>;
  readonly events: Events;
}

// Cognito's ID and access tokens live a day at the most.
const longestLifeSeconds = 24 * 60 * 60;
// An ID token from the token endpoint was made a moment ago; minutes are for clocks that differ.
const oldestSeconds = 10 * 60;
const subject = /^[!-~]{1,255}$/;

/**
 * Verifies signatures (RS256 only, with keys of the pool's own set) and claims: OpenID Connect Core 3.1.3.7,
 * RFC 8725, and Cognito's page on verifying a JSON Web Token. It stands behind the protocol library's own checks, because that
 * leaves the signature of an ID token from the token endpoint unchecked (rule 6 allows it) and does not look at the access token,
 * which decides about groups and scopes.
 */
export const createTokenVerifier = ({ settings, pool, events }: TokenVerifierDeps): TokenVerifier => {
  const { issuer, clientId, isCognito, origin, now } = settings;
  const keySet = createKeySet({
    load: async () => keysIn(await pool.keys()),
    onFailure: (error) => events.emit({ type: 'keys_unavailable', ...failureIn(error) }),
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
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now()),
      });
      const { typ } = protectedHeader;
      refuseUnless(typ === undefined || typ === 'JWT', 'token_is_of_another_type');
      checkTimes(payload, now());
      refuseUnless(subject.test(payload.sub ?? ''), 'token_subject_unusable');
      return payload;
    } catch (error) {
      throw fromJose(error);
    }
  };

  return {
    async ready() {
      await keySet.current().catch((error: unknown) => {
        throw fromJose(error);
      });
    },

    async idToken(token, accessToken) {
      const claims = await verify(token, [issuer]);
      checkAudience(claims, clientId);
      refuseUnless(!isCognito || claims['token_use'] === 'id', 'not_an_id_token');
      checkAccessTokenHash(claims['at_hash'], accessToken);
      refuseUnless(now() / 1000 - (claims.iat ?? 0) <= oldestSeconds, 'token_is_old');
      return { ...claims, ...identityIn(claims), authTimeSeconds: authTimeIn(claims, now()) };
    },

    async accessToken(token) {
      // Other issuers' access tokens are theirs to understand (RFC 6749, section 1.4).
      refuseUnless(isCognito, 'access_token_is_opaque');
      const claims = await verify(token, issuersOfPool(issuer));
      refuseUnless(claims['token_use'] === 'access', 'not_an_access_token');
      refuseUnless(claims['client_id'] === clientId, 'token_of_another_client');
      refuseUnless(isForOrigin(claims.aud, origin), 'token_of_another_audience');
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

const checkTimes = ({ exp = 0, iat = 0 }: jose.JWTPayload, nowMs: number): void => {
  const nowSeconds = nowMs / 1000;
  refuseUnless(iat <= nowSeconds + clockToleranceSeconds, 'token_from_the_future');
  refuseUnless(exp <= nowSeconds + longestLifeSeconds + clockToleranceSeconds, 'token_lives_too_long');
};

// No other audience is trusted here, so one that is named beside ours makes the token somebody else's business.
const checkAudience = ({ aud, azp }: jose.JWTPayload, clientId: string): void => {
  const audiences = Array.isArray(aud) ? aud : [aud];
  refuseUnless(audiences.length === 1 && audiences[0] === clientId, 'token_of_another_audience');
  refuseUnless(azp === undefined || azp === clientId, 'token_of_another_client');
};

const isForOrigin = (aud: unknown, origin: string): boolean =>
  aud === undefined || (typeof aud === 'string' && URL.canParse(aud) && new URL(aud).origin === origin);

// OpenID Connect Core 3.1.3.6: the left half of the SHA-256 of the access token.
const checkAccessTokenHash = (hash: unknown, accessToken: string): void => {
  if (hash === undefined) return;
  const half = createHash('sha256').update(accessToken, 'ascii').digest().subarray(0, 16);
  refuseUnless(hash === half.toString('base64url'), 'access_token_of_another_id_token');
};

const authTimeIn = (claims: jose.JWTPayload, nowMs: number): number => {
  const authTime = claims['auth_time'] ?? claims.iat;
  refuseUnless(
    typeof authTime === 'number' && authTime <= nowMs / 1000 + clockToleranceSeconds,
    'auth_time_unusable',
  );
  return authTime;
};

const identityIn = ({ iss, sub, exp, iat }: jose.JWTPayload) => {
  refuseUnless(
    iss !== undefined && sub !== undefined && exp !== undefined && iat !== undefined,
    'token_lacks_claims',
  );
  return { iss, sub, exp, iat };
};

// jose's messages and payloads stay behind: its code says which check failed.
const fromJose = (error: unknown): AuthError => {
  if (error instanceof AuthError) return error;
  if (!(error instanceof jose.errors.JOSEError))
    return new AuthError('pool_rejected', { reason: 'token_unusable' });
  const check = error.code.toLowerCase().replace(/^err_/, '');
  return new AuthError('pool_rejected', { reason: `err_${check}` });
};
