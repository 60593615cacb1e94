// What a user pool has only where somebody turned it on.

/** Levels of authentication that are not called `urn:cognito:loa:1` to `4`. */
export type LevelNames = Readonly<Partial<Record<1 | 2 | 3 | 4, string>>>;

/** Session management, which is off until somebody turns it on. */
export interface SessionTracking {
  readonly isOn: boolean;
  /** Token sessions of one person; the least recently used gives way to one more. */
  readonly maxPerUser: number;
}

/** What a pool has until somebody says otherwise. */
export const defaultTracking: SessionTracking = { isOn: false, maxPerUser: 20 };

/** A domain under a name of one's own, which nobody resolves here: the pool answers for it where it answers for the other. */
export interface CustomDomain {
  readonly name: string;
  readonly managedLoginVersion: number;
  /** `CustomDomainConfig` and `Routing`, in the API's own form. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface DeviceTracking {
  /** A known device spares the second factor. */
  readonly challengesNew: boolean;
  /** Devices are remembered only when the person says so. */
  readonly onUserPrompt: boolean;
}

/** A device that a person signed in from through the API, where the pool tracks devices. */
export interface Device {
  readonly key: string;
  readonly groupKey: string;
  readonly sub: string;
  readonly name?: string;
  readonly lastIp: string;
  remembered: boolean;
  /** Set by ConfirmDevice (hex). */
  readonly srp?: { readonly salt: string; readonly verifier: string };
  readonly createdAt: number;
  updatedAt: number;
  lastAuthenticatedAt: number;
}

/** `WebAuthnConfiguration` of SetUserPoolMfaConfig. */
export interface WebAuthnConfig {
  /** The domain's name when absent. */
  readonly relyingPartyId?: string;
  readonly userVerification: 'preferred' | 'required';
  /** A passkey that has verified its user is as good as two factors. */
  readonly isMultiFactor: boolean;
}

/** A registered passkey: what it takes to check a signature of it. */
export interface Passkey {
  /** base64url, as the authenticator named it. */
  readonly id: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  counter: number;
  readonly relyingPartyId: string;
  /** On this device, or one that is plugged in or held near. */
  readonly attachment: 'platform' | 'cross-platform';
  readonly transports: readonly string[];
  readonly createdAt: number;
}
