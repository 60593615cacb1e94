import { refuseUnless } from '../errors.js';
import { levelIn } from '../levels.js';
import type { Settings } from '../options.js';
import type { TokenResponse } from '../pool/pool.js';
import { recordForm, type Session, type SignIn, type TokenSet } from '../store.js';
import { userFromClaims, userWithNews } from '../user.js';
import type { BearerClaims } from './bearer-claims.js';
import type { IdClaims, TokenVerifier } from './token-verifier.js';

/** Tokens that were verified, with what they say. */
export interface VerifiedTokens {
  readonly tokens: TokenSet;
  /** What the ID token says. A refresh may come without one. */
  readonly claims: IdClaims | undefined;
  /** Whose access token it is, where that can be read. */
  readonly bearerSub: string | undefined;
  readonly scopes: readonly string[];
  readonly accessTokenEndsAtMs: number;
}

/** The tokens of a sign-in: there is an ID token among them for certain. */
export interface SignInTokens extends VerifiedTokens {
  readonly claims: IdClaims;
}

interface Verification {
  readonly settings: Settings;
  readonly verifier: TokenVerifier;
}

interface LaterVerification extends Verification {
  readonly receivedAtMs: number;
  /** As of when the tokens are judged, where that is not when they came: our clock was behind. */
  readonly judgedAtMs?: number;
}

// For an issuer that does not say how long its opaque access tokens live (RFC 6749, section 5.1).
const usualLifeSeconds = 60 * 60;
const longestLifeSeconds = 24 * 60 * 60;

/** Verifies the tokens of a sign-in. Throws `AuthError`. */
export const verifySignInTokens = async (
  response: TokenResponse,
  nonce: string,
  by: Verification,
): Promise<SignInTokens> => {
  const receivedAtMs = by.settings.now();
  const asItCame = { ...by, receivedAtMs };
  const { claims, idToken } = await verifyIdToken(response, nonce, asItCame);
  refuseUnless(claims !== undefined && idToken !== undefined, 'no_id_token');
  const access = await verifyAccessToken(response, asItCame);
  // One person's ID token beside another's access token would show pages of the one and act as the other.
  refuseUnless(
    access.bearerSub === undefined || access.bearerSub === claims.sub,
    'tokens_of_different_people',
  );
  const { accessToken, refreshToken } = response;
  return { ...access, claims, tokens: { idToken, accessToken, refreshToken, nonce } };
};

/**
 * Verifies refreshed tokens, as of when they came; what the response leaves out stays as it was. Throws `AuthError`, and
 * `UndecidedError` while there is no key to judge them by.
 */
export const verifyRefreshedTokens = async (
  response: TokenResponse,
  before: Session,
  by: LaterVerification,
): Promise<VerifiedTokens> => {
  const { claims, idToken = before.tokens.idToken } = await verifyIdToken(response, undefined, by);
  const access = await verifyAccessToken(response, by);
  // With rotation off Cognito sends no refresh token, and the one at hand stays good.
  const { accessToken, refreshToken = before.tokens.refreshToken } = response;
  return { ...access, claims, tokens: { ...before.tokens, idToken, accessToken, refreshToken } };
};

const verifyIdToken = async (
  { idToken, accessToken }: TokenResponse,
  nonce: string | undefined,
  { verifier, receivedAtMs, judgedAtMs = receivedAtMs }: LaterVerification,
) => ({
  idToken,
  claims:
    idToken === undefined
      ? undefined
      : await verifier.idToken(idToken, { accessToken, nonce, receivedAtMs: judgedAtMs }),
});

// At a Cognito issuer the access token must verify as well and says what its scopes are; at another one it may be
// opaque, and the response says it.
const verifyAccessToken = async (
  response: TokenResponse,
  { settings, verifier, receivedAtMs, judgedAtMs = receivedAtMs }: LaterVerification,
) => {
  const bearer = settings.isCognito
    ? await verifier.accessToken(response.accessToken, { receivedAtMs: judgedAtMs })
    : undefined;
  return {
    bearerSub: bearer?.sub,
    scopes: bearer?.scopes ?? response.scopes ?? settings.scopes,
    accessTokenEndsAtMs: endOfAccessToken(bearer, response, receivedAtMs),
  };
};

const endOfAccessToken = (
  bearer: BearerClaims | undefined,
  { expiresInSeconds }: TokenResponse,
  nowMs: number,
) => {
  const seconds = Math.min(expiresInSeconds ?? usualLifeSeconds, longestLifeSeconds);
  return bearer?.expiresAtMs ?? nowMs + seconds * 1000;
};

/** The session of a person who has just come back from the pool. */
export const newSession = (
  { claims, tokens, scopes, accessTokenEndsAtMs }: SignInTokens,
  from: {
    readonly settings: Settings;
    readonly openedBy: string;
    readonly userAgent: string;
    readonly address: string;
  },
): Session => {
  const startedAtMs = from.settings.now();
  const signIn: SignIn = {
    user: userFromClaims(claims),
    clientId: from.settings.clientId,
    form: recordForm,
    scopes,
    startedAtMs,
    authenticatedAtMs: authenticatedAtMs(claims),
    ...levelIn(claims),
    endsAtMs: startedAtMs + from.settings.maxMs,
    accessTokenEndsAtMs,
    idTokenEndsAtMs: claims.exp * 1000,
    // Cognito has a lifetime of its own for each, and sends both with a refresh; other issuers may keep the ID token back.
    tokensEndAtMs: from.settings.isCognito ? earlierEnd(claims, accessTokenEndsAtMs) : undefined,
    tokensRefreshedAtMs: startedAtMs,
    isRefreshable: tokens.refreshToken !== undefined,
    tokensVersion: 1,
    openedBy: from.openedBy,
    userAgent: from.userAgent,
    address: from.address,
  };
  return { signIn, tokens };
};

/** When the person proved who they are, as far as the token says. */
export const authenticatedAtMs = ({ authTimeSeconds }: IdClaims): number | undefined =>
  authTimeSeconds === undefined ? undefined : authTimeSeconds * 1000;

const earlierEnd = ({ exp }: IdClaims, accessTokenEndsAtMs: number): number | undefined =>
  exp * 1000 < accessTokenEndsAtMs ? exp * 1000 : undefined;

/** The same session with refreshed tokens. What the person may do follows the new tokens. */
export const refreshedSession = (
  { signIn }: Session,
  { claims, tokens, scopes, accessTokenEndsAtMs }: VerifiedTokens,
  { isCognito, atMs }: Pick<Settings, 'isCognito'> & { readonly atMs: number },
): Session => ({
  tokens,
  signIn: {
    ...signIn,
    scopes,
    accessTokenEndsAtMs,
    tokensEndAtMs: undefined,
    tokensRefreshedAtMs: atMs,
    tokensVersion: signIn.tokensVersion + 1,
    ...(claims !== undefined && {
      // Others may have told at userInfo what their ID tokens leave out (OpenID Connect Core 5.4, 12.2); Cognito's are whole.
      user: isCognito ? userFromClaims(claims) : userWithNews(signIn.user, userFromClaims(claims)),
      ...newLevelIn(claims),
      idTokenEndsAtMs: claims.exp * 1000,
      tokensEndAtMs: earlierEnd(claims, accessTokenEndsAtMs),
    }),
  },
});

// A refresh proves nothing anew, so a token that leaves them out takes nothing back; one that says less is believed.
const newLevelIn = (claims: IdClaims): Partial<Pick<SignIn, 'level' | 'methods'>> => {
  const { level, methods } = levelIn(claims);
  return {
    ...(claims['acr'] !== undefined && { level }),
    ...(claims['amr'] !== undefined && { methods }),
  };
};

/**
 * Whether refreshed tokens still speak of the same sign-in: OpenID Connect Core 12.2. Cognito keeps
 * `auth_time`; whether it repeats the nonce is not documented, so both are fine, but another one is not.
 */
export const isSameSignIn = (signIn: SignIn, { claims, bearerSub, tokens }: VerifiedTokens): boolean =>
  (bearerSub === undefined || bearerSub === signIn.user.id) &&
  (claims === undefined || isSameIdentity(signIn, claims, tokens));

const isSameIdentity = (signIn: SignIn, claims: IdClaims, { nonce }: TokenSet): boolean =>
  claims.iss === signIn.user.issuer &&
  claims.sub === signIn.user.id &&
  (claims['nonce'] === undefined || claims['nonce'] === nonce) &&
  isSameTime(authenticatedAtMs(claims), signIn.authenticatedAtMs);

// What one of them does not know cannot differ.
const isSameTime = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || other === undefined || one === other;
