import type { PendingChallenge, Person } from '../../base/model.js';
import type { Attempt, Parameters } from './attempt.js';
import type { FlowRequest } from './flow-request.js';

/** What an app answers a challenge with. */
export interface Answer {
  readonly request: FlowRequest;
  readonly pending: PendingChallenge;
  readonly responses: Parameters;
  readonly person: Person | undefined;
  /** The attempt as it was; throws when there is nobody to sign in. */
  readonly attempt: () => Attempt;
}
