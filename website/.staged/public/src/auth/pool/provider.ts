import type { Settings } from '../options.js';
import type { Claims } from '../user.js';
import type { DiscoveryDocument } from './pool-addresses.js';

/** What a provider can do, as far as its discovery document says it. */
export interface PoolAbilities {
  /** Whether it revokes refresh tokens (RFC 7009). */
  readonly revokesTokens: boolean;
  /** Whether it has a page that ends its own session, and so forgets the browser. */
  readonly endsItsSession: boolean;
}

/** What a sign-out at the provider may need. The documents are fetched only by whoever needs them. */
export interface SignOutFrom {
  readonly idToken: string | undefined;
  readonly domainOrigin: () => Promise<string>;
  readonly document: () => Promise<DiscoveryDocument>;
}

/**
 * What kind of issuer this is: the one place where Cognito and the others part ways in what is asked of them. Which tokens
 * are believed is the business of the token verifier.
 */
export interface Provider {
  abilitiesIn(document: DiscoveryDocument): PoolAbilities;
  /** Where a browser is sent to be signed out there too; `undefined` where nothing is there for that. */
  signOutUrl(from: SignOutFrom): Promise<string | undefined>;
  /** The path at which a sign-in may begin in place of the sign-in page. */
  screenPath(screen: 'sign-up' | 'forgot-password'): string | undefined;
  /** How the client shows its secret (RFC 6749, section 2.3.1): in the form, or in the `Authorization` header. */
  secretGoesInto(document: DiscoveryDocument, request: 'token' | 'revoke'): 'form' | 'header';
  /** Whether such an answer to a refresh, however it is worded, can only mean that the refresh token is dead. */
  saysDead(answer: { readonly status: number; readonly body: string }): boolean;
  /** Whether userInfo has to be asked for what a sign-in asked for by its scopes. */
  needsUserInfo(claims: Claims, scopes: readonly string[]): boolean;
}

/** The provider that these settings speak of. */
export const providerOf = (settings: Settings): Provider =>
  settings.isCognito ? cognito(settings) : openIdProvider(settings);

const screenPaths = { 'sign-up': '/signup', 'forgot-password': '/forgotPassword' } as const;

const cognito = ({ clientId, signedOutUrl, clientAuthentication }: Settings): Provider => ({
  // It has its sign-out page whatever the document says.
  abilitiesIn: (document) => ({ revokesTokens: isRevoking(document), endsItsSession: true }),

  // Cognito advertises an end_session_endpoint but does not know RP-Initiated Logout: its /logout takes these two
  // parameters and compares the second, byte for byte, with the registered sign-out URLs.
  async signOutUrl({ domainOrigin }) {
    const query = new URLSearchParams({ client_id: clientId, logout_uri: signedOutUrl });
    return `${await domainOrigin()}/logout?${query.toString()}`;
  },

  screenPath: (screen) => screenPaths[screen],

  // Its revoke endpoint documents Basic authentication only.
  secretGoesInto: (_document, request) =>
    request === 'token' && clientAuthentication === 'client_secret_post' ? 'form' : 'header',

  // `invalid_grant` is what it says, always. Anything else is trouble, and trouble signs nobody out.
  saysDead: () => false,

  // Its ID tokens have what userInfo has.
  needsUserInfo: () => false,
});

// Longer addresses are refused by some servers. The sign-out works without the hint as well, but may ask the person.
const longestSignOutUrl = 4096;

const openIdProvider = ({ clientId, signedOutUrl, clientAuthentication }: Settings): Provider => ({
  abilitiesIn: (document) => ({
    revokesTokens: isRevoking(document),
    endsItsSession: document.end_session_endpoint !== undefined,
  }),

  // OpenID Connect RP-Initiated Logout 1.0, section 2. Why the ID token of the session that has just ended may stand in
  // this one address: it is read there by whoever made it, opens nothing, and a form would leave the provider's own
  // cookie behind (SameSite=Lax), and with it the session that is to end.
  async signOutUrl({ idToken, document }) {
    const { end_session_endpoint: endpoint } = await document();
    if (endpoint === undefined) return undefined;
    const url = new URL(endpoint);
    url.searchParams.set('client_id', clientId);
    url.searchParams.set('post_logout_redirect_uri', signedOutUrl);
    const bare = url.href;
    if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
    return url.href.length > longestSignOutUrl ? bare : url.href;
  },

  screenPath: () => undefined,

  secretGoesInto(document) {
    const way = clientAuthentication ?? wayIn(document);
    return way === 'client_secret_post' ? 'form' : 'header';
  },

  // The request is as it should be, and the client is not what is refused: what is left is the token. A page is from
  // somebody between, and no answer to it.
  saysDead({ status, body }) {
    return status === 400 && (body.trim() === '' || deadWords.has(errorIn(body)));
  },

  needsUserInfo: (claims, scopes) =>
    (scopes.includes('email') && claims['email'] === undefined) ||
    (scopes.includes('profile') && profileClaims.every((name) => claims[name] === undefined)),
});

const isRevoking = (document: DiscoveryDocument): boolean => document.revocation_endpoint !== undefined;

// Without the member it is Basic (RFC 8414, section 2), and so it is where both are possible.
const wayIn = ({ token_endpoint_auth_methods_supported: ways }: DiscoveryDocument): string =>
  Array.isArray(ways) && ways.includes('client_secret_post') && !ways.includes('client_secret_basic')
    ? 'client_secret_post'
    : 'client_secret_basic';

const deadWords: ReadonlySet<unknown> = new Set(['invalid_grant', 'invalid_request', 'invalid_token']);

const errorIn = (body: string): unknown => {
  try {
    return (Object(JSON.parse(body)) as { readonly error?: unknown }).error;
  } catch {
    return undefined;
  }
};

// What the scope `profile` asks for, as far as it says what somebody is called (OpenID Connect Core 5.4).
const profileClaims = ['name', 'given_name', 'family_name', 'nickname', 'preferred_username'] as const;
