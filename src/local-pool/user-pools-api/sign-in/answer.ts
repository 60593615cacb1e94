import type { PendingChallenge, Person } from '../../base/model.js';
import type { Attempt, Parameters } from './attempt.js';
import type { FlowRequest } from './flow-request.js';

/** What an app answers a challenge with. */
export interface Answer {
  request: FlowRequest;
  pending: PendingChallenge;
  responses: Parameters;
  person: Person | undefined;
  /** The attempt as it was; throws when there is nobody to sign in. */
  attempt: () => Attempt;
}
