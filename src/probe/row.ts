// One thing at Cognito that can be looked at. All of them are one table (`rows.ts`): the probe walks it at Cognito and at
// the local pool and lays the two answers side by side; the tests of the local pool hold it to what is recorded here.

import type { Walk } from './walk.js';

/** What was seen, as far as it may be compared and shown: no id, no secret, no token, no time of its own. */
export type Seen = Readonly<Record<string, unknown>>;

export interface Row {
  readonly id: string;
  /** What is looked at, in words for whoever reads the report. */
  readonly observes: string;
  /** Where what is known of it stands: a section of the contract, or one of its open questions. */
  readonly restsOn: string;
  /** What Cognito documents or was seen to do. Members that are not named here are compared and not asserted. */
  readonly recorded?: Seen;
  /** What nobody here knows. The local pool does what seemed likely. */
  readonly unconfirmed?: string;
  readonly ask: (walk: Walk) => Promise<unknown>;
}

/** Why a row has no answer, in a sentence that may be shown. */
export class NotAsked extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'NotAsked';
  }
}
