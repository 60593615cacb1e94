// What the pool remembers of a sign-in, from its first page to its last token.

/**
 * How somebody has shown who they are, as the `amr` claim says it. Behind `fed:` stands the level that an account at a
 * provider is worth by its `AcrMapping`; the claim says `fed` of each.
 */
export type AuthenticationMethod =
  'pwd' | 'otp' | 'sms' | 'email_otp' | 'swk' | 'hwk' | 'fed' | 'fed:2' | 'fed:3' | 'fed:4';

/** What is seen of a session, where the pool tracks them. */
export interface SessionRecord {
  /** `tkn…` for the tokens of one client, `sso…` for a signed-in browser. */
  readonly id: string;
  readonly clientId: string;
  readonly createdAt: number;
  lastActiveAt: number;
  lastIp: string;
  deviceType: string;
}

/** One sign-in and every token that came from it; ends as a whole. Its absence is what "revoked" means. */
export interface Family {
  readonly originJti: string;
  readonly eventId: string;
  readonly poolId: string;
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Seconds, as in the claim. */
  readonly authTime: number;
  /** `aud` of the access token (RFC 8707 resource binding). */
  readonly resource?: string;
  /** 'api' sign-ins get no userInfo. */
  readonly via: 'oauth' | 'api';
  readonly deviceKey?: string;
  /** End of the last refresh token; rotation does not move it. */
  readonly expiresAt: number;
  /** SHA-256 of its refresh tokens, oldest first. */
  readonly refreshTokens: string[];
  /** There when it began while the pool tracked sessions. */
  readonly session?: SessionRecord;
  readonly methods?: readonly AuthenticationMethod[];
  /** As the tokens say it; absent where nobody asked for a level. */
  readonly acr?: string;
  /** The signed-in browser that it came through, if that was tracked. */
  readonly ssoSessionId?: string;
}

/** What the token generation trigger changes of a pair of tokens. */
export interface TokenOverrides {
  readonly id: ClaimOverrides;
  readonly access: ClaimOverrides & {
    readonly scopesToAdd: readonly string[];
    readonly scopesToSuppress: readonly string[];
  };
  /** In place of the person's own; they stay where it says nothing. */
  readonly groups?: {
    readonly names: readonly string[];
    readonly roles: readonly string[];
    readonly preferredRole?: string;
  };
}

export interface ClaimOverrides {
  readonly add: Readonly<Record<string, unknown>>;
  readonly suppress: readonly string[];
}

export interface RefreshToken {
  readonly originJti: string;
  /** Set when rotation replaced it: from here the grace period runs. */
  supersededAt?: number;
}

export interface AuthorizationCode {
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly authTime: number;
  readonly nonce?: string;
  readonly codeChallenge?: string;
  readonly resource?: string;
  readonly ssoSessionId?: string;
  readonly methods?: readonly AuthenticationMethod[];
  readonly acr?: string;
  /** The trigger was asked before the code was given. */
  readonly overrides?: TokenOverrides;
  readonly expiresAt: number;
}

/**
 * The `cognito` cookie: one hour from the last interactive sign-in, whatever happens meanwhile. Where the pool tracks
 * sessions each client has a limit of its own (`tokens/sso-validity.ts`).
 */
export interface BrowserSession {
  readonly poolId: string;
  readonly sub: string;
  /** Of the domain at that time: a switch between classic and managed login ends it. */
  readonly managedLoginVersion?: number;
  readonly authTime: number;
  readonly methods?: readonly AuthenticationMethod[];
  readonly expiresAt: number;
  /** The two are there when it began while the pool tracked sessions. */
  readonly session?: SessionRecord;
  /** ms since 1970 of the last fresh authentication. */
  readonly freshAt?: number;
}

export type CodePurpose = 'sign-up' | 'forgot-password' | 'verify-attribute' | 'mfa';

/** A code on its way to somebody by mail or SMS. */
export interface OneTimeCode {
  readonly code: string;
  readonly attribute: string;
  /** Where it went: it says nothing about any other address. */
  readonly to: string;
  attemptsLeft: number;
  readonly expiresAt: number;
}

/** A sign-in that waits for its next answer (new password, second factor). */
export interface PendingChallenge {
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly challenge: string;
  readonly expiresAt: number;
  readonly data: Record<string, string>;
}

/** A browser on its way to an OpenID provider and back. */
export interface ProviderTrip {
  readonly providerName: string;
  readonly poolId: string;
  /** Of the request for sign-in that the way goes on with. */
  readonly query: string;
  readonly nonce: string;
  readonly expiresAt: number;
}

/** A person on the way back from an identity provider. */
export interface FederatedSignIn {
  readonly providerName: string;
  /** What the client shall hear went wrong on that way. */
  readonly failure?: string;
  /** The error that goes with it; `invalid_request` when absent. */
  readonly failureCode?: string;
  readonly query: string;
  readonly poolId: string;
  /** What the provider says of them. */
  readonly attributes: Record<string, string>;
  /** What stands in each of its answers, where that is not all one. */
  readonly said?: { readonly idToken: Record<string, string>; readonly userInfo: Record<string, string> };
  /** The three come from a provider that is really there: the account's id, the level it says, and the nonce it was sent. */
  readonly userId?: string;
  readonly acr?: string;
  readonly nonce?: string;
  readonly expiresAt: number;
}
