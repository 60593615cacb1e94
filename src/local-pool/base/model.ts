// What every room of the local pool stands on: the records that it remembers and the store that holds them, refusals,
// time, chance, and the checks of what comes from outside. Nothing here knows of a request, a page or an operation.
//
// The records are plain: everything in this file survives a trip through JSON. Times are ms since 1970.

import type {
  CustomDomain,
  DeviceTracking,
  LevelNames,
  Passkey,
  SessionTracking,
  WebAuthnConfig,
} from './feature-model.js';

export type { Device, DeviceTracking, Passkey, SessionTracking, WebAuthnConfig } from './feature-model.js';
export type { Branding, ImportJob, KeptSetting, ResourceServer, Terms } from './kept-model.js';
export type {
  AuthenticationMethod,
  AuthorizationCode,
  BrowserSession,
  ClaimOverrides,
  CodePurpose,
  Family,
  FederatedSignIn,
  OneTimeCode,
  PendingChallenge,
  ProviderTrip,
  RefreshToken,
  SessionRecord,
  TokenOverrides,
} from './sign-in-model.js';

/** Attribute values are strings, as in the user pools API; only tokens turn `*_verified` into booleans. */
export type Attributes = Record<string, string>;

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
  /** How many passwords somebody may not use again; none when absent. */
  readonly historySize?: number;
}

export type MfaMode = 'OFF' | 'OPTIONAL' | 'ON';
export type MfaMethod = 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP' | 'SMS_MFA';

export type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

/** What a user pool asks of an attribute. */
export interface SchemaAttribute {
  /** `custom:tier`, or the name of a standard attribute. */
  readonly name: string;
  readonly type: 'String' | 'Number' | 'DateTime' | 'Boolean';
  readonly required: boolean;
  readonly mutable: boolean;
  /** Length of a string, size of a number. */
  readonly min?: number;
  readonly max?: number;
}

/** What codes go to, and what may stand for a user name. */
export type Address = 'email' | 'phone_number';

export interface UserPool {
  readonly id: string;
  readonly name: string;
  /** What tokens and discovery say, without a trailing slash. */
  issuer: string;
  /** Attributes that serve as the user name; empty when people choose one. */
  readonly usernameAttributes: readonly Address[];
  readonly aliasAttributes: readonly (Address | 'preferred_username')[];
  /** `Ada` and `ada` are two; one when absent. */
  readonly caseSensitive?: boolean;
  /** Custom attribute names without the `custom:` prefix. */
  customAttributes: readonly string[];
  /** Nothing is asked of an attribute that does not stand here. */
  schema?: readonly SchemaAttribute[];
  /** Without a domain there is no hosted UI, and discovery names endpoints that do not work. */
  domain?: string;
  /** A domain of one's own, beside the other or alone. */
  customDomain?: CustomDomain;
  /** 1 is the classic hosted UI, 2 managed login. */
  managedLoginVersion?: number;
  readonly passwordPolicy: PasswordPolicy;
  readonly mfa: MfaMode;
  /** Second factors on offer; all of them when absent. */
  readonly mfaMethods?: readonly MfaMethod[];
  readonly selfSignUp: boolean;
  /** What may open a USER_AUTH sign-in; only the password when absent. */
  readonly firstFactors?: readonly FirstFactor[];
  /** Addresses whose new value counts only once its code came back. */
  readonly verifyBeforeUpdate?: readonly Address[];
  /** 7 when absent. */
  readonly temporaryPasswordDays?: number;
  /** Device tracking; off when absent. */
  devices?: DeviceTracking;
  /** Off, with Cognito's defaults, when absent. */
  sessionTracking?: SessionTracking;
  /** Whether `acr_values` and `max_age` mean anything: Cognito is still bringing them to its Regions. */
  knowsLevels?: boolean;
  /** Names of one's own for levels of authentication. */
  levelNames?: LevelNames;
  webAuthn?: WebAuthnConfig;
  /** What is said of mailed codes and of those by SMS as second factors, in the API's own form. */
  mfaDetails?: Readonly<Record<string, unknown>>;
  readonly deletionProtected?: boolean;
  /** Settings that mean nothing here, kept for DescribeUserPool in the API's own form. */
  otherSettings?: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Group {
  readonly name: string;
  readonly poolId: string;
  readonly description?: string;
  /** Lower wins when the preferred role is chosen. */
  readonly precedence?: number;
  readonly roleArn?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What is kept of a password: enough to check it, never enough to read it. */
export interface PasswordRecord {
  readonly salt: string;
  readonly hash: string;
  /** scrypt N, so that a stored hash outlives a change of the setting. */
  readonly cost: number;
  /** SRP-6a salt and verifier (hex) for USER_SRP_AUTH, computed when the password is set. */
  readonly srp?: { readonly salt: string; readonly verifier: string };
  readonly temporaryUntil?: number;
}

export type PersonStatus =
  'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'EXTERNAL_PROVIDER';

/** A link to somebody's account at another provider, in the form of the `identities` claim. */
export interface Identity {
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly issuer: string | null;
  readonly primary: 'true' | 'false';
  readonly dateCreated: string;
}

/** A link to whoever comes from the provider with this attribute, until that is somebody with an id. */
export interface ProviderLink {
  readonly providerName: string;
  readonly attribute: string;
  readonly value: string;
  readonly dateCreated: string;
}

export interface Person {
  readonly poolId: string;
  readonly sub: string;
  readonly username: string;
  status: PersonStatus;
  enabled: boolean;
  attributes: Attributes;
  groups: string[];
  password?: PasswordRecord;
  /** Latest first. */
  previousPasswords?: PasswordRecord[];
  totpSecret?: string;
  /** What the person calls the app that has it. */
  totpName?: string;
  /** Associated, not verified yet. */
  pendingTotpSecret?: string;
  /** New addresses that wait for their code. */
  pendingAttributes?: Attributes;
  /** The last 30-second step whose code was used, so that none works twice. */
  totpUsedStep?: number;
  mfaMethods: MfaMethod[];
  preferredMfa?: MfaMethod;
  passkeys?: Passkey[];
  /** Their passkey stands for both factors, where the pool says that it may. */
  passkeyMfa?: boolean;
  identities: Identity[];
  /** Links that wait for the first sign-in. */
  links?: ProviderLink[];
  failedAttempts: number;
  lockedUntil: number;
  readonly createdAt: number;
  updatedAt: number;
}

export type OAuthFlow = 'code' | 'implicit' | 'client_credentials';

/** An app client. No secret means a public client; two are possible while one is being replaced. */
export interface Client {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly secrets: string[];
  /** When each secret was made, where that was not with the client. */
  readonly secretDates?: number[];
  /** It came by `/oauth2/register`. */
  readonly isRegistered?: boolean;
  readonly flows: readonly OAuthFlow[];
  readonly scopes: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly defaultRedirectUri?: string;
  readonly identityProviders: readonly string[];
  readonly explicitAuthFlows: readonly string[];
  readonly rotation: { readonly graceSeconds: number } | false;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly authSessionSeconds: number;
  readonly revocation: boolean;
  readonly preventUserExistenceErrors: boolean;
  /** Attributes that tokens and userInfo may carry; all when absent. */
  readonly readAttributes?: readonly string[];
  readonly writeAttributes?: readonly string[];
  /** Settings that mean nothing here, kept for DescribeUserPoolClient in the API's own form. */
  readonly otherSettings?: Readonly<Record<string, unknown>>;
  /** Minutes from a fresh authentication within which this client takes a browser as signed in, in pools that track sessions. */
  readonly ssoMinutes?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A social or OIDC provider of a user pool. One of type `OIDC` whose `oidc_issuer` is on this machine is asked; any other is simulated. */
export interface IdentityProvider {
  readonly poolId: string;
  readonly name: string;
  /** `Google`, `Facebook`, `LoginWithAmazon`, `SignInWithApple`, `OIDC`, `SAML`. */
  readonly type: string;
  /** Other names for it, for `idp_identifier`. */
  readonly identifiers: readonly string[];
  /** What the API was given, for it to give back. */
  readonly details?: Readonly<Record<string, string>>;
  readonly attributeMapping?: Readonly<Record<string, string>>;
  /** `Level1` to `Level4`: the provider's own words for the levels of the pool. */
  readonly acrMapping?: Readonly<Record<string, string>>;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  /** What the pre sign-up trigger answers to somebody new; it lets everybody in when absent. */
  readonly preSignUpError?: string;
}
