import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { SignIn, StoredSession, TokenSet } from '../../src/auth/store.js';

/** A session key as the site makes it: the digest of a random session id. */
export const newKey = (): string => createHash('sha256').update(randomBytes(24)).digest('base64url');

const hourMs = 3_600_000;

export const sampleSignIn = (changes: Partial<SignIn> = {}): SignIn => ({
  user: {
    id: randomUUID(),
    issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_aB3dEfGh1',
    username: 'rosa.luz',
    email: 'rosa.luz@example.com',
    isEmailVerified: true,
    name: 'Rosa Luz Ångström',
    groups: ['admins', 'support'],
    identityProvider: undefined,
    attributes: { 'given_name': 'Rosa', 'locale': 'de-CH', 'custom:department': 'Quality' },
  },
  scopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
  startedAtMs: Date.now(),
  authenticatedAtMs: Date.now(),
  endsAtMs: Date.now() + 8 * hourMs,
  accessTokenEndsAtMs: Date.now() + hourMs,
  idTokenEndsAtMs: Date.now() + hourMs,
  tokensRefreshedAtMs: Date.now(),
  isRefreshable: true,
  tokensVersion: 1,
  openedBy: randomBytes(16).toString('base64url'),
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  address: '203.0.113.77',
  ...changes,
});

/** Tokens as long as Cognito's: three and a half kilobytes together, as hard to compress as the real ones. */
export const sampleTokens = (changes: Partial<TokenSet> = {}): TokenSet => ({
  idToken: textOf(1050),
  accessToken: textOf(1000),
  refreshToken: textOf(1430),
  nonce: textOf(22),
  ...changes,
});

const textOf = (length: number): string => randomBytes(length).toString('base64url').slice(0, length);

/** What `create` takes: a sign-in of a minute ago at most, good for hours. */
export const sampleSession = (
  changes: Partial<StoredSession & { readonly tokens: TokenSet; readonly expiresAtMs: number }> = {},
) => ({
  signIn: sampleSignIn(),
  appData: {},
  lastSeenAtMs: Date.now(),
  tokens: sampleTokens(),
  expiresAtMs: Date.now() + hourMs,
  ...changes,
});

/** The next version of a session's sign-in, as a refresh makes it. */
export const refreshed = (signIn: SignIn): SignIn => ({ ...signIn, tokensVersion: signIn.tokensVersion + 1 });
