import type { User } from './user.js';

/** What a sign-in left on record: who, when, how, and how long it holds. Pages need no more; the tokens have a record of their own. */
export interface SignIn {
  readonly user: User;
  /** The app client that it was made for. A record that names none is of the release before, and taken for this one's. */
  readonly clientId?: string | undefined;
  /** The form of the record: `recordForm`, or nothing in the release before. */
  readonly form?: number | undefined;
  /** Scopes that the access token was granted. */
  readonly scopes: readonly string[];
  readonly startedAtMs: number;
  /** When the person last proved who they are to the pool (`auth_time`). `undefined`: it did not say, and unknown is not recent. */
  readonly authenticatedAtMs?: number | undefined;
  /** How strong the proof was (`acr`), and by which methods (`amr`). `undefined`: the pool does not say, and unknown is not strong. */
  readonly level?: string | undefined;
  readonly methods?: readonly string[] | undefined;
  /** The absolute limit: the session is over then, however busy it is. */
  readonly endsAtMs: number;
  readonly accessTokenEndsAtMs: number;
  readonly idTokenEndsAtMs: number;
  /** Where the tokens must be refreshed before the access token ends: an ID token can have a shorter life. */
  readonly tokensEndAtMs?: number | undefined;
  readonly tokensRefreshedAtMs: number;
  /** Whether the pool gave a refresh token. Without one the session ends with the access token. */
  readonly isRefreshable: boolean;
  /** Rises by one with every refresh: a write that was prepared from older tokens is refused. */
  readonly tokensVersion: number;
  /** Which pending sign-in opened the session, so that its callback can be recognised when it is loaded again. */
  readonly openedBy: string;
  /** What the browser said of itself and where it called from, for the person's own list of sign-ins. */
  readonly userAgent: string;
  readonly address: string;
}

/** The tokens of a session. They never leave the server, and pages do not read them. */
export interface TokenSet {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** The nonce of the sign-in: a refreshed ID token may repeat it, but not carry another (OpenID Connect Core 12.2). */
  readonly nonce: string;
}

/** A session, with everything that belongs to it: the record of the sign-in, and the tokens that came of it. */
export interface Session {
  readonly signIn: SignIn;
  readonly tokens: TokenSet;
}

/** As much of a token set or a token response as it takes to revoke it. */
export type Revocable = Pick<TokenSet, 'refreshToken'>;

/** What an app keeps in `req.session` beside the sign-in. */
export type AppData = Readonly<Record<string, unknown>>;

/** A session as a page gets it: without the tokens, with what the app keeps. */
export interface StoredSession {
  readonly signIn: SignIn;
  readonly appData: AppData;
  /** When it was last used, to the minute or to a quarter of a shorter idle limit, which counts from then. */
  readonly lastSeenAtMs: number;
}

/**
 * Rises when a record changes in a way that the release before would misread: a record of a form that is not known is no
 * session. A member that the release before may pass over needs no new form.
 */
export const recordForm = 1;

/** How long a store keeps a session past its limit, so that the session can be told to be over, and its tokens revoked. */
export const keptPastLimitMs = 60_000;

/** Which of a person's sessions are asked for. */
export interface Piece {
  /** How many of the newest to leave out. None unless given. */
  readonly skip?: number;
  /** How many to name. All of them unless given. */
  readonly most?: number;
}

/**
 * Where sessions live. A session is named by a key that is a digest of its id, so that reading the store does
 * not give anybody's cookie away. Absence is a value (`undefined`, `false`); a store that cannot be reached
 * in time throws `AuthError` with the code `store_unreachable`. Nothing but `create` may make a session:
 * whatever is still in flight when a person signs out cannot bring their session back. A store does not judge
 * limits: it goes on giving a session out for `keptPastLimitMs` past its time, and whoever reads it looks at the time.
 */
export interface SessionStore {
  /** What a page needs, in one round trip. A record that cannot be understood is no session. */
  read(key: string): Promise<StoredSession | undefined>;
  /**
   * Makes the session and lists it under its person. `expiresAtMs`: the session is over then, and the store forgets it
   * `keptPastLimitMs` later. When this fails, there may be a session that nobody has the id of, and that is not listed.
   */
  create(key: string, session: StoredSession & Session & { readonly expiresAtMs: number }): Promise<void>;
  /**
   * Replaces the app's own data. With `ifStill`, only while it is what it was when it was read: compare and set. False
   * when it is something else by now, or the session is gone.
   */
  writeAppData(key: string, appData: AppData, only?: { readonly ifStill: AppData }): Promise<boolean>;
  /** Moves the idle limit. False when the session is gone. */
  markSeen(
    key: string,
    seen: { readonly lastSeenAtMs: number; readonly expiresAtMs: number },
  ): Promise<boolean>;
  /** The tokens, with the sign-in that they belong to. */
  readTokens(key: string): Promise<Session | undefined>;
  /** Compare and set: writes only over the tokens of version `fromVersion`. False when they are others by now, or gone. */
  replaceTokens(key: string, next: Session & { readonly fromVersion: number }): Promise<boolean>;
  /**
   * Ends the session and hands out its tokens, to one caller only, so that they can be revoked. With
   * `ifVersion`, only while the tokens still have that version.
   */
  end(key: string, only?: { readonly ifVersion: number }): Promise<Session | undefined>;
  /**
   * The keys of one person's sessions, the one that lasts longest (the newest sign-in) first. Some may have ended
   * since. Sessions beyond a cap: `keysOf(person, { skip: cap, most: 100 })`, again until there is none.
   */
  keysOf(person: Person, piece?: Piece): Promise<readonly string[]>;
  /** The keys of all sessions, in pieces. What begins or ends meanwhile may be named or not, and a key may be named twice. */
  everyKey(): AsyncIterable<readonly string[]>;
  /**
   * Remembers for `forMs` that the sign-ins of a person, or of everybody, were ended at `atMs` (since the epoch). The
   * latest such moment counts: an earlier one changes nothing.
   */
  markEnded(whose: Person | 'everybody', atMs: number, forMs: number): Promise<void>;
  /** When the sign-ins of this person were last ended, by themselves or with everybody's. `undefined`: no such mark. */
  endedAtMs(person: Person): Promise<number | undefined>;
  /** True for the first caller with this name within the time, false for every other: what may happen only once is decided here. */
  claim(name: string, forMs: number): Promise<boolean>;
  /** Takes, prolongs or gives back the right to do something that only one process may do at a time. */
  readonly leases: Leases;
  /** Throws when the store cannot be used just now. For readiness checks. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Who a session belongs to: the pair of issuer and subject is the only identity there is (OpenID Connect Core 5.7). */
export interface Person {
  readonly issuer: string;
  readonly id: string;
}

/** Whether both are one person. */
export const isSamePerson = (one: Person, other: Person): boolean =>
  one.id === other.id && one.issuer === other.issuer;

/** Rights that run out by themselves, so that a process that was killed keeps nobody waiting. Times are in milliseconds. */
export interface Leases {
  /** True when the lease was free, or had run out. */
  take(name: string, holder: string, forMs: number): Promise<boolean>;
  /** False when the lease was lost. */
  renew(name: string, holder: string, forMs: number): Promise<boolean>;
  /** Gives it back, if it is still this holder's. */
  release(name: string, holder: string): Promise<void>;
}
