/** The ways of a second factor: an authenticator app (TOTP), a code by e-mail, a code by SMS. */
export type SecondFactor = 'app' | 'email' | 'sms';

/** The attributes whose value is an address that a code can go to, by the names that Cognito gives them. */
export type AddressName = 'email' | 'phone_number';

/** What the pool has on a person who asks with their own access token. */
export interface Profile {
  /** Cognito's user name: `sub`, or `Provider_id` for somebody who comes from another provider. */
  readonly username: string;
  /** Every attribute that the app client may read, as text. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The second factors that are turned on. */
  readonly secondFactors: readonly SecondFactor[];
  /** The one that is asked for first. */
  readonly preferredSecondFactor: SecondFactor | undefined;
  /**
   * The provider that the account itself comes from: it manages names, addresses and the password. `undefined` for an account
   * of the pool, also where other identities are linked to it.
   */
  readonly managedBy: string | undefined;
}

/** A code that the pool has sent. */
export interface CodeSent {
  /** The attribute that it is for. */
  readonly attribute: string | undefined;
  /** Where it went, as the pool says it: `a***@e***`. */
  readonly destination: string | undefined;
}

/** A device that the pool remembers, because somebody signed in there through an app of their own. */
export interface Device {
  readonly key: string;
  readonly name: string | undefined;
  readonly address: string | undefined;
  readonly isRemembered: boolean;
  readonly lastSeenAtMs: number | undefined;
}

/** A passkey of the person. */
export interface Passkey {
  readonly id: string;
  readonly name: string | undefined;
  readonly createdAtMs: number | undefined;
}

/**
 * A session of the person that a pool with session tracking knows of. A `browser` is one that is signed in at the pool's
 * pages, for every app (Cognito: an SSO session); an `app` has the tokens of one app client (a token session).
 */
export interface PoolSession {
  readonly id: string;
  readonly kind: 'browser' | 'app';
  readonly clientId: string | undefined;
  readonly createdAtMs: number | undefined;
  readonly lastActiveAtMs: number | undefined;
  /** What the pool makes of a user agent, such as a browser and a system. It came from outside. */
  readonly device: string | undefined;
  readonly address: string | undefined;
  /** City and country, as far as the pool knows them. */
  readonly place: string | undefined;
  /** Of an app: the id of the browser session that it came through, if through any. */
  readonly cameThrough: string | undefined;
  /** Whether the access token that asks is of this session. */
  readonly isCurrent: boolean;
}
