import type { AuthEvent } from '../auth/index.js';
import type { Field } from './fields.js';
import type { TokenView } from './token-view.js';

// What is kept of a request: plain values that may be shown to the browser that made it. Times with the ending `Ms` count from
// the start of the process, but for `startedAtMs`, which is since the epoch.

/** One request of a browser, and everything that the site did for it. */
export interface Exchange {
  readonly id: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: readonly Field[];
  readonly startedAtMs: number;
  readonly beganMs: number;
  readonly happenings: readonly Happening[];
  readonly answer?: Answer | undefined;
  /** Another request of this browser refreshed the tokens while this one, which began with the same, was under way. */
  readonly sharedWith?: string | undefined;
}

/** What the browser got. */
export interface Answer {
  readonly status: number;
  readonly endedMs: number;
  /** Where it was sent. */
  readonly location?: { readonly address: string; readonly query: readonly Field[] } | undefined;
  /** The names of cookies that it was given, or that were taken from it. */
  readonly cookies: readonly { readonly name: string; readonly isCleared: boolean }[];
}

export type Happening = PoolCall | StoreCall | Event;

/** The addresses of the user pool. */
export type PoolEndpoint = Extract<AuthEvent, { readonly type: 'pool_called' }>['endpoint'];

interface Timed {
  readonly beganMs: number;
  readonly durationMs: number;
}

/** A call to the user pool. */
export interface PoolCall extends Timed {
  readonly kind: 'pool';
  readonly endpoint: PoolEndpoint;
  readonly grant?: 'authorization_code' | 'refresh_token' | undefined;
  readonly method: string;
  readonly address: string;
  readonly sent: readonly Field[];
  /** The HTTP status. `undefined`: there was no answer. */
  readonly status?: number | undefined;
  readonly received: readonly Field[];
  readonly tokens: readonly TokenView[];
  /** A fingerprint of the refresh token that it brought. */
  readonly refreshToken?: string | undefined;
}

/** A call to the session store. */
export interface StoreCall extends Timed {
  readonly kind: 'store';
  readonly call: string;
  /** What the store said, in a word or two. */
  readonly said: string;
  readonly isFailed: boolean;
  /** The session that it was about, by the start of its key. */
  readonly session?: string | undefined;
  /** The version of the tokens that were read, or written over. */
  readonly version?: number | undefined;
  /** A fingerprint of the refresh token that lies there. */
  readonly refreshToken?: string | undefined;
}

/** What `src/auth` told. */
export interface Event extends Timed {
  readonly kind: 'event';
  readonly event: AuthEvent;
}
