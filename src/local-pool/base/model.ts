/** What a user pool remembers. Plain records: everything here survives a trip through JSON. Times are ms since 1970. */

export type {
  AuthorizationCode,
  BrowserSession,
  CodePurpose,
  Family,
  FederatedSignIn,
  OneTimeCode,
  PendingChallenge,
  RefreshToken,
} from './sign-in-model.js';

/** Attribute values are strings, as in the user pools API; only tokens turn `*_verified` into booleans. */
export type Attributes = Record<string, string>;

export interface PasswordPolicy {
  minimumLength: number;
  lowercase: boolean;
  uppercase: boolean;
  numbers: boolean;
  symbols: boolean;
  /** How many passwords somebody may not use again; none when absent. */
  historySize?: number;
}

export type MfaMode = 'OFF' | 'OPTIONAL' | 'ON';
export type MfaMethod = 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP' | 'SMS_MFA';

export type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

export interface DeviceTracking {
  /** A known device spares the second factor. */
  challengesNew: boolean;
  /** Devices are remembered only when the person says so. */
  onUserPrompt: boolean;
}

/** What a user pool asks of an attribute. */
export interface SchemaAttribute {
  /** `custom:tier`, or the name of a standard attribute. */
  name: string;
  type: 'String' | 'Number' | 'DateTime' | 'Boolean';
  required: boolean;
  mutable: boolean;
  /** Length of a string, size of a number. */
  min?: number;
  max?: number;
}

/** What codes go to, and what may stand for a user name. */
export type Address = 'email' | 'phone_number';

export interface UserPool {
  id: string;
  name: string;
  /** What tokens and discovery say, without a trailing slash. */
  issuer: string;
  /** Attributes that serve as the user name; empty when people choose one. */
  usernameAttributes: readonly Address[];
  aliasAttributes: readonly (Address | 'preferred_username')[];
  /** Custom attribute names without the `custom:` prefix. */
  customAttributes: readonly string[];
  /** Nothing is asked of an attribute that does not stand here. */
  schema?: readonly SchemaAttribute[];
  /** Without a domain there is no hosted UI, and discovery names endpoints that do not work. */
  domain?: string;
  /** 1 is the classic hosted UI, 2 managed login. */
  managedLoginVersion?: number;
  passwordPolicy: PasswordPolicy;
  mfa: MfaMode;
  /** Second factors on offer; all of them when absent. */
  mfaMethods?: readonly MfaMethod[];
  selfSignUp: boolean;
  /** What may open a USER_AUTH sign-in; only the password when absent. */
  firstFactors?: readonly FirstFactor[];
  /** Addresses whose new value counts only once its code came back. */
  verifyBeforeUpdate?: readonly Address[];
  /** 7 when absent. */
  temporaryPasswordDays?: number;
  /** Device tracking; off when absent. */
  devices?: DeviceTracking;
  deletionProtected?: boolean;
  /** Settings that mean nothing here, kept for DescribeUserPool in the API's own form. */
  otherSettings?: Readonly<Record<string, unknown>>;
  createdAt: number;
  updatedAt: number;
}

export interface Group {
  name: string;
  poolId: string;
  description?: string;
  /** Lower wins when the preferred role is chosen. */
  precedence?: number;
  roleArn?: string;
  createdAt: number;
  updatedAt: number;
}

/** What is kept of a password: enough to check it, never enough to read it. */
export interface PasswordRecord {
  salt: string;
  hash: string;
  /** scrypt N, so that a stored hash outlives a change of the setting. */
  cost: number;
  /** SRP-6a salt and verifier (hex) for USER_SRP_AUTH, computed when the password is set. */
  srp?: { salt: string; verifier: string };
  temporaryUntil?: number;
}

export type PersonStatus =
  'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'EXTERNAL_PROVIDER';

/** A link to somebody's account at another provider, in the form of the `identities` claim. */
export interface Identity {
  userId: string;
  providerName: string;
  providerType: string;
  issuer: string | null;
  primary: 'true' | 'false';
  dateCreated: string;
}

/** A link to whoever comes from the provider with this attribute, until that is somebody with an id. */
export interface ProviderLink {
  providerName: string;
  attribute: string;
  value: string;
  dateCreated: string;
}

export interface Person {
  poolId: string;
  sub: string;
  username: string;
  status: PersonStatus;
  enabled: boolean;
  attributes: Attributes;
  groups: string[];
  password?: PasswordRecord;
  /** Latest first. */
  previousPasswords?: PasswordRecord[];
  totpSecret?: string;
  /** Associated, not verified yet. */
  pendingTotpSecret?: string;
  /** New addresses that wait for their code. */
  pendingAttributes?: Attributes;
  /** The last 30-second step whose code was used, so that none works twice. */
  totpUsedStep?: number;
  mfaMethods: MfaMethod[];
  preferredMfa?: MfaMethod;
  identities: Identity[];
  /** Links that wait for the first sign-in. */
  links?: ProviderLink[];
  failedAttempts: number;
  lockedUntil: number;
  createdAt: number;
  updatedAt: number;
}

export type OAuthFlow = 'code' | 'implicit' | 'client_credentials';

/** An app client. No secret means a public client; two are possible while one is being replaced. */
export interface Client {
  id: string;
  poolId: string;
  name: string;
  secrets: string[];
  /** When each secret was made, where that was not with the client. */
  secretDates?: number[];
  flows: readonly OAuthFlow[];
  scopes: readonly string[];
  callbackUrls: readonly string[];
  logoutUrls: readonly string[];
  defaultRedirectUri?: string;
  identityProviders: readonly string[];
  explicitAuthFlows: readonly string[];
  rotation: { graceSeconds: number } | false;
  accessTokenSeconds: number;
  idTokenSeconds: number;
  refreshTokenSeconds: number;
  authSessionSeconds: number;
  revocation: boolean;
  preventUserExistenceErrors: boolean;
  /** Attributes that tokens and userInfo may carry; all when absent. */
  readAttributes?: readonly string[];
  writeAttributes?: readonly string[];
  createdAt: number;
  updatedAt: number;
}

/** A social or OIDC provider of a user pool. Here all of them are simulated. */
export interface IdentityProvider {
  poolId: string;
  name: string;
  /** `Google`, `Facebook`, `LoginWithAmazon`, `SignInWithApple`, `OIDC`, `SAML`. */
  type: string;
  /** Other names for it, for `idp_identifier`. */
  identifiers: readonly string[];
  /** What the API was given, for it to give back. */
  details?: Readonly<Record<string, string>>;
  attributeMapping?: Readonly<Record<string, string>>;
  createdAt?: number;
  updatedAt?: number;
  /** What the pre sign-up trigger answers to somebody new; it lets everybody in when absent. */
  preSignUpError?: string;
}

export interface ResourceServer {
  poolId: string;
  identifier: string;
  name: string;
  scopes: { name: string; description: string }[];
}

/** A device that a person signed in from through the API, where the pool tracks devices. */
export interface Device {
  key: string;
  groupKey: string;
  sub: string;
  name?: string;
  lastIp: string;
  remembered: boolean;
  /** Set by ConfirmDevice (hex). */
  srp?: { salt: string; verifier: string };
  createdAt: number;
  updatedAt: number;
  lastAuthenticatedAt: number;
}

/** A managed login style of a client, or of the whole pool. Kept, not drawn. */
export interface Branding {
  id: string;
  poolId: string;
  clientId?: string;
  usesDefaults: boolean;
  settings?: unknown;
  assets?: readonly unknown[];
  createdAt: number;
  updatedAt: number;
}
