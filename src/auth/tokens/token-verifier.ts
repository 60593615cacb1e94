// By its parts: the whole of it is twice as much to load.
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { JOSEError, JWKSNoMatchingKey } from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import { AuthError, refuseUnless } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import { clockToleranceSeconds, type Settings } from '../options.js';
import type { Pool } from '../pool/pool.js';
import type { Claims } from '../user.js';
import type { Waiting } from '../waiting.js';
import { bearerClaimsIn, type AccessTokenRules, type BearerClaims } from './bearer-claims.js';
import {
  authTimeIn,
  checkAccessTokenHash,
  checkAge,
  checkAudience,
  checkSubject,
  checkTimes,
  identityIn,
  isForOrigin,
  isForResource,
  issuersOfPool,
  withoutEmptyTime,
} from './claim-checks.js';
import { createKeySet, keysIn, type FetchedKeys } from './key-set.js';

/** Claims of an ID token that passed every check. Times are in seconds, as in the token. */
export type IdClaims = Claims & {
  readonly iss: string;
  readonly sub: string;
  readonly exp: number;
  readonly iat: number;
  /** `auth_time`; `undefined` where the token has none. */
  readonly authTimeSeconds: number | undefined;
};

/**
 * There is no key to judge a token by, or none just now: nothing is said of the token. Whoever holds one that cannot be had
 * twice keeps it, unused, and asks again.
 */
export class UndecidedError extends AuthError {}

/** What an ID token is held against. */
export interface IdTokenContext {
  /** The access token that came with it. */
  readonly accessToken: string;
  /** The nonce of the sign-in. `undefined` for a refreshed one, which need not repeat it (OpenID Connect Core 12.2). */
  readonly nonce: string | undefined;
  /** When the token endpoint gave it. A token is judged as of then: what it comes with may be used for longer. */
  readonly receivedAtMs: number;
}

/** Decides which tokens are believed. Rejections are `AuthError` with the code `pool_rejected`, or an `UndecidedError`. */
export interface TokenVerifier {
  /** Makes sure that there are keys to verify with, before anything is spent that cannot be had twice. */
  ready(): Promise<void>;
  /** An ID token that has come from the token endpoint. */
  idToken(token: string, context: IdTokenContext): Promise<IdClaims>;
  /** An access token of this app client that has come from the token endpoint. */
  accessToken(token: string, context: Pick<IdTokenContext, 'receivedAtMs'>): Promise<BearerClaims>;
  /** An access token that somebody brought: of any client whose tokens are taken here, hosted UI and SDK alike. */
  bearer(token: string): Promise<BearerClaims>;
}

/** What verifying is made of. */
export interface TokenVerifierDeps {
  readonly settings: Settings;
  readonly pool: Pick<Pool, 'keys'>;
  readonly events: Events;
  readonly waiting: Waiting;
}

/**
 * Verifies signatures (RS256 only, with keys of the pool's own set) and claims: OpenID Connect Core 3.1.3.7,
 * RFC 8725, and Cognito's page on verifying a JSON Web Token. It stands behind the protocol library's own checks, because that
 * leaves the signature of an ID token from the token endpoint unchecked (rule 6 allows it) and does not look at the access token,
 * which decides about groups and scopes.
 *
 * Whose check is whose, at a sign-in:
 *
 * | check                                              | openid-client | here             |
 * | -------------------------------------------------- | ------------- | ---------------- |
 * | `state`, PKCE, `iss` of the callback               | yes           | `iss`            |
 * | form of the token response                         | yes           | `token_type`     |
 * | signature, with the pool's own keys                | no            | yes              |
 * | `alg` RS256                                        | yes           | yes              |
 * | `typ`, `token_use`, `client_id`                    | no            | yes              |
 * | `iss`, `aud`, `exp`, `iat` there, `nonce`          | yes           | yes              |
 * | `azp`                                              | several `aud` | always           |
 * | `at_hash`, how old, how long, `sub`                | no            | yes              |
 * | ID and access token of one person, same sign-in    | no            | `token-set.ts`   |
 */
export const createTokenVerifier = ({
  settings,
  pool,
  events,
  waiting,
}: TokenVerifierDeps): TokenVerifier => {
  const { issuer, clientId, bearerClientIds, isCognito, origin, resource, now } = settings;
  const keySet = createKeySet({
    load: async () => keysIn(await pool.keys()),
    onFailure: (error) => events.emit({ type: 'keys_unavailable', ...failureIn(error) }),
    now,
    waiting,
  });

  const keyForOurs: KeyFinder = async (header, token) => {
    const cameAtMs = waiting.uptimeMs();
    let fetched = await keySet.current();
    for (;;) {
      const key = await keyIn(fetched, header, token);
      if (key !== undefined) return key;
      // The pool has signed with a key that it did not show even after it had: it may in a moment.
      if (fetched.askedAtMs >= cameAtMs) throw new JWKSNoMatchingKey();
      fetched = await keySet.after(fetched);
    }
  };

  const keyForStrangers: KeyFinder = async (header, token) => {
    const fetched = await keySet.forStrangers.current();
    const key = await keyIn(fetched, header, token);
    if (key !== undefined) return key;
    const later = await keySet.forStrangers.after(fetched);
    const newKey = later && (await keyIn(later, header, token));
    if (newKey === undefined) throw new JWKSNoMatchingKey();
    return newKey;
  };

  const verify = async (
    token: string,
    {
      issuers,
      keyFor,
      atMs,
    }: { readonly issuers: readonly string[]; readonly keyFor: KeyFinder; readonly atMs: number },
  ): Promise<JWTPayload> => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, orUndecided(keyFor), {
        algorithms: ['RS256'],
        issuer: [...issuers],
        requiredClaims: ['exp', 'iat', 'sub'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(atMs),
      });
      const { typ } = protectedHeader;
      refuseUnless(typ === undefined || typ === 'JWT', 'token_is_of_another_type');
      checkTimes(payload, atMs);
      checkSubject(payload);
      return payload;
    } catch (error) {
      throw fromJose(error);
    }
  };

  const accessClaims = async (
    token: string,
    { keyFor, ...rules }: AccessTokenContext,
  ): Promise<BearerClaims> => {
    // Other issuers' access tokens are theirs to understand (RFC 6749, section 1.4).
    refuseUnless(isCognito, 'access_token_is_opaque');
    const { atMs } = rules;
    const verified = await verify(token, { issuers: issuersOfPool(issuer), keyFor, atMs });
    return bearerClaimsIn(verified, rules);
  };

  return {
    async ready() {
      await keySet.current().catch((error: unknown) => {
        throw fromJose(error);
      });
    },

    async idToken(token, { accessToken, nonce, receivedAtMs }) {
      const verified = await verify(token, { issuers: [issuer], keyFor: keyForOurs, atMs: receivedAtMs });
      const claims = withoutEmptyTime(verified);
      checkAudience(claims, clientId);
      refuseUnless(!isCognito || claims['token_use'] === 'id', 'not_an_id_token');
      // A code that somebody slipped into this browser brings the nonce of another sign-in.
      refuseUnless(nonce === undefined || claims['nonce'] === nonce, 'nonce_of_another_sign_in');
      checkAccessTokenHash(claims['at_hash'], accessToken);
      checkAge(claims, receivedAtMs);
      return { ...claims, ...identityIn(claims), authTimeSeconds: authTimeIn(claims, receivedAtMs) };
    },

    accessToken: (token, { receivedAtMs }) =>
      accessClaims(token, {
        keyFor: keyForOurs,
        atMs: receivedAtMs,
        clientIds: [clientId],
        isForUs: (aud) => isForOrigin(aud, origin),
      }),

    bearer: (token) =>
      accessClaims(token, {
        keyFor: keyForStrangers,
        atMs: now(),
        clientIds: bearerClientIds,
        isForUs: (aud) => isForResource(aud, resource),
      }),
  };
};

type KeyFinder = JWTVerifyGetKey;

/** Which keys an access token may be signed with, and the rest of the rules. */
interface AccessTokenContext extends AccessTokenRules {
  readonly keyFor: KeyFinder;
}

const keyIn = async ({ keys }: FetchedKeys, ...[header, token]: Parameters<KeyFinder>) => {
  try {
    return await keys(header, token);
  } catch (error) {
    if (error instanceof JWKSNoMatchingKey) return undefined;
    throw error;
  }
};

// Whatever goes wrong while a key is looked for says nothing of the token.
const orUndecided =
  (keyFor: KeyFinder): KeyFinder =>
  async (header, token) => {
    try {
      return await keyFor(header, token);
    } catch (error) {
      const { code, reason, poolError, retryAfterSeconds } = fromJose(error);
      throw new UndecidedError(code, { reason, poolError, retryAfterSeconds });
    }
  };

// jose's messages and payloads stay behind: its code says which check failed.
const fromJose = (error: unknown): AuthError => {
  if (error instanceof AuthError) return error;
  if (!(error instanceof JOSEError)) return new AuthError('pool_rejected', { reason: 'token_unusable' });
  const check = error.code.toLowerCase().replace(/^err_/, '');
  return new AuthError('pool_rejected', { reason: `err_${check}` });
};
