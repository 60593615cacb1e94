// What the pool remembers of a sign-in, from its first page to its last token.

/** One sign-in and every token that came from it; ends as a whole. Its absence is what "revoked" means. */
export interface Family {
  originJti: string;
  eventId: string;
  poolId: string;
  sub: string;
  clientId: string;
  scopes: readonly string[];
  /** Seconds, as in the claim. */
  authTime: number;
  /** `aud` of the access token (RFC 8707 resource binding). */
  resource?: string;
  /** 'api' sign-ins get no userInfo. */
  via: 'oauth' | 'api';
  deviceKey?: string;
  /** End of the last refresh token; rotation does not move it. */
  expiresAt: number;
  /** SHA-256 of its refresh tokens, oldest first. */
  refreshTokens: string[];
}

export interface RefreshToken {
  originJti: string;
  /** Set when rotation replaced it: from here the grace period runs. */
  supersededAt?: number;
}

export interface AuthorizationCode {
  poolId: string;
  clientId: string;
  sub: string;
  redirectUri: string;
  scopes: readonly string[];
  authTime: number;
  nonce?: string;
  codeChallenge?: string;
  resource?: string;
  expiresAt: number;
}

/** The `cognito` cookie: one hour from the last interactive sign-in, whatever happens meanwhile. */
export interface BrowserSession {
  poolId: string;
  sub: string;
  /** Of the domain at that time: a switch between classic and managed login ends it. */
  managedLoginVersion?: number;
  authTime: number;
  expiresAt: number;
}

export type CodePurpose = 'sign-up' | 'forgot-password' | 'verify-attribute' | 'mfa';

/** A code on its way to somebody by mail or SMS. */
export interface OneTimeCode {
  code: string;
  attribute: string;
  /** Where it went: it says nothing about any other address. */
  to: string;
  attemptsLeft: number;
  expiresAt: number;
}

/** A sign-in that waits for its next answer (new password, second factor). */
export interface PendingChallenge {
  poolId: string;
  clientId: string;
  sub: string;
  challenge: string;
  expiresAt: number;
  data: Record<string, string>;
}

/** A person on the way back from an identity provider. */
export interface FederatedSignIn {
  providerName: string;
  /** What the client shall hear went wrong on that way. */
  failure?: string;
  query: string;
  poolId: string;
  /** What the provider says of them. */
  attributes: Record<string, string>;
  expiresAt: number;
}
