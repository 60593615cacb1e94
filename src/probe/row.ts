// One thing at Cognito that can be looked at. All of them are one table (`rows.ts`): the probe walks it at Cognito and at
// the local pool and lays the two answers side by side; the tests of the local pool hold it to what is recorded here.

import type { Http } from './http.js';
import type { ClientName, Place } from './place.js';
import type { Reducer } from './reduce.js';
import type { Admin, ApiAnswer, Json } from './sdk.js';
import type { Visitor } from './visitor.js';

/** What was seen, as far as it may be compared and shown: no id, no secret, no token, no time of its own. */
export type Seen = Readonly<Record<string, unknown>>;

export interface Row {
  readonly id: string;
  /** What is looked at, in words for whoever reads the report. */
  readonly observes: string;
  /** Where what is known of it stands: sections of docs/cognito-quirks.md, or `API reference`. */
  readonly restsOn: string;
  /** What Cognito documents or was seen to do. Members that are not named here are compared and not asserted. */
  readonly recorded?: Seen;
  /** What nobody here knows. The local pool does what seemed likely. */
  readonly unconfirmed?: string;
  readonly ask: (walk: Walk) => Promise<unknown>;
}

/** What a row asks with. */
export interface Walk {
  /** With the classic pages, whose form is known. */
  readonly classic: Place;
  /** With managed login. */
  readonly managed: Place;
  readonly http: Http;
  readonly password: string;
  readonly admin: Admin;
  /** Unsigned, as an app calls. */
  call(operation: string, input: Json): Promise<ApiAnswer>;
  /** A body as it is, for what no client sends. */
  post(headers: Readonly<Record<string, string>>, body: string): ReturnType<Http['send']>;
  /** Somebody who is signed in at the classic pages; one and the same for all rows. */
  signedIn(): Promise<Visitor>;
  readonly authorizeUrl: (client: ClientName, changes?: Changes, place?: Place) => string;
  /** What is only of this walk, and may not be shown. */
  readonly know: Reducer['know'];
}

export type Changes = Readonly<Record<string, string | undefined>>;
