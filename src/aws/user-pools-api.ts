import type {
  AddressName,
  CodeSent,
  Device,
  Passkey,
  PoolSession,
  Profile,
  SecondFactor,
} from './account.js';

/** One second factor, turned on or off. What is not mentioned stays as it is. */
export interface SecondFactorChange {
  readonly method: SecondFactor;
  readonly isOn: boolean;
  /** Whether it is asked for first. At most one is. */
  readonly isPreferred: boolean;
}

/** The password that was, and the one that is to be. */
export interface PasswordChange {
  /** `undefined` for somebody who has none: a passkey or codes let them in. */
  readonly previous: string | undefined;
  readonly proposed: string;
}

/** One session to be ended, and how far. */
export interface SessionEnd {
  readonly id: string;
  /** `app`: also the browser session that it came through. `browser`: also every app that came through it. */
  readonly alsoLinked: boolean;
}

/**
 * The operations of the user pools API that people call on themselves. The first parameter is their access token, with the
 * scope `aws.cognito.signin.user.admin`. All throw `PoolRefusal` for what the person can mend, `PoolFault` for the rest.
 */
export interface UserPoolsApi {
  /** `GetUser`. */
  profile(accessToken: string): Promise<Profile>;
  /** `UpdateUserAttributes`; a blank value deletes. Gives the codes that went to changed addresses. */
  updateAttributes(
    accessToken: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<readonly CodeSent[]>;
  /** `GetUserAttributeVerificationCode`: another code, five in an hour. */
  sendCode(accessToken: string, address: AddressName): Promise<CodeSent>;
  /** `VerifyUserAttribute`: fifteen attempts in an hour. */
  verifyAddress(accessToken: string, address: AddressName, code: string): Promise<void>;
  /** `ChangePassword`: five attempts in an hour. Ends no sign-in by itself. */
  changePassword(accessToken: string, passwords: PasswordChange): Promise<void>;
  /** `AssociateSoftwareToken`: the key that the authenticator app is to have, in base 32. Nothing is turned on by it. */
  startAuthenticator(accessToken: string): Promise<string>;
  /** `VerifySoftwareToken`: a code of the app, which proves that it has the key. False where the pool does not take it. */
  confirmAuthenticator(accessToken: string, code: string): Promise<boolean>;
  /** `SetUserMFAPreference`. */
  setSecondFactor(accessToken: string, change: SecondFactorChange): Promise<void>;
  /** `ListDevices`. */
  devices(accessToken: string): Promise<readonly Device[]>;
  /** `ForgetDevice`. */
  forgetDevice(accessToken: string, key: string): Promise<void>;
  /** `ListWebAuthnCredentials`. */
  passkeys(accessToken: string): Promise<readonly Passkey[]>;
  /**
   * `StartWebAuthnRegistration`: whether the pool takes passkeys, which listing them does not tell. What it starts nobody goes on
   * with, and it ends by itself.
   */
  takesPasskeys(accessToken: string): Promise<boolean>;
  /** `DeleteWebAuthnCredential`. */
  deletePasskey(accessToken: string, id: string): Promise<void>;
  /** `ListUserSessions`. Throws `PoolRefusal` `OperationNotEnabledException` where the pool does not track sessions. */
  sessions(accessToken: string): Promise<readonly PoolSession[]>;
  /** `RevokeUserSession`: its refresh and access tokens too. Never that of the token that asks; signing out ends that one. */
  endSession(accessToken: string, end: SessionEnd): Promise<void>;
  /** `DeleteUser`: for good. */
  deleteAccount(accessToken: string): Promise<void>;
  /** `GlobalSignOut`: the pool takes no token of this person any more, of whichever app. Browsers stay signed in at its pages. */
  signOutEverywhere(accessToken: string): Promise<void>;
}
